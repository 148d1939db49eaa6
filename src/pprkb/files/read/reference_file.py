"""Reading reference files of other programs, and detecting their formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pprkb.files.merge_conflict import conflict_problems
from pprkb.files.text import decode_text
from pprkb.formats.bibtex.read.file import EntrySpan, read_bibtex
from pprkb.formats.bibtex.scan.blocks import BlockKind
from pprkb.formats.exchange.json_references import read_json
from pprkb.formats.exchange.ris.lines import is_medline, is_ris
from pprkb.formats.exchange.ris.read import read_medline, read_ris
from pprkb.formats.exchange.zotero_json import read_note_lines
from pprkb.model.errors import EditError, Hint, Step
from pprkb.model.problem import Problem, Rule
from pprkb.model.reference import Reference


class ForeignFormatError(EditError):
    """A file has a known format that is not supported."""


class FileFormat(StrEnum):
    """Formats of reference files."""

    BIBTEX = "BibTeX"
    RIS = "RIS"
    MEDLINE = "PubMed's format"
    CSL_JSON = "CSL-JSON"
    ZOTERO_JSON = "Zotero's JSON"


@dataclass(frozen=True, kw_only=True)
class ReferenceFile:
    """The content of a file."""

    format: FileFormat
    references: tuple[Reference, ...]
    """In file order, each with a unique key."""
    keys: tuple[str, ...]
    """The key of each in the file; empty if the file has none."""
    problems: tuple[Problem, ...]
    text: str
    """The text as read; repeated BibTeX keys have been made unique."""


_BY_SUFFIX = {
    ".bib": FileFormat.BIBTEX,
    ".bibtex": FileFormat.BIBTEX,
    ".ris": FileFormat.RIS,
    ".nbib": FileFormat.MEDLINE,
    ".json": FileFormat.CSL_JSON,
    ".csljson": FileFormat.CSL_JSON,
}
_RIS_KEY = re.compile(r"^[ \t]*(?:ID|LB) {0,2}- ?(.+?)\s*$", re.MULTILINE)
_BIBTEX = re.compile(r"(?:^|[\r\n])\s*@\s*[A-Za-z]+\s*[{(]")
_FOREIGN = (
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<rdf:RDF", re.S), "RDF"),
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:xml|records)>", re.S), "EndNote's XML"),
    (re.compile(r"\s*<"), "a page or an XML file"),
    (re.compile(r"\s*%0 "), "EndNote's tagged format"),
    (re.compile(r"\s*(?:FN .*[\r\n]+VR |PT [A-Z][\r\n]+AU )"), "Web of Science's tagged format"),
    (re.compile(r"%PDF-"), "a PDF"),
    (re.compile(r"PK\x03\x04"), "a Word document or an archive"),
)
_HINTS = {
    "EndNote's tagged format": "export as RIS (RefMan), or as BibTeX",
    "Web of Science's tagged format": 'export as RIS ("RIS (other reference software)") or BibTeX',
    "a PDF": Hint(Step.DOI_OR_TEXT),
    "a Word document or an archive": Hint(Step.TEXTS),
}
_FOREIGN_SUFFIXES = {
    ".rdf": "RDF",
    ".xml": "EndNote's XML",
    ".enw": "EndNote's tagged format",
    ".ciw": "Web of Science's tagged format",
    ".pdf": "a PDF",
    ".docx": "a Word document or an archive",
}


def read_reference_file(content: bytes, name: str) -> ReferenceFile:
    """Read a file of references in any supported format.

    The format is detected from the content, and from the name only if that is inconclusive.

    Args:
        content: The file's bytes.
        name: Its name, for problems; it may have no extension.

    Raises:
        ForeignFormatError: The file has a known format that is not supported.
        EditError: It has no references in a supported format, or has merge conflicts.
    """
    text, odd = decode_text(content, name)
    for conflict in conflict_problems(text, name):
        raise EditError(f"{conflict.at}: {conflict.message}", hint=conflict.hint)
    format_ = _format_of(text, name)
    match format_:
        case FileFormat.BIBTEX:
            bibtex = read_bibtex(text, path=name)
            names = {reference.key: reference.key for reference in bibtex.references}
            if any(problem.rule is Rule.DUPLICATE_KEY for problem in bibtex.problems):
                text, names = _with_keys_apart(text, bibtex.entries)
                bibtex = read_bibtex(text, path=name)
            # Zotero exports its field Extra as a note, whose lines BibTeX joins.
            references = tuple(
                read_note_lines(reference) if reference.note.count(":") == 1 else reference
                for reference in bibtex.references
            )
            problems = bibtex.problems
            keys = tuple(names.get(reference.key, reference.key) for reference in references)
        case FileFormat.RIS | FileFormat.MEDLINE:
            read = read_ris if format_ is FileFormat.RIS else read_medline
            references, problems = read(text, name)
            written = _RIS_KEY.finditer(text) if format_ is FileFormat.RIS else ()
            own = {"".join(match[1].split()) for match in written}
            keys = tuple(reference.key if reference.key in own else "" for reference in references)
        case _:
            found = read_json(text, name)
            references, keys, problems = found.references, found.keys, found.problems
            format_ = FileFormat.ZOTERO_JSON if found.zotero else format_
    return ReferenceFile(
        format=format_,
        references=references,
        keys=keys,
        problems=(*odd, *problems),
        text=text,
    )


def _with_keys_apart(text: str, entries: Iterable[EntrySpan]) -> tuple[str, dict[str, str]]:
    """Rename repeated keys of BibTeX entries, since they may be different works.

    Returns:
        The text, with unchanged line numbers, and the original keys by the new ones.
    """
    out: list[str] = []
    names: dict[str, str] = {}
    position = 0
    taken = {entry.key.casefold() for entry in entries}
    seen: set[str] = set()
    for entry in entries:
        if not entry.key or entry.kind is not BlockKind.ENTRY:
            continue
        folded, key, number = entry.key.casefold(), entry.key, 1
        while folded in seen and key.casefold() in taken:
            number += 1
            key = f"{entry.key}-{number}"
        seen.add(folded)
        taken.add(key.casefold())
        names[key] = entry.key
        place = text.find(entry.key, text.find("{", entry.start, entry.end), entry.end)
        if key != entry.key and place >= 0:
            out += [text[position:place], key]
            position = place + len(entry.key)
    return "".join([*out, text[position:]]), names


def _format_of(text: str, name: str) -> FileFormat:
    suffix = re.search(r"\.[A-Za-z]+\Z", name)
    extension = suffix.group().lower() if suffix else ""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start and start in "{[":
        return FileFormat.CSL_JSON
    if is_ris(text):
        return FileFormat.RIS
    if is_medline(text.lstrip("\ufeff")):
        return FileFormat.MEDLINE
    for pattern, kind in _FOREIGN:
        if pattern.match(text.lstrip("\ufeff")):
            raise _refused(name, kind)
    if _BIBTEX.search(text):
        return FileFormat.BIBTEX
    if extension in _FOREIGN_SUFFIXES:
        raise _refused(name, _FOREIGN_SUFFIXES[extension])
    if extension in _BY_SUFFIX:
        return _BY_SUFFIX[extension]
    raise EditError(
        f"{name} holds no references in BibTeX, RIS or CSL-JSON",
        hint=Hint(Step.GIVE_TEXT),
    )


def _refused(name: str, kind: str) -> ForeignFormatError:
    hint = _HINTS.get(kind, "export the references as BibTeX, RIS or CSL-JSON")
    return ForeignFormatError(f"{name} is {kind}, which is not read", hint=hint)
