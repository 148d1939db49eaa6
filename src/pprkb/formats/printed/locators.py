"""Where a work is found in its container: volume, issue, pages, number; and editions."""

from __future__ import annotations

import re

from pprkb.formats.field_values import edition_number
from pprkb.formats.printed.draft import Draft
from pprkb.formats.printed.vocabulary import is_title_case, names_journal
from pprkb.text.number import whole_number

_ORDINAL = (
    r"(?:\d{1,3}(?:st|nd|rd|th|d)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|eleventh|twelfth)"
)
EDITION = (
    rf"(?:(?:{_ORDINAL}|revised|rev\.|new|international|int['’]?l|student|kindle|abridged|expanded"
    r"|\d{1,3}\.?|anniversary|updated|enlarged|and|&|text)[ ,]{1,2}){1,4}(?:edition|edn|ed)\b\.?"
)
"""The pattern of an edition, to be matched without regard to case."""
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
"""The longest locator, in characters."""

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
        """The stretch of the volume."""
        return self.group("labelled", "volume")

    @property
    def issue(self) -> tuple[int, int] | None:
        """The stretch of the issue."""
        return self.group(
            "issue", "no", "colon", "bare", "supplement", "issue_alone", "issue_named"
        )

    @property
    def paged(self) -> bool:
        """Whether there are pages or an article number."""
        return self.group("page", "number") is not None

    @property
    def labelled(self) -> bool:
        """Whether a word says what it is: "Vol.", "pp.", "Article"."""
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
