"""PubMed's own export (.nbib), read as RIS by way of its tags.

The tags are those of https://www.nlm.nih.gov/bsd/mms/medlineelements.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pprkb.formats.exchange.ris.read import Record, references_of
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference

_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- (.*)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_RIS_TAGS = {
    "TI": "TI", "BTI": "BT", "CTI": "T3", "JT": "JF", "TA": "J2", "VI": "VL", "IP": "IS",
    "PG": "SP", "AB": "AB", "LA": "LA", "IS": "SN", "ISBN": "SN", "PB": "PB", "EN": "ET",
    "MH": "KW", "OT": "KW", "DP": "DA", "FED": "A2",
}  # fmt: skip
_TYPES = (("Preprint", "UNPB"), ("Dataset", "DATA"), ("News", "NEWS"))
_DOI = re.compile(r"(\S+)\s*\[doi\]")
_IN_BRACKETS = re.compile(r"\[(.+)\]\.?$")
_SMALL = frozenset("a an and as at by for from in of on or the to via with".split())  # noqa: SIM905
_ENGLISH = re.compile(r"\b(?:of|and|the|journal|research|review)\b", re.IGNORECASE)


def is_medline(text: str) -> bool:
    """Say whether a text is PubMed's own export."""
    return re.match(r"\s*PMID- *\d", text) is not None


def read_medline(text: str, path: str) -> tuple[tuple[Reference, ...], tuple[Problem, ...]]:
    """Read the references of a file that PubMed exports.

    Args:
        text: The contents of the file.
        path: Its path, for problems.

    Returns:
        The references in order, and what is wrong with the file.
    """
    problems: list[Problem] = []
    records = [
        Record(at=at, lines=list(_as_ris(lines)), typed=True) for at, lines in _records(text, path)
    ]
    if not records:
        at = Location(path=path, line=1)
        problems.append(Problem(rule=Rule.NO_ENTRIES, at=at, message="the file holds no record"))
    return references_of(records, problems), tuple(problems)


def _records(text: str, path: str) -> Iterator[tuple[Location, list[tuple[str, str]]]]:
    lines: list[tuple[str, str]] = []
    at = Location(path=path, line=1)
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), 1):
        match = _LINE.fullmatch(line)
        if match and match[1] == "PMID":
            if lines:
                yield at, lines
            at, lines = Location(path=path, line=number), []
        if match:
            lines.append((match[1], match[2].strip()))
        elif lines and line.strip():
            tag, before = lines[-1]
            lines[-1] = (tag, f"{before} {line.strip()}")
    if lines:
        yield at, lines


def _as_ris(lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    tags = {tag for tag, _ in lines}
    kinds = [value for tag, value in lines if tag == "PT"]
    book = "CHAP" if "TI" in tags else "BOOK"
    kind = next((ris for name, ris in _TYPES if name in kinds), "JOUR")
    yield "TY", book if "BTI" in tags else kind
    # Full names, where the record has them, stand beside short ones.
    people = "FAU" if "FAU" in tags else "AU"
    for tag, value in lines:
        if tag == people:
            yield "AU", value
        elif tag == "CN":
            yield "AU", f"{value.rstrip(',')},"
        elif tag == "PMID":
            yield "AN", f"PMID: {value}"
        elif tag == "PMC":
            yield "C2", value
        elif tag in ("LID", "AID"):
            if doi := _DOI.search(value):
                yield "DO", doi[1]
        elif tag == "TI":
            # PubMed translates titles, and says so by brackets.
            translated = _IN_BRACKETS.match(value)
            yield "TI", translated[1] if translated else value
        elif tag == "JT":
            yield "JF", _journal(value)
        elif tag in _RIS_TAGS:
            yield _RIS_TAGS[tag], value.replace("*", "") if tag == "MH" else value


def _journal(name: str) -> str:
    """Give the words of an English journal the capitals that NLM takes from them."""
    if not _ENGLISH.search(name):
        return name
    words = name.split(" ")
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in words)
