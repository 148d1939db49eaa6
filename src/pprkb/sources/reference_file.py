"""A file of references from another program: what it is, and what it holds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from enum import StrEnum

from pprkb.model.errors import EditError
from pprkb.model.problem import Location, Problem, Rule
from pprkb.model.reference import Reference
from pprkb.sources.text import decode_text


class ForeignFormatError(EditError):
    """A file is of a format that is known and not read."""


class FileFormat(StrEnum):
    """What a file of references is written in."""

    BIBTEX = "BibTeX"
    RIS = "RIS"
    CSL_JSON = "CSL-JSON"
    ZOTERO_JSON = "Zotero's JSON"


@dataclass(frozen=True, kw_only=True)
class ReferenceFile:
    """What a file holds."""

    format: FileFormat
    references: tuple[Reference, ...]
    """In file order, with the file's own keys."""
    problems: tuple[Problem, ...]


_BY_SUFFIX = {
    ".bib": FileFormat.BIBTEX,
    ".bibtex": FileFormat.BIBTEX,
    ".ris": FileFormat.RIS,
    ".json": FileFormat.CSL_JSON,
    ".csljson": FileFormat.CSL_JSON,
}
_RIS = re.compile(r"\s*TY {1,2}-")
_BIBTEX = re.compile(r"(?:^|[\r\n])\s*@\s*[A-Za-z]+\s*[{(]")
_FOREIGN = (
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<rdf:RDF", re.S), "RDF"),
    (re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:xml|records)>", re.S), "EndNote's XML"),
    (re.compile(r"\s*<"), "a page or an XML file"),
    (re.compile(r"\s*PMID- *\d"), "PubMed's own format"),
    (re.compile(r"\s*%0 "), "EndNote's tagged format"),
    (re.compile(r"%PDF-"), "a PDF"),
    (re.compile(r"PK\x03\x04"), "a Word document or an archive"),
)
_HINTS = {
    "PubMed's own format": "give the PMIDs with --pmid, or export as RIS",
    "a PDF": "give its DOI with --doi, or the reference with --apa",
    "a Word document or an archive": "paste its references with --apa",
}
_FOREIGN_SUFFIXES = {
    ".rdf": "RDF",
    ".xml": "EndNote's XML",
    ".nbib": "PubMed's own format",
    ".enw": "EndNote's tagged format",
    ".pdf": "a PDF",
    ".docx": "a Word document or an archive",
}


def read_reference_file(content: bytes, name: str) -> ReferenceFile:
    """Read a file of references in any format that is known.

    What the file is, its content says; its name only where the content says nothing.

    Args:
        content: The file's bytes.
        name: Its name, for problems; it may have no extension.

    Raises:
        ForeignFormatError: The file is of a format that is known and not read.
        EditError: It holds no references in any format that is read.
    """
    text, odd = decode_text(content, name)
    format_ = _format_of(text, name)
    match format_:
        case FileFormat.BIBTEX:
            from pprkb.formats.bibtex.read import read_bibtex

            bibtex = read_bibtex(text, path=name)
            references, problems = bibtex.references, bibtex.problems
        case FileFormat.RIS:
            from pprkb.formats.ris.read import read_ris

            references, problems = read_ris(text, name)
        case _:
            return _read_json(text, name, odd)
    return ReferenceFile(format=format_, references=references, problems=(*odd, *problems))


def _format_of(text: str, name: str) -> FileFormat:
    suffix = re.search(r"\.[A-Za-z]+\Z", name)
    extension = suffix.group().lower() if suffix else ""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start and start in "{[":
        return FileFormat.CSL_JSON
    if _RIS.match(text.lstrip("\ufeff")):
        return FileFormat.RIS
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
        hint="a reference as it is printed is read with --apa",
    )


def _refused(name: str, kind: str) -> ForeignFormatError:
    hint = _HINTS.get(kind, "export the references as BibTeX, RIS or CSL-JSON")
    return ForeignFormatError(f"{name} is {kind}, which is not read", hint=hint)


def _read_json(text: str, name: str, odd: tuple[Problem, ...]) -> ReferenceFile:
    from pprkb.formats.bibtex.pages import en_dashes
    from pprkb.formats.csljson import read_csljson
    from pprkb.formats.zotero_json import from_zotero, read_extra_lines, zotero_items

    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        data = None
    items = zotero_items(data)
    kind = FileFormat.CSL_JSON if items is None else FileFormat.ZOTERO_JSON
    problems: tuple[Problem, ...] = ()
    if items is None:
        found, problems = read_csljson(text if data is None else _with_ids(data), name)
    else:
        found = tuple(reference for item in items if (reference := from_zotero(item)))
        if not found:
            at = Location(path=name, line=1)
            message = "there are only notes and attachments"
            problems = (Problem(rule=Rule.NO_ENTRIES, at=at, message=message),)
    references = tuple(
        replace(one, page=en_dashes(one.page)) for one in map(read_extra_lines, found)
    )
    return ReferenceFile(format=kind, references=references, problems=(*odd, *problems))


def _with_ids(data: object) -> str:
    """Return JSON in which every item has an id of its own.

    A file whose items have none, or twice the same, holds references all the same.
    """
    inner = data.get("items") if isinstance(data, dict) else data
    items = inner if isinstance(inner, list) else [data]
    seen: set[str] = set()
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            if not item.get("id") or str(item["id"]) in seen:
                item["id"] = f"{item.get('id') or 'item'}-{number}"
            seen.add(str(item["id"]))
    return json.dumps(items)
