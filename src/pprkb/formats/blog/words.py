"""The kinds of lines in the blog, recognised by their words, and where posts begin."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from pprkb.formats.blog.page import Line
from pprkb.formats.printed import looks_printed
from pprkb.model.summary import Month
from pprkb.text.number import whole_number
from pprkb.text.spelling import fold
from pprkb.text.word_lists import word_lists

_IMPLICATIONS = re.compile(
    r"""(?P<heading>(?:practice|practical|clinical)\s+implications?
        |implications?\s+for\s+(?:clinical\s+)?practice
        |implications?\s+(?:pour\s+la\s+)?pratiques?)
      \s*(?P<end>[:.\u2013\u2014-]?)\s*""",
    re.VERBOSE | re.IGNORECASE,
)
_AUTHOR_LINE = re.compile(
    r"(?:(?:corresponding|lead|first)\s+)?authors?['\u2019]?s?['\u2019]?\s*(?:e-?mails?|contact|address)?"
    r"(?:\s+(?:e-?mails?|address|for\s+correspondence))?\s*:",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:full\s+)?(?:references?|citations?|sources?|articles?)\s*:?\Z", re.IGNORECASE
)
_CONNECTIVES = word_lists(__file__)["connectives"]
_YEAR = re.compile(
    r"\(\s*(?:c\.?\s*)?(?:\d{4}[a-z]?|in\s+press|n\.\s?d\.|submitted|forthcoming|advance\s+online)"
    r"(?:\s*[,/\u2013-]\s*[^()]{1,40})?\s*\)",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][\w'\u2019\u2010-]*\.?|(?:[^\W\d_]\.[-\u2010]?)+[^\W\d_]?")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_]\.")
_NAMES_AT_MOST = 900
_TITLE_AT_MOST = 220
_TITLE_WORDS = 32
_SENTENCE_BREAK = re.compile(
    r"(?<!\b[Vv]s)(?<!\bDr)(?<!\bSt)(?<!\bMr)(?<!\b[A-Z])[.][\"\u201d\u2019)]?\s+[^\W\d_a-z]"
)
_SENTENCE_END = re.compile(r"[.!?:;][\"'\u201d\u2019)\]]*\Z")
_CITATION_END = re.compile(
    r"""(?:\d\)?\s*[,:]\s*e?\d+(?:\s*[-\u2010-\u2015]\s*e?\d+)? | \b10\.\d{4,9}/\S+ | https?://\S+
        | \bpp?\.\s*\d+(?:\s*[-\u2010-\u2015]\s*\d+)?
        | \b(?:advance\s+online\s+publication|online\s+first|in\s+press|ahead\s+of\s+print)
        | \.\s[^\W\d_a-z][^.:]{1,30}(?:,\s\w[\w.]{1,20})?:\s[^\W\d_a-z][^.:]{2,50}\.)
      [\s."\u201d)\]]*\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"\W*(?:doi\b|https?://|10\.\d{4,9}/)", re.IGNORECASE)
_CITATION_TAIL = re.compile(
    r"""\A\W*(?:advance\s+online|online\s+first|pp?\.\s*\d
        |\d+\s*(?:\(\d+\))?\s*[,:]\s*[\de]|in\s+\S+\s.*\(eds?\.)
      |\b\d{1,3}\s*(?:\(\d{1,3}\))?\s*,\s*e?\d+\s*(?:[-\u2010-\u2015]\s*e?\d+)?\W*\Z
      |\b10\.\d{4,9}/\S+\Z""",
    re.VERBOSE | re.IGNORECASE,
)
_CITATION_AT_MOST = 600
_HEADING = "practiceimplications"
_MISPRINT_AT_LEAST, _MISPRINT_AT_MOST = 17, 26
_ALIKE = 0.88
_TAIL_AT_MOST = 250
_END_LOOKED_AT = 400


def implications_heading(text: str) -> str | None:
    """Return the text after "Practice Implications" at the beginning of a line.

    Returns:
        The rest of the line, empty if there is only the heading; None if the line does not
        begin with this heading: "Practice implications of this are few" is a sentence.
    """
    match = _IMPLICATIONS.match(text)
    if match is None:
        return "" if _is_misprinted_heading(text) else None
    rest = text[match.end() :]
    if not rest or match["end"] in (":", ".", "\u2013", "\u2014"):
        return rest
    capitals = [word for word in match["heading"].split() if word[0].isupper()]
    begins = rest[:1].isupper() or rest[:1] in "\"\u201c\u2018'"
    return rest if begins and len(capitals) > 1 and match["end"] != "-" else None


def _is_misprinted_heading(text: str) -> bool:
    if not _MISPRINT_AT_LEAST <= len(text) <= _MISPRINT_AT_MOST or text[0] not in "Pp":
        return False
    return SequenceMatcher(None, letters(text), _HEADING, autojunk=False).ratio() >= _ALIKE


def is_label(text: str) -> bool:
    """Return whether a line only announces a reference: "Reference:"."""
    return bool(_LABEL.match(text))


def is_author_line(text: str) -> bool:
    """Return whether a line says how to reach the author of the work."""
    return bool(_AUTHOR_LINE.match(text))


def begins_citation(text: str) -> bool:
    """Return whether a line begins as a printed reference does: names, then a year in parentheses.

    Before the year there are only names, initials and what joins them, so that a sentence such as
    "Wampold and Imel (2015) argue" is none.
    """
    year = _YEAR.search(text, 0, _NAMES_AT_MOST)
    if year is None:
        return False
    names = text[: year.start()].strip()
    body = names.endswith(".") and not names.endswith("al.")
    if not names or not (_INITIAL.search(names) or body or "," in names):
        return False
    if not _only_names(names):
        return False
    rest = text[year.end() :].lstrip()
    if rest.startswith((".", ":")):
        return len(rest) > 1
    rest = rest.removeprefix(",").lstrip()
    # A point after the year may be forgotten; then a title begins, not the rest of a sentence.
    return bool(_INITIAL.search(names)) and rest[:1].isupper()


def is_citation(text: str) -> bool:
    """Return whether a line is, or begins with, a printed reference."""
    if begins_citation(text):
        return bool(_INITIAL.search(text)) or looks_printed(text)
    return len(text) <= _CITATION_AT_MOST and looks_printed(text)


def _only_names(text: str) -> bool:
    for word in re.split(r"[\s,;&()]+|\.{2,}|\u2026", text):
        bare = word.strip(".'\u2019\"")
        if not bare or bare.casefold() in _CONNECTIVES or fold(bare) in ("ed", "eds"):
            continue
        if not _NAME_WORD.fullmatch(word):
            return False
        if not (bare[0].isupper() or bare[:2] in ("d'", "d\u2019")):
            return False
    return True


def is_list_of_names(text: str) -> bool:
    """Return whether a line may be a part of the names with which a long reference begins."""
    initials = len(_INITIAL.findall(text[:_NAMES_AT_MOST]))
    return initials > 1 and "," in text and len(text) <= _NAMES_AT_MOST and _only_names(text)


def ends_citation(text: str) -> bool:
    """Return whether a printed reference may end here: with pages, a DOI, an address."""
    return bool(_CITATION_END.search(text[-_END_LOOKED_AT:]))


def continues_citation(text: str) -> bool:
    """Return whether a line is the rest of a printed reference: volume and pages, a DOI."""
    if len(text) > _TAIL_AT_MOST:
        return False
    return is_identifier(text) or bool(_CITATION_TAIL.search(text))


def is_identifier(text: str) -> bool:
    """Return whether a line begins with a DOI or an address."""
    return bool(_IDENTIFIER.match(text))


def ends_sentence(text: str) -> bool:
    """Return whether a line ends where a sentence ends."""
    return bool(_SENTENCE_END.search(text[-_END_LOOKED_AT:]))


def may_be_title(text: str) -> bool:
    """Return whether a line may be the title of a post: short, and no sentence with a full stop."""
    if not text or len(text) > _TITLE_AT_MOST or len(text.split()) > _TITLE_WORDS:
        return False
    first = text.lstrip("\"\u201c\u2018'(\u00ab\u00a1\u00bf").partition(" ")[0]
    # "e-Health" and "iCBT" begin a title too.
    if not (first[:1].isdigit() or first != first.lower()):
        return False
    if text.endswith((".", ",", ";", ":")) and not text.endswith(("...", "etc.")):
        return False
    if is_author_line(text) or implications_heading(text) is not None:
        return False
    return not _SENTENCE_BREAK.search(text) and not is_citation(text)


def same_words(first: str, second: str) -> bool:
    """Return whether two titles have the same letters and digits."""
    return bool(letters(first)) and letters(first) == letters(second)


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return re.sub(r"[\W_]+", "", fold(text))


_LISTS = (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_MONTHS = {name: n for names in _LISTS for n, name in enumerate(names.split(), start=1)}
_MONTHS["sept"] = 9
_AROUND = word_lists(__file__)["around-a-month"]
_HEADING_AT_MOST = 120
_WORDS_AT_MOST = 8
_WORD = re.compile(r"[^\W_]+")
_YEARS = range(1990, 2100)
_COUNT = re.compile(r"\(\d{1,3}\)\Z")
_BY = re.compile(r"\s+by\s+[^\W\d_].{1,40}\Z", re.IGNORECASE)
_ISO = re.compile(r"((?:19|20)\d{2})[-/](0?[1-9]|1[0-2])\Z")


def month_heading(text: str, year: int | None = None) -> Month | None:
    """Return the month that a line announces, if that is all it does.

    "June 2017", "2017 June", "PPRNet Blog: June, 2017", "June 1, 2017", "juin 2017", "2017-06" and
    "June 2017 (3)" are month headings; "What we learned in June 2017" is not.

    Args:
        text: A line.
        year: The year of the heading above, for a line that is a month alone.
    """
    if len(text) > _HEADING_AT_MOST:
        return None
    bare = _BY.sub("", _COUNT.sub("", text.strip())).strip()
    if iso := _ISO.match(bare):
        return Month(whole_number(iso[1], 0), whole_number(iso[2], 0))
    words = [fold(word) for word in _WORD.findall(bare)]
    if not words or len(words) > _WORDS_AT_MOST:
        return None
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    numbers = [whole_number(word, 0) for word in words if word.isdecimal()]
    years = [number for number in numbers if number in _YEARS]
    if not years and year is not None and len(words) == 1:
        years = [year]
    days = [number for number in numbers if 1 <= number <= 31]
    rest = [word for word in words if word not in _MONTHS and not word.isdecimal()]
    if len(months) != 1 or len(years) != 1 or len(days) > 1:
        return None
    if len(numbers) - len(days) > 1 or not _AROUND.issuperset(rest):
        return None
    return Month(years[0], months[0])


def year_heading(text: str) -> int | None:
    """Return the year that a line announces, if that is all it does: "2017", "Posts of 2017"."""
    if len(text) > _HEADING_AT_MOST:
        return None
    words = [fold(word) for word in _WORD.findall(text)]
    years = [year for word in words if (year := whole_number(word)) in _YEARS]
    rest = [word for word in words if not word.isdecimal()]
    alone = len(years) == 1 and len(words) - len(rest) == 1
    return years[0] if alone and _AROUND.issuperset(rest) else None


# -- where posts begin: preambles of a series, titles, references --------------------------------

_REPEATED_FROM = 60
_PREAMBLE_AT_MOST = 900
_NAMED = re.compile(r"[^\W\d_a-z][^.:?!]{4,110}(?::|\s[\u2013\u2014-])\s")
_FIRST_PERSON = re.compile(
    r"\bI\s+(?:will\s+|shall\s+|have\s+|am\s+|plan\s+to\s+|began\s+to\s+)?(?:been\s+)?"
    r"(?:review|summari[sz]|blog|writ|wrote|discuss|cover|present)\w*",
)
_OF_BLOG = re.compile(r"\bblogs?\b", re.IGNORECASE)
_OF_SERIES = re.compile(
    r"""\b(?:since|starting|beginning|begun|from|until|through)\s+(?:in\s+)?(?:january|february
      |march|april|may|june|july|august|september|october|november|december|last|this|next)\b
      | \b(?:each|every|a|per|this|next|last|coming|past)\s+(?:few\s+)?(?:month|year)s?\b
      | \bmonthly\b | \bseries\b | \bpart\s+(?:\d|[ivx]+\b|one|two|three)
      | \b(?:one|two|a|each)\s+chapters?\b""",
    re.VERBOSE | re.IGNORECASE,
)


class Preambles:
    """Distinguishes the paragraphs that introduce a series from the text of a post."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Collect the lines of a page; a paragraph found in several posts introduces a series."""
        around: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for index, line in enumerate(lines):
            if len(line.text) >= _REPEATED_FROM and not may_be_title(line.text.rstrip(". ")):
                before = lines[index - 1].text if index else ""
                after = lines[index + 1].text if index + 1 < len(lines) else ""
                around[letters(line.text)].add((before, after))
        # A page may print a whole post twice; then a paragraph has the same neighbours.
        self._repeated = {words for words, places in around.items() if len(places) > 1}

    def is_one(self, line: Line) -> bool:
        """Return whether a line introduces a series.

        It is on the page more than once, or it begins with the name of the series and a colon, and
        says in the first person, or of the blog, what is done for some months.
        """
        text = line.text
        if line.marker or len(text) < _REPEATED_FROM:
            return False
        if letters(text) in self._repeated:
            return True
        if len(text) > _PREAMBLE_AT_MOST:
            return False
        says = bool(_FIRST_PERSON.search(text)) + bool(_OF_BLOG.search(text))
        serial = bool(_OF_SERIES.search(text))
        return says >= 1 and serial if _NAMED.match(text) else says == 2 and serial


_LOOK_BACK = 5
"""The maximum number of lines from a title to its reference, including preambles."""
_TITLE_LETTERS = 40


@dataclass(frozen=True)
class Marks:
    """The kinds of the lines of a month, one flag per line."""

    lines: Sequence[Line]
    citation: Sequence[bool]
    implications: Sequence[bool]
    preamble: Sequence[bool]
    author: Sequence[bool]

    @classmethod
    def of(cls, lines: Sequence[Line], preambles: Preambles) -> Marks:
        """Return the marks of lines, each judged by itself."""
        return cls(
            lines,
            [is_citation(line.text) for line in lines],
            [implications_heading(line.text) is not None for line in lines],
            [preambles.is_one(line) for line in lines],
            [is_author_line(line.text) for line in lines],
        )

    def may_be_title(self, index: int) -> bool:
        """Return whether a line may be a title, by its words or because it is a heading."""
        line = self.lines[index]
        if self.citation[index] or self.implications[index] or self.preamble[index]:
            return False
        if line.marker or line.quoted or line.cells or self.author[index]:
            return False
        return bool(line.level) or may_be_title(line.text)


def find_starts(marks: Marks, *, headed: bool) -> list[int]:
    """Return the lines with which posts begin.

    A post begins with its title or with a preamble before that. Titles are found from the reference
    or from the heading of the practice implications that follows them.

    Args:
        marks: The lines of one month.
        headed: Whether the lines follow a month heading, so that a post begins with the first.
    """
    starts: list[int] = []
    floor = 0
    for index in range(len(marks.lines)):
        if marks.citation[index] and not (index and marks.citation[index - 1]):
            starts.append(_with_preambles(marks, _title_before(marks, index, floor), floor))
        if marks.citation[index] or marks.implications[index] or marks.author[index]:
            floor = index + 1
    starts = _with_first(marks, starts, headed=headed)
    starts = _with_headings(marks, starts)
    return _with_second_implications(marks, starts)


def _with_preambles(marks: Marks, start: int, floor: int) -> int:
    while start > floor and marks.preamble[start - 1]:
        start -= 1
    return start


def _title_before(marks: Marks, citation: int, floor: int) -> int:
    """Return the first line with the title of a reference, or the line of the reference."""
    earliest = max(floor, citation - _LOOK_BACK)
    last = citation - 1
    while last >= earliest and marks.preamble[last]:
        last -= 1
    # A paragraph between title and reference introduces a series, whatever its words.
    for place in (last, last - 1):
        if place < earliest:
            continue
        first = _printed_first(marks, place, earliest)
        if first < place or marks.may_be_title(place) or is_title_of(marks, place, citation):
            return first
    return citation


def _printed_first(marks: Marks, index: int, earliest: int) -> int:
    """Return the position of a possible title with the same words, by default this line."""
    for before in range(earliest, index):
        if marks.may_be_title(before) and same_words(
            marks.lines[before].text, marks.lines[index].text
        ):
            return before
    return index


def is_title_of(marks: Marks, index: int, citation: int) -> bool:
    """Return whether a line repeats the title of the reference below: it may end with a stop."""
    text = marks.lines[index].text
    words = letters(text)[:_TITLE_LETTERS]
    within = len(words) > 10 and words in letters(marks.lines[citation].text)
    return within and len(text.split()) <= _TITLE_WORDS


def _with_first(marks: Marks, starts: list[int], *, headed: bool) -> list[int]:
    if not headed or not marks.lines or (starts and starts[0] == 0):
        return starts
    if not starts:
        return [0]
    # Text before the first reference is a post only if it has a title or implications.
    titled = marks.may_be_title(0) and starts[0] > 1
    return [0, *starts] if titled or any(marks.implications[: starts[0]]) else starts


def _with_headings(marks: Marks, starts: list[int]) -> list[int]:
    """Add the headings of the level that the titles have."""
    heads = [range(start, _head_end(marks, start)) for start in starts]
    levels = {marks.lines[index].level for head in heads for index in head} - {0}
    if not levels:
        return starts
    in_heads = {index for head in heads for index in head}
    all_starts = set(starts)
    for index, line in enumerate(marks.lines):
        if line.level == min(levels) and index not in in_heads and marks.may_be_title(index):
            begin = _with_preambles(marks, index, 0)
            all_starts.add(
                index if any(place in in_heads for place in range(begin, index)) else begin
            )
            in_heads |= set(range(index, _head_end(marks, index)))
    return sorted(all_starts)


def _head_end(marks: Marks, start: int) -> int:
    """Return where the head of a post ends: titles and preambles, up to its reference."""
    for index in range(start, min(start + _LOOK_BACK, len(marks.lines))):
        if marks.citation[index]:
            return index
        if marks.implications[index]:
            break
    index = start
    while index < len(marks.lines) and (
        marks.preamble[index] or _is_title_line(marks, start, index)
    ):
        index += 1
    return index


def _is_title_line(marks: Marks, start: int, index: int) -> bool:
    """Return whether a line is the first title of a head, or the same title again."""
    if not marks.may_be_title(index):
        return False
    before = [place for place in range(start, index) if marks.may_be_title(place)]
    return all(same_words(marks.lines[place].text, marks.lines[index].text) for place in before)


def _with_second_implications(marks: Marks, starts: list[int]) -> list[int]:
    """Begin a post between two headings of practice implications in one."""
    all_starts = set(starts)
    for start, end in pairwise([*starts, len(marks.lines)]):
        headings = [index for index in range(start, end) if marks.implications[index]]
        for first, second in pairwise(headings):
            titles = [i for i in range(first + 1, second - 1) if marks.may_be_title(i)]
            headed = [index for index in titles if marks.lines[index].level]
            if titles:
                all_starts.add(_with_preambles(marks, (headed or titles)[0], first + 1))
    return sorted(all_starts)
