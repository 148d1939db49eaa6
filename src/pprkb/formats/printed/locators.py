"""Where a work is found: volume, issue, pages, number, edition; DOI, addresses, PMID and ISBN."""

from __future__ import annotations

import re

from pprkb.formats.field_values import edition_number
from pprkb.formats.printed.draft import TAKEN, Draft
from pprkb.formats.printed.head import date_text, read_date
from pprkb.formats.printed.vocabulary import is_title_case, names_journal
from pprkb.text.number import whole_number

# -- locators ------------------------------------------------------------------------------------

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th|d)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth)"
)
EDITION = (
    rf"(?:(?:{_ORDINAL}|revised|rev\.|new|international|int['’]?l|student|kindle|abridged|expanded"
    r"|\d{1,3}\.?|anniversary|updated|enlarged|and|&|text)[ ,]{1,2}){1,4}(?:edition|edn|ed)\b\.?"
)
"""The pattern of an edition, to be matched case-insensitively."""
_WHOLE = re.compile(rf"(?:{EDITION}|text rev(?:ision|\.)|rev(?:ised)?\.? ?ed\.?)$", re.IGNORECASE)


def is_edition(text: str) -> bool:
    """Return whether a text is an edition and nothing else."""
    return _WHOLE.match(text) is not None


def edition_value(text: str) -> str:
    """Return the number of "2nd ed." and "Second edition"; other editions in their words."""
    return edition_number(text.strip())


DASH = r"\s?(?:[-‐‑‒–—−]{1,3}|\bto\b)\s?"
PAGE = r"(?:[A-Za-z]{0,3}\d{1,20}[A-Za-z]?(?:\.[a-z]?\d{1,5})?|\b[ivxlcdm]{1,8}\b)"
RANGE = re.compile(rf"(?P<first>{PAGE}){DASH}(?P<last>{PAGE})")
"""Two pages with a dash or "to" between them."""


def is_cut(draft: Draft, page: str, end: int) -> bool:
    """Return whether the text ends in a page that can only be the beginning of a number."""
    match = RANGE.fullmatch(page)
    if match is None or draft.text[end:].strip():
        return False
    first, last = match["first"], match["last"]
    return (
        first.isdigit()
        and last.isdigit()
        and len(last) <= len(first)
        and whole_number(last, 0) <= whole_number(first, 0)
    )


def pages(page: str) -> str:
    """Return ranges with an en dash: "200 to 211" is "200–211"."""
    return RANGE.sub(lambda match: f"{match['first']}–{match['last']}", page)


def check_pages(draft: Draft, page: str) -> None:
    """Note pages that run backwards; "270-7" is short for "270-277"."""
    match = RANGE.match(page)
    if match is None or not (match["first"] + match["last"]).isdecimal():
        return
    first, last = match["first"], match["last"]
    if len(last) < len(first):
        full = first[: -len(last)] + last
        if whole_number(full, 0) <= whole_number(first, 0):
            draft.doubt(f"The pages {page} run backwards.")
    elif whole_number(last, 0) < whole_number(first, 0):
        draft.doubt(f"The pages {page} run backwards.")


_REACH = 160
"""The maximum length of a locator, in characters."""

_PAGES = rf"{PAGE}(?:{DASH}{PAGE})?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|spring|summer|fall|winter)"
_TAIL = re.compile(
    rf"""
    (?:
      (?:(?i:vol(?:ume)?s?)\.?\s?(?P<labelled>\d{{1,4}}[A-Z]?(?:[-–/]\d{{1,4}})?|[IVXLC]{{1,8}}\b)
        |(?P<volume>(?![A-Z]\d{{1,4}},\s[A-Z]\d)[A-Z]?-?\d{{1,4}}(?:-?[A-Z])?
          (?:\s?[-–/]\s?\d{{1,4}}(?=\s?[(,:]))?))
      (?P<dated>,?\s\((?:{_MONTH}[a-z.]{{0,8}}\s)?(?:19|20)\d\d\))?
      (?:\s?,?\s?\(\s?(?i:no\.?\s?|nr\.?\s?|issue\s)?(?P<issue>[^()]{{1,40}}?)\s?\)
        |[,.]?\s?(?i:no|nr|issue|iss|number)\.?\s?(?P<no>\d{{1,5}}(?:\s?[-–/&]\s?\d{{1,5}})?)
        |:(?P<colon>\d{{1,3}}(?:[-–/]\d{{1,3}})?)(?=,\s)
        |,\s(?P<bare>\d{{1,3}})(?=,\s?(?:pp?\.?\s?)?\d{{1,6}}{DASH}\d)
        |,?\s(?P<supplement>Suppl(?:ement)?\.?(?:\s?\d{{1,3}})?))?
     |\(\s?(?i:no\.?\s?|issue\s)?(?P<issue_alone>\d{{1,4}}(?:[-–/]\d{{1,4}})?)\s?\)
     |(?i:issue|no)\.?\s(?P<issue_named>\d{{1,4}})
    )?
    (?P<month>,\s(?i:{_MONTH})[a-z.]{{0,8}}(?:[-–/](?i:{_MONTH})[a-z.]{{0,8}})?
      (?:\s\d{{1,2}},?)?\s(?:19|20)\d\d)?
    (?:(?:(?<=\s)|[,:;]\s?|\.\s|\s|(?<=[):]))
      (?:(?i:article|art)\.?(?:\s?(?i:no|number|id)\b\.?)?:?\s?
         (?P<number>[A-Za-z]{{0,4}}\d(?:[\w.-]{{0,20}}\w)?)
        |(?:(?i:pp|pgs?|pages?|p)\.?\s?)?
         (?P<page>{_PAGES}(?:,\s?{_PAGES}){{0,4}})(?P<open>\s?[-–—](?=$))?))?
    [\s.,;]{{0,4}}$
    """,
    re.X,
)
_PLACE = re.compile(
    r"(?P<comma>[,;]\s?\(?|[.:?!]\s\(?|\s\(?)"
    r"(?=\d|\(|[A-Za-z]{1,3}-?\d|(?i:vol|no|issue|pp?|pages?|art|article|suppl)\b|[ivxlcdm]{1,8}[-–])"
)
_WORD = re.compile(r"vol|\bno\b|issue|p\.|pages|art", re.IGNORECASE)
_LETTERED = re.compile(r"[A-Za-z]{1,4}\d{3,20}$|\d{6,20}$")
_ISSUE = re.compile(
    r"(?:\d{1,5}(?:\s?[-–/&,]\s?\d{1,5})?[A-Za-z]?|S\d{1,3}|[A-Z]"
    r"|(?:\d{1,4},?\s?)?(?:Suppl(?:ement)?|Pt|Part|Whole No|Spec|Special|Special issue|SI)\.?"
    r"(?:\s?(?:\d{1,4}|[A-Z])(?:[-–]\d{1,4})?)?"
    r"|(?:\d{1,3}(?:[-–]\d{1,3})?,?\s)?(?:Pt|Part|Suppl)\.?\s?\d{1,3}"
    r"|\d{1,3}(?:st|nd|rd|th)?\s?(?:Special issue|Suppl\.?)"
    rf"|(?i:{_MONTH})[a-z]{{0,7}}(?:\s\d{{4}})?)$"
)


class Tail:
    """A locator at the end of a stretch, and where it begins."""

    def __init__(self, start: int, match: re.Match[str]) -> None:
        self.start = start
        self.match = match

    def group(self, *names: str) -> tuple[int, int] | None:
        """Return the span of the first of some groups that matched."""
        for name in names:
            if self.match[name] is not None:
                return self.match.span(name)
        return None

    @property
    def volume(self) -> tuple[int, int] | None:
        """The span of the volume."""
        return self.group("labelled", "volume")

    @property
    def issue(self) -> tuple[int, int] | None:
        """The span of the issue."""
        return self.group(
            "issue", "no", "colon", "bare", "supplement", "issue_alone", "issue_named"
        )

    @property
    def paged(self) -> bool:
        """Whether there are pages or an article number."""
        return self.group("page", "number") is not None

    @property
    def labelled(self) -> bool:
        """Whether it is labelled: "Vol.", "pp.", "Article"."""
        return _WORD.search(self.match.group()) is not None


def find_tail(draft: Draft, start: int, end: int) -> Tail | None:
    """Return the locator that ends a stretch; a comma before it counts more than a space."""
    text = draft.rest[:end]
    for place in _PLACE.finditer(text, max(start, end - _REACH)):
        position = place.start() + len(place["comma"].rstrip("("))
        match = _TAIL.match(text, position)
        if match is None or not match.group().strip(" .,;"):
            continue
        tail = Tail(place.start(), match)
        if _holds(tail, place["comma"][0] != " ", text):
            return tail
    return None


def _holds(tail: Tail, comma: bool, text: str) -> bool:
    """Return whether a locator is certain, and not a number that ends a title."""
    match = tail.match
    issue = match["issue"]
    if issue is not None and not _ISSUE.match(issue.strip()):
        return False
    if tail.volume is not None and tail.paged:
        if not comma and match["volume"] and _is_year(match["volume"]):
            return False  # "Proceedings of Interspeech 2017, 13–16"
        return comma or tail.issue is not None or tail.labelled or _before_is_name(text, tail.start)
    if tail.volume is not None and tail.issue is not None:
        return True
    if match["labelled"]:
        return comma
    if tail.volume is not None:
        return (
            text[tail.start] == "," and match["volume"].isdigit() and not _is_year(match["volume"])
        )
    if tail.issue is not None:
        return tail.paged or comma
    page = match["page"]
    if page is None:
        return match["number"] is not None
    if not comma or (text[tail.start] not in ",;:" and not tail.labelled):
        return False
    span = RANGE.fullmatch(page)
    years = span is not None and _is_year(span["first"]) and _is_year(span["last"])
    if years or _is_year(page):
        source = text[: tail.start].rpartition(". ")[2]
        return tail.labelled or (is_title_case(source) and names_journal(source))
    return True


def _before_is_name(text: str, place: int) -> bool:
    """Return whether the word before a place begins with a capital, as journals do."""
    word = text[max(0, place - 40) : place].split(" ")[-1]
    return word[:1].isupper() or word[:1] == "("


def _is_year(number: str) -> bool:
    return len(number) == 4 and 1400 <= whole_number(number, 0) <= 2099


def claim_tail(draft: Draft, tail: Tail) -> None:
    """Claim the parts of a locator."""
    match = tail.match
    text = draft.text
    position = match.start()
    if span := tail.volume:
        alone = tail.issue is None and not tail.paged and not match["labelled"]
        sure = not alone or "doi" in draft.values or "url" in draft.values
        draft.claim("volume", position, span[1], _dashed(text[slice(*span)]), certain=sure)
        if not sure:
            draft.doubt(f"{text[slice(*span)]} is taken for the volume; it may be a page.")
        position = span[1]
    if match["dated"]:
        draft.doubt(f"“{match['dated'].strip(' ,')}” follows the volume.")
    if tail.issue:
        position = _claim_issue(draft, tail, tail.issue, position)
    if match["month"]:
        position = match.end("month")
    if span := tail.group("number"):
        draft.claim("number", _label(text, position, span[0]), span[1], text[slice(*span)])
    if span := tail.group("page"):
        _page(draft, _label(text, position, span[0]), span, cut=match["open"] is not None)
        if match["open"] is not None:
            draft.complete = False
            draft.doubt("The text ends inside the pages.")


def _claim_issue(draft: Draft, tail: Tail, span: tuple[int, int], position: int) -> int:
    """Claim the issue with its parentheses or label; return where it ends."""
    text = draft.text
    issue = text[slice(*span)].strip()
    start, end = text.rfind("(", position, span[0]), span[1]
    if start < 0:
        start = _label(text, position, span[0])
    elif ")" in text[end : end + 2]:
        end = text.index(")", end) + 1
    issued = draft.dates.get("issued")
    if issued is not None and str(issued.year) == issue:
        draft.doubt(f"({issue}) after the volume is the year, or an issue.")
        return end
    bare = tail.match["bare"] is not None
    draft.claim("issue", start, end, _dashed(issue), certain=not bare)
    if bare:
        draft.doubt(f"{issue} between volume and pages is taken for the issue.")
    return end


def _label(text: str, start: int, end: int) -> int:
    """Return where the words before a number begin: "pp.", "Article"."""
    while start < end and not text[start].isalnum():
        start += 1
    return start


def _page(draft: Draft, begin: int, span: tuple[int, int], *, cut: bool) -> None:
    page = draft.text[slice(*span)]
    if not cut and is_cut(draft, page, span[1]):
        draft.complete = False
        draft.doubt(f"The text ends inside the pages {page}.")
        return
    if _LETTERED.match(page):
        draft.claim("number", begin, span[1], page)
        return
    draft.claim("page", begin, span[1], pages(page), certain=not cut)
    check_pages(draft, page)


def _dashed(number: str) -> str:
    """Write a range of volumes or issues with an en dash."""
    return re.sub(r"(?<=\d)\s?[-–—]\s?(?=\d)", "–", number)


# -- identifiers ---------------------------------------------------------------------------------

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
"""Patterns of complete DOI suffixes of large registrants; anything shorter is cut off."""
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
_SURELY_WHOLE = 8
"""The minimum number of digits of a complete number at the end of the text."""
_CLOSING = {")": "(", "]": "[", "}": "{", "”": "“", "’": "‘"}


def find_identifiers(draft: Draft, start: int) -> None:
    """Claim DOI, address, PMID, PMCID and ISBN after the date, with the words before them."""
    _dois(draft, start)
    _urls(draft, start)
    for pattern in (_PMID, _PMCID, _ISBN):
        if match := pattern.search(draft.rest, start):
            name = next(iter(match.groupdict()))
            at_end = match.end() == len(draft.text)
            sure = not at_end or len(match[name]) >= _SURELY_WHOLE
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
