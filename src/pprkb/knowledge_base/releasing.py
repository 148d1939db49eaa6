"""Releases: versioned archives with a library's files, database, effects and citation.

The same library gives the same bytes, so that a release can be verified and reproduced.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

from pprkb.evidence.describe import in_words
from pprkb.files.archive import read_archive, write_archive
from pprkb.files.bibliographies import is_bibliography
from pprkb.files.folder import (
    CITATION_PATH,
    PINNED_FOLDER,
    Scan,
    scan,
    source_file,
    unreadable_name,
)
from pprkb.files.read.load import load_library
from pprkb.files.yaml.edit import set_value
from pprkb.files.yaml.values import yaml_text
from pprkb.knowledge_base.reader import KnowledgeBase
from pprkb.model.effect import EffectSize
from pprkb.model.errors import EditError, LibraryError, PprkbError
from pprkb.model.library import FileKind, Library
from pprkb.model.notice import notices_in_words
from pprkb.model.problem import Rule
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference, authors_in_words
from pprkb.model.summary import Summary
from pprkb.store.database import compact_copy
from pprkb.text.markup import strip_tags

_LEGAL = re.compile(r"(?:LICEN[CS]E|COPYING|README)(?:[.-][\w.-]+)?\Z", re.IGNORECASE)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]*\Z")
_NUMBER_AS_VERSION = re.compile(rb"(?m)^version:[ \t]*[\d.]+[ \t]*(?:#|\r?$)")
TITLE = "A knowledge base of psychotherapy research"


@dataclass(frozen=True, kw_only=True)
class Release:
    """A release, ready to be written."""

    name: str
    archive: bytes
    left_out: tuple[str, ...]
    """Paths of files in `data` that are not part of the library."""


def release(
    knowledge_base: KnowledgeBase,
    version: str,
    *,
    title: str = "",
    authors: tuple[str, ...] = (),
    previous: bytes | None = None,
) -> Release:
    """Return a release with its archive.

    Args:
        knowledge_base: The library to release.
        version: Such as "2026.1".
        title: The library's title in its citation; a file `CITATION.cff` beside `data/` sets
            it for all releases.
        authors: "Family, Given" for each, or the name of an organisation.
        previous: The archive of the previous release, for the list of changes.

    Raises:
        PprkbError: The version is malformed, the previous archive cannot be read, `CITATION.cff`
            cannot be updated with the version, or a file cannot be read, has a merge conflict, or
            is a link to outside of the library.
    """
    if not _VERSION.match(version):
        raise PprkbError(
            f'"{version}" cannot be the name of a release', hint="write it like 2026.1"
        )
    name = f"pprkb-{version}"
    scanned = scan(knowledge_base.root)
    library = load_library(scanned)
    for problem in library.problems:
        if problem.rule is Rule.MERGE_CONFLICT:
            raise LibraryError(f"{problem.at}: {problem.message}", hint=problem.hint)
        if problem.rule is Rule.UNREADABLE_FILE:
            raise LibraryError(
                f"the release would lack what cannot be read: {problem.at}: {problem.message}",
                hint=problem.hint,
            )
    files, left_out = _text_files(knowledge_base.root, scanned)
    effects = knowledge_base.effects()
    files["effects.csv"] = effects.write("csv")
    articles = knowledge_base.export(depth=Depth.REFERENCE)
    files["articles.csv"] = articles.write("csv")
    files["references.ris"] = articles.write("ris")
    files["references.json"] = articles.write("csl-json")
    files["pprkb.db"] = _database(knowledge_base)
    files[CITATION_PATH] = _citation(
        knowledge_base.root, version, title, authors, effects.evidence.modified
    )
    before = _library_of(previous) if previous is not None else None
    files["CHANGES.md"] = change_log(before, library, version).encode()
    sums = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    files["SHA256SUMS"] = "".join(sums).encode()
    archive = write_archive(
        {f"{name}/{path}": files[path] for path in sorted(files)}, permissions=0o644
    )
    return Release(name=name, archive=archive, left_out=left_out)


def _text_files(root: Path, scanned: Scan) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """Return the files of the library, and the paths of other files in `data`.

    The library consists of the files that pprkb reads, the pins of lists, and LICENSE and README
    in `data` or beside it.

    Raises:
        LibraryError: One of them cannot be read, or is a link to outside of the library.
    """
    try:
        files, others = _found_files(root, scanned)
    except OSError as error:
        raise LibraryError(
            f"cannot read {error.filename}: {error.strerror}", hint="look at its permissions"
        ) from error
    inside = (root.resolve(), (root / "data").resolve())
    # A bibliography may be a link to another program's file; release its content.
    for name in itertools.filterfalse(is_bibliography, files):
        target = (root / name).resolve()
        if not any(target.is_relative_to(folder) for folder in inside):
            raise LibraryError(
                f"{name} is a link that leads out of the library, to {target}",
                hint="put the file itself in the place of the link",
            )
    return files, others


def _found_files(root: Path, scanned: Scan) -> tuple[dict[str, bytes], tuple[str, ...]]:
    files = {file.path: file.content for file in scanned.files}
    others = []
    for path in sorted((*root.iterdir(), *(root / "data").rglob("*"))):
        name = path.relative_to(root).as_posix()
        if name in files or not path.is_file():
            continue
        folder = path.parent.relative_to(root).as_posix()
        legal = folder in (".", "data") and _LEGAL.match(path.name)
        pin = folder == PINNED_FOLDER and path.suffix == ".json"
        if (legal or pin) and unreadable_name(name) is None:
            files[name] = path.read_bytes()
        elif folder != "." and not name.endswith("~") and "/." not in name:
            others.append(name)
    return files, tuple(others)


def _database(knowledge_base: KnowledgeBase) -> bytes:
    """Return a database built from scratch."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = KnowledgeBase(knowledge_base.root, Path(folder) / "pprkb.db")
        fresh.build()
        return compact_copy(fresh.database, Path(folder) / "copy.db")


def _library_of(archive: bytes) -> Library:
    try:
        files = read_archive(archive)
    except ValueError as error:
        raise LibraryError(f"the release before cannot be read: {error}") from error
    found = [made for path in sorted(files) if (made := source_file(path, files[path]))]
    found.sort(key=lambda file: list(FileKind).index(file.kind))
    if not found:
        raise LibraryError(
            "the release before holds no data/references.bib",
            hint="name the archive of a release of this library",
        )
    return load_library(Scan(files=tuple(found), problems=()))


def _citation(
    root: Path, version: str, title: str, authors: tuple[str, ...], modified: str
) -> bytes:
    """Return the citation of the release in the Citation File Format 1.2.0."""
    path = root / CITATION_PATH
    if path.is_file() and not (title or authors):
        content = set_value(path.read_bytes(), CITATION_PATH, ("version",), version)
        if _NUMBER_AS_VERSION.search(content):
            # Without quotes 2026.10 would be the number 2026.1.
            raise EditError(
                f"{CITATION_PATH} gives the version as a number",
                hint='write it in quotes: "2026.1"',
            )
        if not modified:
            return content
        return set_value(content, CITATION_PATH, ("date-released",), _day(modified))
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this library, please cite it as below.",
        "type: dataset",
        f"title: {yaml_text(title or TITLE)}",
        f"version: {yaml_text(version)}",
    ]
    lines += [f"date-released: {_day(modified)}"] if modified else []
    lines.append("authors:")
    for author in authors or ("The authors of the library",):
        family, comma, given = (part.strip() for part in author.partition(","))
        if comma and given:
            lines.append(f"  - family-names: {yaml_text(family)}")
            lines.append(f"    given-names: {yaml_text(given)}")
        else:
            lines.append(f"  - name: {yaml_text(author)}")
    return ("\n".join(lines) + "\n").encode()


def _day(modified: str) -> str:
    """Return the date of the newest data as a full date; a month becomes its first day."""
    return modified if len(modified) > 7 else f"{modified}-01"


# -- what changed between two states of a library, in words --------------------------------------

_NOT_COMPARED = frozenset({"at", "aliases"})


def change_log(before: Library | None, after: Library, version: str) -> str:
    """Return what is new, changed and gone, as Markdown.

    Args:
        before: The library in the previous release; None for the first release.
        after: The library now.
        version: The release's name.
    """
    if before is None:
        counts = (
            f"{len(after.references)} references, {len(after.summaries)} summaries,"
            f" {sum(len(summary.effects) for summary in after.summaries.values())} effects,"
            f" {len(after.reading_lists)} reading lists"
        )
        return f"# Changes in {version}\n\nThe first release: {counts}.\n"
    sections = (
        ("New summaries", _new_summaries(before, after)),
        ("Changed summaries", _changed_summaries(before, after)),
        ("Retractions and corrections", _notices(before, after)),
        ("Effects", _effects(before, after)),
        ("New references", _new_references(before, after)),
        ("Changed references", _changed_references(before, after)),
        ("Reading lists", _lists(before, after)),
        ("No longer there", _gone(before, after)),
    )
    parts = [f"# Changes in {version}\n"]
    for heading, lines in sections:
        if items := [f"- {line}\n" for line in lines]:
            parts.append(f"\n## {heading}\n\n{''.join(items)}")
    if len(parts) == 1:
        parts.append("\nNothing has changed.\n")
    return "".join(parts)


def _notices(before: Library, after: Library) -> Iterator[str]:
    for key, notices in after.notices.items():
        for notice in notices:
            if notice not in before.notices.get(key, ()):
                yield f"{told(after.references[key])}: {notices_in_words((notice,))}"


def told(reference: Reference) -> str:
    """Return a reference for running text: names, year and title."""
    names = authors_in_words(reference, at_most=2)
    year = reference.year or (reference.issued.literal if reference.issued else "n.d.")
    return f"{names} ({year}), {strip_tags(reference.title)} ({reference.key})"


def _new_summaries(before: Library, after: Library) -> Iterator[str]:
    for summary in after.summaries.values():
        if summary.id in before.summaries:
            continue
        month = f" ({summary.month})" if summary.month else ""
        work = after.references.get(summary.reference)
        of = f", on {told(work)}" if work else ""
        yield f"{summary.title}{month}{of}"


def _changed_summaries(before: Library, after: Library) -> Iterator[str]:
    for summary in after.summaries.values():
        old = before.summaries.get(summary.id)
        if old is None:
            continue
        if parts := _changed_parts(old, summary):
            yield f"{summary.title} ({summary.id}): {', '.join(parts)}"


def _changed_parts(old: Summary, new: Summary) -> list[str]:
    names = {
        "title": "title",
        "reference": "its work",
        "type": "research type",
        "topics": "topics",
        "origin": "origin",
        "language": "language",
        "evidence_summary": "summary",
        "practice_implications": "practice implications",
        "sections": "further sections",
    }
    return [words for name, words in names.items() if getattr(old, name) != getattr(new, name)]


def _effects(before: Library, after: Library) -> Iterator[str]:
    for summary in after.summaries.values():
        old = before.summaries.get(summary.id)
        if old is None:
            continue
        then = {effect.id: effect for effect in old.effects}
        now = {effect.id: effect for effect in summary.effects}
        for name, effect in now.items():
            if name not in then:
                yield f"{summary.id}: new, {_words(effect)}"
            elif _words(then[name]) != _words(effect):
                yield f"{summary.id}: {_words(effect)}; before: {_words(then[name])}"
            elif effect.superseded_by and effect.superseded_by != then[name].superseded_by:
                yield f"{summary.id}: {_words(effect)} was replaced by {effect.superseded_by}"
        for name, effect in then.items():
            if name not in now:
                yield f"{summary.id}: no longer recorded, {_words(effect)}"


def _words(effect: EffectSize) -> str:
    return in_words(replace(effect, superseded_by=""), {})


def _new_references(before: Library, after: Library) -> Iterator[str]:
    known = {
        name
        for reference in before.references.values()
        for name in (reference.key, *reference.aliases)
    }
    for reference in after.references.values():
        if not known.intersection((reference.key, *reference.aliases)):
            yield told(reference)


def _changed_references(before: Library, after: Library) -> Iterator[str]:
    then = {
        name: reference
        for reference in before.references.values()
        for name in (reference.key, *reference.aliases)
    }
    for reference in after.references.values():
        old = next(
            (then[name] for name in (reference.key, *reference.aliases) if name in then), None
        )
        if old is None:
            continue
        changed = [
            field.name.replace("_", " ")
            for field in fields(Reference)
            if field.name not in _NOT_COMPARED
            and getattr(old, field.name) != getattr(reference, field.name)
        ]
        if changed:
            yield f"{told(reference)}: {', '.join(changed).replace('_', ' ')}"


def _lists(before: Library, after: Library) -> Iterator[str]:
    for reading_list in after.reading_lists.values():
        old = before.reading_lists.get(reading_list.slug)
        if old is None:
            yield f"new: {reading_list.title} ({reading_list.slug})"
        elif old != reading_list:
            yield f"changed: {reading_list.title} ({reading_list.slug})"


def _gone(before: Library, after: Library) -> Iterator[str]:
    known = {
        name
        for reference in after.references.values()
        for name in (reference.key, *reference.aliases)
    }
    for reference in before.references.values():
        if reference.key not in known:
            yield told(reference)
    yield from (
        f"{summary.title} ({summary.id})"
        for summary in before.summaries.values()
        if summary.id not in after.summaries
    )
    yield from (
        f"the list {reading_list.title} ({reading_list.slug})"
        for reading_list in before.reading_lists.values()
        if reading_list.slug not in after.reading_lists
    )
