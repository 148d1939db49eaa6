"""APA rules that the CSL style cannot express, applied to items before formatting.

Sections are those of the Publication Manual of the American Psychological Association, 7th edition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

from pprkb.csl import Run
from pprkb.documents.apa_kinds import FORMATS, LEGAL, describe, recognise, without_type_name
from pprkb.formats.field_values import ORDINALS
from pprkb.languages import words_for
from pprkb.model.citation import CslItem, variables

_FIRST_WORD = re.compile(
    r"(?P<before>^|[:?!] )(?P<marks>(?:<(?:i|b)>|[\"“‘'(])*)(?P<word>[^\W\d_][\w’'-]*)"
)

_DOMAIN = re.compile(r"(?<=[a-z])\.(?:Com|Org|Net|Edu|Gov)\b")
_IN_PRESS = re.compile(r"in ?press\Z|forthcoming in print\Z", re.IGNORECASE)
_ADVANCE = re.compile(
    r"\W*(?:(?:advance|advanced)(?: online| article)?(?: publication| access)?|"
    r"(?:epub |published |online )?ahead[- ]?of[- ]?(?:print|publication)|"
    r"online[- ](?:first|early|now|ahead of print)|first online|first view|early (?:view|access)|"
    r"epub ahead of print|articles? in advance)\W*\Z",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"(?:e|p)?publish(?:ed)?(?: online)?|final|version of record", re.I)
_NO_PAGES = re.compile(r"no[ -](?:pagination )?specified|no pagination|n\.? ?p(?:ag)?\.?\Z", re.I)
_ARTICLE_NUMBER = re.compile(
    r"(?:[eE]\d+|\d{6,}|0\d{4,}|(?!S\d{1,4}\Z)[A-Za-z]{1,6}\d{4,})(?:\.\d+)?\Z"
)
_NAMED_ARTICLE = re.compile(r"art(?:icle|\.)\s*(?:(?:number|no\.?|#)\s*)?(\S+)\Z", re.IGNORECASE)
_SUPPLEMENT = re.compile(
    r"(?P<issue>\d+(?:[-–/]\d+)?)?[\s,;(_]*supp(?:l(?:ement)?s?)?[\s._-]*(?P<number>[A-Za-z]?\d*)\)?\Z",
    re.IGNORECASE,
)
_COCHRANE = "cochrane database of systematic reviews"

_EDITION_WORDS = (
    (re.compile(r"\bedition\b\.?|\bedn?\b\.?", re.IGNORECASE), "ed."),
    (re.compile(r"\brevised\b|\brevision\b|\brev\b\.?", re.IGNORECASE), "rev."),
    (re.compile(r"\benlarged\b|\benl\b\.?", re.IGNORECASE), "enl."),
    (re.compile(r"\bexpanded\b", re.IGNORECASE), "exp."),
)
_FOREIGN_EDITION = re.compile(
    r"\b(?:aufl(?:age)?|ausg(?:abe)?|éd(?:ition)?|edici[oó]n|edição|edizione|druk|uitgave"
    r"|utg[aå]va|utgave|upplaga|udgave)\b",
    re.IGNORECASE,
)
"""Words for "edition" in other languages, which must not be followed by "ed."."""
_ORDINAL = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b", re.IGNORECASE)
_NUMBERED_EDITION = re.compile(r"(\d+)(?:st|nd|rd|th|\.)?(?: ed\.)?\Z")
_CODE = re.compile(r"[A-Z]{2,}[\s-]?\d[\w-]*\Z")
_IDENTIFIER_IN_NOTE = re.compile(
    r"(?P<number>(?:[A-Za-z][\w&/-]*\.? ){0,4}(?:No\.|Nos\.|#) ?[\w./:-]*\d[\w./:-]*)\.?\Z"
)
_VERSION_IN_NOTE = re.compile(
    r"(?P<package>(?:R|Python|Stata|Julia) package )?version:? (?P<version>[\w.-]*\d[\w.-]*)"
    r"(?P<more>[,;. ].*)?\Z",
    re.IGNORECASE,
)
_VERSION_WORDS = re.compile(r"\b(?:version|release|build|edition|beta)\b", re.IGNORECASE)
_SITE_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z|[a-z0-9-]+(?:\.[a-z0-9-]+)+/?\Z")


class Terms(Protocol):
    """The terms of a locale, as in `pprkb.csl.LocaleData`."""

    lang: str

    def term(self, name: str, form: str = "long") -> str | None:
        """Return a term, or None if the locale lacks it."""


def for_apa(item: CslItem, terms: Terms) -> CslItem:
    """Return a copy of a CSL-JSON item, adapted to APA.

    Args:
        item: From any source; only its content matters.
        terms: The locale in which it will be printed.
    """
    item = item.copy()
    english = str(item.get("language", "en")).casefold().startswith("en")
    without_type_name(item)
    recognise(item)
    if english:
        _capitals(item)
    if item.get("type") in LEGAL:
        _whole_number(item, terms)
        return item
    _status(item, terms)
    _dates(item, english=terms.lang.startswith("en"))
    _serial(item)
    _whole_book(item)
    _note(item)
    if english and terms.lang.startswith("en"):
        _edition(item)
    _version(item)
    _whole_number(item, terms)
    _publisher(item)
    describe(item, words_for(terms.lang))
    return item


def without_bare_retrieval(runs: Sequence[Run], retrieved: str) -> list[Run]:
    """Remove a "Retrieved" that directly precedes an address.

    The style prints it for every work without a date, even if the date of access is unknown; the
    manual prints it only with that date and "from" (section 9.16).

    Args:
        runs: A formatted entry.
        retrieved: The term in the language of the entry.
    """
    if not retrieved:
        return list(runs)
    word = re.compile(rf"(?<=\s){re.escape(retrieved)}\s+\Z", re.IGNORECASE)
    before_link = [after.link != "" for after in runs[1:]]
    return [
        replace(run, text=word.sub("", run.text)) if linked else run
        for run, linked in zip(runs, [*before_link, False], strict=True)
    ]


def _capitals(item: CslItem) -> None:
    """Capitalise the first word of titles and subtitles (section 6.17)."""
    for name in ("title", "container-title", "volume-title"):
        title = item.get(name)
        periodical = name == "container-title" and str(item.get("type", "")).startswith("article")
        if isinstance(title, str) and not periodical:
            # Programs that write Title Case also write "Merriam-Webster.Com".
            item[name] = _DOMAIN.sub(lambda m: m[0].lower(), _FIRST_WORD.sub(_capital, title))


def _capital(match: re.Match[str]) -> str:
    word = match["word"]
    # iPad and eHealth keep their lower-case letter.
    if not word[0].islower() or any(character.isupper() for character in word):
        return match.group()
    return f"{match['before']}{match['marks']}{word[0].upper()}{word[1:]}"


def _text(item: CslItem, name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _status(item: CslItem, terms: Terms) -> None:
    """Apply sections 9.14 and 9.15: "in press" is a date, before "Advance online publication".

    Neither is printed for an article with a volume or pages.
    """
    issued = item.get("issued")
    words = str(issued.get("literal", "")) if isinstance(issued, dict) else ""
    dateless = words and not item.get("status") and not (issued or {}).get("date-parts")
    if dateless and (_IN_PRESS.match(words.strip()) or _ADVANCE.match(words)):
        item["status"] = words.strip()
        del item["issued"]
    for name in ("volume", "issue"):
        # Publishers fill in these fields before the values are known.
        if _ADVANCE.match(_text(item, name)) or (
            _text(item, "volume") == "0" and _text(item, "issue") in ("0", "")
        ):
            for unfinished in ("volume", "issue", "page"):
                variables(item).pop(unfinished, None)
            item.setdefault("status", "Advance online publication")
    if not item.get("status") and _ADVANCE.match(_text(item, "note")):
        item["status"] = item.pop("note")
    status = _text(item, "status").strip()
    placed = any(item.get(name) for name in ("volume", "issue", "page", "number"))
    if _PUBLISHED.fullmatch(status):
        del item["status"]
    elif _IN_PRESS.match(status):
        if placed and item.get("issued"):
            del item["status"]
        else:
            item.pop("issued", None)
            item["status"] = terms.term("in press") or status
    elif _ADVANCE.match(status) or status.casefold() in ("prepublished", "pre-published"):
        if placed:
            del item["status"]
        else:
            known = (
                None if terms.lang.startswith("en") else terms.term("advance-online-publication")
            )
            item["status"] = known or "Advance online publication"


def _dates(item: CslItem, *, english: bool) -> None:
    """Handle ranges without an end, and years before the common era (examples 42 and 95)."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    if english and isinstance(parts, list) and len(parts) == 2 and parts[1][:1] == [0]:
        item["issued"] = {"literal": f"{parts[0][0]}–present"}
    original = item.get("original-date")
    parts = original.get("date-parts") if isinstance(original, dict) else None
    if isinstance(original, dict) and parts and parts[0]:
        year = parts[0][0]
        if isinstance(year, int) and year < 0 and year % 10 == 0:
            # A round year of antiquity is an estimate.
            item["original-date"] = original | {"circa": True}


def _serial(item: CslItem) -> None:
    """Apply section 9.27, examples 6 and 13: article numbers, supplements, Cochrane reviews."""
    if not str(item.get("type", "")).startswith(("article-", "review", "periodical")):
        return
    if _NO_PAGES.match(_text(item, "page")):
        del item["page"]
    page = _text(item, "page").strip()
    if (named := _NAMED_ARTICLE.match(page)) and not item.get("number"):
        item["number"] = named[1]
        del item["page"]
    if (
        item.get("type") in ("article-journal", "review", "review-book")
        and not item.get("number")
        and item.get("container-title")
        and _ARTICLE_NUMBER.match(page)
    ):
        item["number"] = item.pop("page")
    volume = re.fullmatch(
        r"(\d+)[\s,;]*(?:\(?(?=supp)|\((?=\d+(?:[-–/]\d+)?\)$))(.*)",
        _text(item, "volume"),
        re.IGNORECASE,
    )
    if volume and not item.get("issue"):
        item["volume"], item["issue"] = volume[1], volume[2].rstrip(")")
    if (match := _SUPPLEMENT.match(_text(item, "issue"))) is not None:
        number = f"Suppl. {match['number']}" if match["number"] else "Suppl."
        item["issue"] = ", ".join(filter(None, (match["issue"], number)))
    container = _text(item, "container-title").casefold()
    if container.startswith(_COCHRANE) and (item.get("DOI") or item.get("URL")):
        for name in ("volume", "issue", "page", "number"):
            variables(item).pop(name, None)


def _whole_book(item: CslItem) -> None:
    """Apply section 9.19: a whole book or thesis has no page; "ix+308" is its number of pages."""
    whole = item.get("type") in ("book", "thesis") and not item.get("container-title")
    if whole and not re.search(r"\d\s*[-–,&]\s*\d", _text(item, "page")):
        item.pop("page", None)


def _note(item: CslItem) -> None:
    """Apply section 9.19: a number or a version in a note belongs in the parentheses."""
    note = _text(item, "note").strip()
    kind = str(item.get("type", ""))
    if not note or kind.startswith("article") or item.get("number"):
        return
    version = _VERSION_IN_NOTE.match(note)
    if version and not item.get("version"):
        if version["package"] and kind in ("article", "book", "document", "report", "webpage"):
            item["type"] = "software"
        if item["type"] in ("software", "dataset"):
            item["version"] = f"{version['package'] or ''}version {version['version']}"
            if not version["package"]:
                item["version"] = version["version"]
            del item["note"]
        return
    if number := _IDENTIFIER_IN_NOTE.match(note):
        item["number"] = number["number"]
        del item["note"]
        if genre := item.pop("genre", None):
            item["medium"] = "; ".join(filter(None, (str(genre), _text(item, "medium"))))


def _edition(item: CslItem) -> None:
    """Apply section 9.19: "5th ed., text rev.", "Rev. ed."."""
    edition = _text(item, "edition").strip()
    if FORMATS.fullmatch(edition):
        del item["edition"]  # section 10.2: the format of a book is not printed
        return
    if not edition or not re.search(r"[A-Za-z]", edition):
        return
    short = edition
    for pattern, abbreviation in _EDITION_WORDS:
        short = pattern.sub(abbreviation, short)
    short = _ORDINAL.sub(lambda match: _ordinal(ORDINALS.index(match[0].lower()) + 1), short)
    short = re.sub(r"\btext rev\.", "text rev.", short, flags=re.IGNORECASE)
    short = re.sub(r"(?<=\d(?:st|nd|rd|th)) and rev\.", " rev.", short.replace("..", "."))
    if numbered := _NUMBERED_EDITION.fullmatch(short):
        item["edition"] = numbered[1]
        return
    named = "ed." in short or _FOREIGN_EDITION.search(short)
    item["edition"] = short[0].upper() + short[1:] + ("" if named else " ed.")


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number if number < 20 else number % 10, "th")
    return f"{number}{ending}"


def _version(item: CslItem) -> None:
    """Apply section 10.10: "(Version 3.3)", but "(Mar 14 version)" unchanged."""
    version = _text(item, "version")
    if leading := re.match(r"version:?\s+(?=\S)", version, re.IGNORECASE):
        item["version"] = version[leading.end() :]
    elif _VERSION_WORDS.search(version) and not item.get("edition"):
        # The style adds "Version" to every version, but prints an edition in words unchanged.
        item["edition"] = item.pop("version")


def _whole_number(item: CslItem, terms: Terms) -> None:
    """Apply section 9.19: a number is not a range: "(NIH Publication No. 18-2424)".

    CSL treats ED545393 as a number that needs "No." (examples 51 and 74 have none), but not TR-7.
    """
    number, kind = _text(item, "number").strip(), str(item.get("type", ""))
    if not number or kind.startswith(("article-", "review")):
        return
    if kind == "report" and " " not in number and not (item.get("genre") or item.get("medium")):
        item["genre"] = terms.term("report") or ""
    genre = _text(item, "genre")
    label = terms.term("number", "short") or ""
    if genre and kind in ("report", "standard", "document", "webpage") and " " not in number:
        # The style omits the label before letters, and in standards.
        if kind == "standard" or not re.match(r"[A-Z]{0,3}\d+\Z|\d+[-–]\d+\Z", number):
            number = f"{label.capitalize()} {number}".strip()
    elif not genre and _CODE.match(number):
        number = f'<span class="nocase">{number}</span>'
    item["number"] = number


def _publisher(item: CslItem) -> None:
    """Apply section 9.29: omit a publisher or site that is the author or part of the address."""
    names = ["publisher"]
    if item.get("type") in ("webpage", "post", "post-weblog"):
        names.append("container-title")
        if _text(item, "publisher") == _text(item, "container-title"):
            item.pop("container-title", None)
    host = _host(_text(item, "URL"))
    bodies = item.get("author") or item.get("editor") or []
    author = ""
    if len(bodies) == 1 and bodies[0].get("literal"):
        author = str(bodies[0]["literal"]).casefold().strip()
    for name in names:
        value = _text(item, name).strip()
        folded = value.casefold()
        if not folded:
            continue
        if (
            folded == author
            or (author and folded in ("author", "the author", "authors"))
            or (
                _SITE_ADDRESS.match(value)
                and (value.startswith(("http", "www.")) or folded.rstrip("/") == host)
            )
        ):
            del variables(item)[name]


def _host(url: str) -> str:
    """Return the host of an address without "www."; empty if the address is malformed."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
