"""The kinds of lines in the blog, recognised by their words."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from pprkb.formats.printed import looks_printed
from pprkb.model.summary import Month
from pprkb.text.folding import fold
from pprkb.text.number import whole_number
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
    """Return what follows "Practice Implications" at the beginning of a line.

    Returns:
        The rest of the line, empty where there is only the heading; None where the line does not
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
