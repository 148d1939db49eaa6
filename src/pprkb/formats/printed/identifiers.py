"""DOI, addresses, PMID, PMCID and ISBN; a DOI that is cut off is known by its registrant's form."""

from __future__ import annotations

import re

from pprkb.formats.printed.draft import TAKEN, Draft
from pprkb.formats.printed.head import date_text, read_date

_SHAPES = {
    "10.1001": r"[a-z]{4,}\.\d{4}\.\d{4,6}|[a-z]{4,}\.\d{1,3}\.\d{1,3}\.\d{2,5}|archpsyc\.\d{14,}",
    "10.1002": r"[a-z]{2,6}\.\d{4,8}|\d{8}\.CD\d{6}(?:\.pub\d)?|\S{18,}",
    "10.1007": r"s\d{5}-\d{3}-\d{4}-[\dx]|s\d{14}|978-[\d-]{10,16}(?:_\d{1,4})?|BF\d{8}|\S{18,}",
    "10.1016": r"[jJ]\.\w{2,12}\.\d{4}\.(?:\d{2}\.\d{3,6}|\d{5,7})"
    r"|[sS]?\d{4}-?\d{3}[\dxX]\(\d{2}\)\d{5}-[\dA-Z]|[BbCc]?978\S{10,}|\S{18,}",
    "10.1017": r"S\d{15,16}[\dX]|s\d{15,16}[\dx]|\S{18,}",
    "10.1027": r"\d{4}-\d{3,4}[\dX]?/a\d{6}|\d{4}-\d{3}[\dX]\.\d{1,3}\.\d{1,3}\.\d{1,4}",
    "10.1037": r"[a-z]{1,3}\d{7}|\d{4}-\d{3}[\dxX]\.\d{1,3}\.[\w-]{1,9}\.\w{1,6}"
    r"|\d{5}-\d{3}|\d{7}-\d{3}",
    "10.1038": r"s\d{5}-\d{3}-\d{4,5}-[\dxyz]|[a-z]{2,8}\.\d{4}\.\d{1,4}|\d{4,9}\w{0,2}|\S{18,}",
    "10.1073": r"pnas\.\d{9,12}",
    "10.1080": r"\d{7}[\dX]\.(?:20(?:1[6-9]|[2-9]\d)\.\d{7}"
    r"|(?:1\d\d\d|200\d|201[0-5])\.\d{5,7})|\d{9,19}",
    "10.1111": r"j\.\d{4}-\d{3}[\dxX]\.\d{4}\.\w{4,9}(?:\.x)?|[a-z]{2,5}\.\d{4,6}"
    r"|\d{4}-\d{3}[\dxX]\.\w{4,6}|\S{18,}",
    "10.1146": r"annurev[\w.-]{6,20}[.-]\d{6}[.-]\d{6}|\S{18,}",
    "10.1159": r"\d{9}",
    "10.1176": r"(?:appi\.)?[a-z]{2,20}\.(?:\d{4}\.\d{8}|\d{8,13}|\d{1,3}\.\d{1,3}\.\d{1,4})",
    "10.1177": r"\d{10,18}|\d{9}[\dX]",
    "10.1186": r"s\d{5}-\d{3}-\d{4,5}-[\dxyz]|\d{4}-\d{3}[\dXx]-\d{1,3}-\w{1,6}|\S{18,}",
    "10.1192": r"bjp\.bp\.\d{3}\.\d{6}|bjp\.\d{1,4}\.\d{1,3}(?:\.\d{1,4})?|bj[a-z]\.\d{4}\.\d{1,4}",
    "10.1371": r"journal\.p[a-z]{3}\.\d{7}",
    "10.3389": r"f[a-z]{3,6}\.\d{4}\.\d{5,8}",
    "10.31219": r"osf\.io/\w{5}",
    "10.31234": r"osf\.io/\w{5}",
}
"""The DOIs of large registrants after the slash; a shorter one is cut off."""
_LAST = re.compile(r"\d\S{0,3}$")


def looks_whole(doi: str) -> bool:
    """Return whether a DOI is as long as its registrant's DOIs are."""
    prefix, _, suffix = doi.partition("/")
    if suffix[-1:] in "-._(/<":
        return False
    shape = _SHAPES.get(prefix)
    if shape is not None:
        return re.match(rf"(?:{shape})", suffix) is not None
    return len(suffix) >= 5 and _LAST.search(suffix) is not None


_RESOLVER = re.compile(r"(?:https?://)?(?:dx\.|www\.)?doi\.org/", re.I)
_LABEL = re.compile(
    r"(?:\b(?:available (?:at|from|online)(?: at)?|retrieved from|retrieved|doi|url|digital object"
    r" identifier)\b[:.]?\s?){1,3}$",
    re.I,
)
_DOI = re.compile(
    r"(?<!\w)(?:(?:https?://\s?)?(?:dx\.|www\.)?doi\.org/\s?(?:doi:\s?)?|doi[:/]\s?)?"
    r"(?P<doi>10\.\d{4,9}(?:\.\d{1,9})?/\S{1,250})",
    re.I,
)
_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>“”\"]{3,1000}", re.I)
_SHORT_DOI = re.compile(
    r"(?:https?://)?(?:dx\.|www\.)?doi\.org/(?:10/)?(?P<name>[a-z0-9]{3,10})(?![\w./-])"
)
"""An address of the short DOI service (shortdoi.org), which leads to a DOI."""
_WHEN = r"(?P<when>[A-Za-z0-9.]{1,12}(?:,? [A-Za-z0-9]{1,10}){0,3}?)"
_RETRIEVED = re.compile(
    rf"[\[(]?\b(?:Retrieved|Accessed|Last accessed|Retrieved on|Accessed on)(?: on)?:? {_WHEN},?"
    r"(?:(?: from| at)\b:?|(?=[.\])]|$|\x00))[\])]?",
    re.I,
)
_PMID = re.compile(r"\bPMID:?\s?(?P<pmid>\d{1,9})\b", re.I)
_PMCID = re.compile(r"\bPMCID:?\s?(?P<pmcid>PMC\d{1,9})\b", re.I)
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s?(?P<isbn>(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])(?![\w-])")
_CUT = re.compile(
    r"(?:\bht{1,2}p?s?:?/{0,2}|\bhttps?://(?:[dw]\w{0,3}(?:\.\w{0,6}){0,2}/?|(?:dx\.)?doi\.org/\S{0,40})"
    r"|\bdoi:?\s?(?:1(?:0(?:\.\d{0,9}/?)?)?)?)$",
    re.I,
)
_SHORT = 8
"""Characters after the slash of a DOI that is cut off, and is not read."""
_WHOLE = 8
"""The fewest digits of a whole number at the end of the text."""
_CLOSING = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘"}


def find_identifiers(draft: Draft, start: int) -> None:
    """Claim DOI, address, PMID, PMCID and ISBN after the date, with the words before them."""
    _dois(draft, start)
    _urls(draft, start)
    for pattern in (_PMID, _PMCID, _ISBN):
        if match := pattern.search(draft.rest, start):
            name = next(iter(match.groupdict()))
            at_end = match.end() == len(draft.text)
            sure = not at_end or len(match[name]) >= _WHOLE
            draft.claim(name, match.start(), match.end(), match[name], certain=sure)
    _retrieved(draft, start)
    _cut(draft, start)


def _dois(draft: Draft, start: int) -> None:
    for match in _DOI.finditer(draft.rest, start):
        before = draft.rest[max(start, match.start() - 200) : match.start("doi")].split(" ")[-1]
        if "//" in before and not _RESOLVER.search(before):
            continue  # part of another address
        begin, end = match.start("doi"), _end(draft, match.start("doi"), match.end("doi"))
        doi = draft.text[begin:end]
        first, last = _around(draft, start, match.start(), end)
        certain = True
        if end in draft.clean.wraps and doi[-1:] in "/._-(":
            draft.doubt(f"A line ends inside the DOI {doi}.")
            certain = False
        if not looks_whole(doi):
            certain = False
            at_end = not draft.text[end:].strip(" .)]")
            draft.doubt(f"The DOI {doi} looks cut off.")
            draft.complete &= not at_end
            if at_end and len(doi.partition("/")[2]) < _SHORT:
                draft.end = min(draft.end, first)
                continue
        known = draft.values.get("doi", "")
        if known and known.casefold() == doi.casefold():
            draft.take("doi", first, last, doi, certain=certain)
        elif known:
            draft.doubt(f"There is a second DOI, {doi}.")
        else:
            draft.claim("doi", first, last, doi, certain=certain)


def _urls(draft: Draft, start: int) -> None:
    for match in _URL.finditer(draft.rest, start):
        if TAKEN in match.group():
            continue
        end = _end(draft, match.start(), match.end())
        url = draft.text[match.start() : end]
        at_end = not draft.text[end:].strip(" .,;:)]")
        short = _SHORT_DOI.fullmatch(url)
        if at_end and not short and (_CUT.fullmatch(url) or not _has_host(url)):
            _cut_at(draft, match.start())
            continue
        first, last = _around(draft, start, match.start(), end)
        certain = True
        if end in draft.clean.wraps:
            certain = not draft.text[end:].strip(" .")
            if not certain:
                draft.doubt("A line ends inside the address, or after it.")
        if "url" in draft.values:
            draft.doubt(f"There is a second address, {url}.")
        else:
            draft.claim("url", first, last, url, certain=certain)


def _has_host(url: str) -> bool:
    """Return whether an address holds its whole host, and does not end in a hyphen."""
    labels = url.split("//", 1)[-1].partition("/")[0].removeprefix("www.").split(".")
    return len(labels) > 1 and len(labels[-1]) > 1 and labels[-1].isalpha() and url[-1] != "-"


def _end(draft: Draft, start: int, end: int) -> int:
    """Return the end of an identifier without the punctuation that follows it."""
    text = draft.rest
    if (taken := text.find(TAKEN, start, end)) >= 0:
        end = taken
    while end > start:
        last = text[end - 1]
        opening = _CLOSING.get(last)
        marks = last in ".,;:!?'\"*" or (last == ">" and "<" not in text[start:end])
        alone = opening and text.count(opening, start, end) < text.count(last, start, end)
        if not (marks or alone):
            break
        end -= 1
    return end


def _around(draft: Draft, floor: int, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of an identifier with its label, "doi:", and parentheses around both."""
    begin = max(floor, start - 60)
    match = _LABEL.search(draft.rest[begin:start])
    first = begin + match.start() if match else start
    pair = draft.rest[first - 1 : first] + draft.rest[end : end + 1]
    return (first - 1, end + 1) if pair in ("()", "[]") else (first, end)


def _retrieved(draft: Draft, start: int) -> None:
    """Claim "Retrieved March 3, 2020, from" as the date of access."""
    match = _RETRIEVED.search(draft.rest, start)
    if match is None:
        return
    when = match["when"].strip(" ,.")
    date = read_date(when)
    if date is None or date[0] is None or date[0].year is None:
        return
    draft.date("accessed", match.span(), date[0], date_text(date[0]))


def _cut(draft: Draft, start: int) -> None:
    match = _CUT.search(draft.rest, max(start, len(draft.rest) - 60))
    if match and not _SHORT_DOI.fullmatch(match.group()):
        _cut_at(draft, match.start())


def _cut_at(draft: Draft, place: int) -> None:
    """Note that the text ends inside an identifier, whose beginning is left over."""
    draft.complete = False
    draft.end = min(draft.end, place)
    draft.doubt("The text ends inside a DOI or an address.")
