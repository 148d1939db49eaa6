"""Adding works to references.bib: comparing them with the library, choosing keys, writing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pprkb.desk.add.gather import Gathered
from pprkb.desk.add.newcomer import Newcomer, entry_for, is_good_key
from pprkb.files.bibliographies import is_bibliography
from pprkb.files.change import Change, Edit
from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import NOT_DUPLICATES_PATH, REFERENCES_PATH, Scan, SourceFile, scan
from pprkb.files.memory import memory_of
from pprkb.files.read.known import Known, read_not_duplicates
from pprkb.files.read.load import OF_REFERENCES, keys_of, known_names, references_of
from pprkb.files.read.shapes import LIST_OF_DECISIONS
from pprkb.files.report import Report
from pprkb.files.text import decode_text
from pprkb.files.yaml.edit import add_items
from pprkb.files.yaml.values import yaml_text
from pprkb.formats.bibtex.edit.entries import add_entries
from pprkb.formats.latex.encode import spell_out
from pprkb.matching.identifiers import mint_key, taken_keys
from pprkb.matching.same_work import Likeness, Match, Works
from pprkb.model.errors import EditError, Hint, NotFoundError, PprkbError, Step
from pprkb.model.library import FileKind, NotDuplicates, told_apart
from pprkb.model.reference import Reference
from pprkb.model.shown import Shown, how_many
from pprkb.text.spelling import did_you_mean, nfc


class DuplicateError(PprkbError):
    """A work to be added appears to be in the library already."""


class DoubtfulError(PprkbError):
    """A work was read with doubts, and nobody has accepted them."""


class Verdict(StrEnum):
    """The decision about a newcomer."""

    NEW = "new"
    DUPLICATE = "duplicate"
    """Certainly or likely in the library, or earlier among the newcomers."""
    DOUBTFUL = "doubtful"
    """Read with doubts that nobody has accepted."""
    EMPTY = "empty"
    """It has neither title nor author to identify it by."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A newcomer with the decision about it."""

    newcomer: Newcomer
    verdict: Verdict
    key: str = ""
    """The new key; empty if it is not added."""
    matches: tuple[Match, ...] = ()
    """Works that it may duplicate, surest first; newcomers have their new keys."""
    told_apart: tuple[str, ...] = ()
    """Keys of similar works that the author has declared to be different."""
    alias: str = ""
    """Its key in its source, kept as an alternative key; empty if it is taken."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """Decisions of the user in advance."""

    key: str = ""
    """The key of a single newcomer."""
    not_duplicates: Collection[str] = ()
    """Keys of works that the newcomers do not duplicate."""
    accept_doubts: bool = False
    keep_keys: bool = False
    """Whether works keep the keys of their source, if possible."""


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """The content of the library at one moment."""

    bib: SourceFile
    works: Works
    taken: frozenset[str]
    decisions: tuple[NotDuplicates, ...]
    decisions_file: bytes | None
    known: Known
    by_identifier: Mapping[str, Reference]
    """Works by DOI and by PMID, in lower case; the first of several."""


def judge(root: Path, newcomers: Sequence[Newcomer], wishes: Wishes) -> tuple[Judged, ...]:
    """Compare newcomers with the library and with each other, and choose keys.

    Args:
        root: The library's folder.
        newcomers: In the order of writing.
        wishes: Decisions of the user in advance.

    Raises:
        NotFoundError: A key among the wishes is not in the library.
        EditError: The requested key is invalid or taken.
    """
    return _judge(_read(root), newcomers, wishes)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The works to add, and the changes of files."""

    judged: tuple[Judged, ...]
    changes: tuple[Change, ...]
    unlike: tuple[str, ...] = ()
    """Keys of `Wishes.not_duplicates` that resemble no newcomer."""


def plan(root: Path, newcomers: Sequence[Newcomer], wishes: Wishes) -> Plan:
    """Plan adding the newcomers, leaving out those that are not new.

    A single newcomer that is not new is an error; among several, the others are added.

    Raises:
        DuplicateError: The only newcomer is in the library already.
        DoubtfulError: It was read with doubts.
        EditError: references.bib cannot be edited, or an entry cannot be written.
        NotFoundError: A key among the wishes is not in the library.
    """
    shelf = _read(root)
    judged = _judge(shelf, newcomers, wishes)
    if len(judged) == 1:
        check_new(judged[0])
    added = [work for work in judged if work.verdict is Verdict.NEW]
    seen = {match.reference.key for work in judged for match in work.matches}
    declined = {_resolved(shelf, key): None for key in wishes.not_duplicates}
    unlike = tuple(key for key in declined if key not in seen)
    if not added:
        return Plan(judged=judged, changes=(), unlike=unlike)
    taken = set(shelf.taken)
    entries = [entry_for(work.newcomer, work.key, taken, alias=work.alias) for work in added]
    after = edit_exactly(
        shelf.bib.content,
        REFERENCES_PATH,
        lambda text: add_entries(text, entries),
        spell=spell_out,
    )
    changes = [Change(path=REFERENCES_PATH, before=shelf.bib.content, after=after)]
    decided = [NotDuplicates(keys=(other, work.key)) for work in added for other in work.told_apart]
    if decided:
        before = shelf.decisions_file
        content = with_decisions(before, NOT_DUPLICATES_PATH, decided)
        changes.append(Change(path=NOT_DUPLICATES_PATH, before=before, after=content))
    return Plan(judged=judged, changes=tuple(changes), unlike=unlike)


def check_new(judged: Judged) -> None:
    """Raise an error for a newcomer that must not be added.

    Raises:
        DuplicateError: It is in the library already.
        DoubtfulError: It was read with doubts.
        EditError: It has too little data.
    """
    if judged.verdict is Verdict.DUPLICATE:
        match = judged.matches[0]
        sure = "is" if match.likeness is Likeness.CERTAIN else "is probably"
        at = match.reference.at
        where = at.path if at and is_bibliography(at.path) else "the library"
        raise DuplicateError(
            f"this work {sure} in {where} already, as {match.reference.key}; nothing was added",
            hint=Hint(Step.OTHER_WORK, match.reference.key),
        )
    if judged.verdict is Verdict.DOUBTFUL:
        raise doubtful([judged])
    if judged.verdict is Verdict.EMPTY:
        raise EditError(
            f"{judged.newcomer.source} has neither title nor author; nothing was added",
            hint=Hint(Step.GIVE_TEXT),
        )


def held_back(judged: Iterable[Judged]) -> list[Judged]:
    """Return the newcomers that are held back because of doubts."""
    return [work for work in judged if work.verdict is Verdict.DOUBTFUL]


def doubtful(judged: Sequence[Judged]) -> DoubtfulError:
    """Return the message about works that were held back."""
    first = judged[0].newcomer
    count = len(judged)
    works = f"{first.source} was" if count == 1 else f"{count} works were"
    return DoubtfulError(
        f"{works} read with doubts and not added: {first.doubts[0]}",
        hint=Hint(Step.DOUBTS),
    )


def known_by(root: Path, others: Iterable[str]) -> Callable[[str], Reference | None]:
    """Return a function that finds the work with a DOI or PMID in the library.

    Args:
        root: The library's folder.
        others: Keys of works that differ from the newcomers; these are not returned.

    Raises:
        NotFoundError: A key is not in the library.
    """
    shelf = _read(root)
    declined = {_resolved(shelf, key) for key in others}

    def known(identifier: str) -> Reference | None:
        found = shelf.by_identifier.get(identifier.casefold())
        return None if found is None or found.key in declined else found

    return known


def _read(root: Path) -> _Shelf:
    """Read the references and the decisions; nothing else of the library is needed."""
    scanned = scan(root)
    kinds = (*OF_REFERENCES, FileKind.NOT_DUPLICATES, FileKind.REDIRECTS)
    digests = [f"{file.path} {file.digest}" for file in scanned.files if file.kind in kinds]
    # Comparison and plan use the same state of the files.
    return memory_of(root).once("shelf", " ".join(digests), lambda: _shelf(scanned))


def _shelf(scanned: Scan) -> _Shelf:
    single = {file.kind: file for file in scanned.files}
    read = references_of(scanned)
    references = [reference for file in read for reference in file.references]
    taken = taken_keys(references).union(*(file.entry_keys for file in read))
    known = known_names(keys_of(references), (), ())
    decisions: tuple[NotDuplicates, ...] = ()
    file = single.get(FileKind.NOT_DUPLICATES)
    if file:
        written, _ = decode_text(file.content, file.path)
        decisions = read_not_duplicates(written, Report(file.path), known)
    return _Shelf(
        bib=single[FileKind.REFERENCES],
        works=Works(references),
        taken=frozenset(taken),
        decisions=decisions,
        decisions_file=file.content if file else None,
        known=known,
        by_identifier={
            identifier.casefold(): reference
            for reference in reversed(references)
            for identifier in (reference.doi, reference.pmid)
            if identifier
        },
    )


def _judge(shelf: _Shelf, newcomers: Sequence[Newcomer], wishes: Wishes) -> tuple[Judged, ...]:
    wished = _wished_key(shelf, newcomers, wishes.key)
    others = {_resolved(shelf, key) for key in wishes.not_duplicates}
    works = shelf.works.copy()
    taken = set(shelf.taken)
    apart = told_apart(shelf.decisions)
    judged = []
    for newcomer in newcomers:
        # A newcomer has no key yet, and the key in its source may belong to any work of the
        # library.
        reference = replace(newcomer.reference, key="")
        found = _relevant(works.find(reference), apart, others)
        verdict = _verdict(newcomer, found, others, wishes)
        if verdict is not Verdict.NEW:
            judged.append(Judged(newcomer=newcomer, verdict=verdict, matches=found))
            continue
        # A key that already belongs to another work stays with that work.
        old = newcomer.key if newcomer.key.casefold() not in taken else ""
        key = wished or (old if wishes.keep_keys else "") or mint_key(reference, taken)
        alias = old if old.casefold() != key.casefold() else ""
        taken |= {key.casefold(), *filter(None, (alias.casefold(),))}
        works.add(replace(reference, key=key))
        declined = tuple(m.reference.key for m in found if m.reference.key in others)
        judged.append(
            Judged(
                newcomer=newcomer,
                verdict=verdict,
                key=key,
                matches=found,
                told_apart=declined,
                alias=alias,
            )
        )
    return tuple(judged)


def _verdict(
    newcomer: Newcomer, found: Iterable[Match], others: Collection[str], wishes: Wishes
) -> Verdict:
    if not newcomer.reference.title and not newcomer.reference.contributors:
        return Verdict.EMPTY
    for match in found:
        if match.likeness is not Likeness.POSSIBLE and match.reference.key not in others:
            return Verdict.DUPLICATE
    if newcomer.doubts and not wishes.accept_doubts:
        return Verdict.DOUBTFUL
    return Verdict.NEW


def _relevant(
    found: Sequence[Match], apart: frozenset[frozenset[str]], others: Collection[str]
) -> tuple[Match, ...]:
    """Drop a match if not-duplicates.yaml separates it from a surer match.

    Surer matches that are themselves different from the newcomer (`others`) are ignored: the
    newcomer may be the work that was separated from them.
    """
    kept: list[Match] = []
    for match in found:
        surer = (other.reference.key for other in kept if other.reference.key not in others)
        if not any(frozenset((match.reference.key, key)) in apart for key in surer):
            kept.append(match)
    return tuple(kept)


def _resolved(shelf: _Shelf, key: str) -> str:
    found = shelf.known.references.get(nfc(key))
    if found is None:
        hint = did_you_mean(key, shelf.known.references, Hint(Step.FIND_KEY))
        raise NotFoundError(f'there is no reference "{key}"', hint=hint)
    return found


def _wished_key(shelf: _Shelf, newcomers: Sequence[Newcomer], key: str) -> str:
    if not key:
        return ""
    if len(newcomers) != 1:
        raise EditError(
            f"a key is for one work, but {len(newcomers)} were given", hint="add them without a key"
        )
    if not is_good_key(key):
        raise EditError(
            f'"{key}" cannot be a key',
            hint="use letters, digits and : . _ - + /; the word none is reserved",
        )
    if key.casefold() in shelf.taken:
        raise EditError(f"the key {key} is taken", hint="choose another, or none")
    return key


NO_WISHES = Wishes()


@dataclass(frozen=True)
class Addition(Shown):
    """Newcomers compared with the library, and the change that adds those that are new."""

    root: Path
    gathered: Gathered
    wishes: Wishes

    def __repr__(self) -> str:
        """Return the number of gathered works on one line."""
        works = how_many(len(self.gathered.newcomers), "work")
        return f"<Addition of {works}: .judged says what becomes of each, .edit adds the new>"

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The decision about each newcomer, and its matches in the library.

        Raises:
            NotFoundError: A key among the wishes is not in the library.
            EditError: The requested key is invalid or taken.
        """
        return judge(self.root, self.gathered.newcomers, self.wishes)

    def with_wishes(self, wishes: Wishes) -> Addition:
        """Return the same newcomers with other wishes."""
        return Addition(self.root, self.gathered, wishes)

    def plan(self) -> Plan:
        """Plan adding the newcomers, from the files as they are now."""
        return plan(self.root, self.gathered.newcomers, self.wishes)

    @property
    def edit(self) -> Edit:
        """The change that adds those that are new."""
        return Edit(self.root, lambda: self.plan().changes)


# -- decisions on duplicates -----------------------------------------------------------------------

_HEAD = "# Works that look like one and are not: `check` and `add` are silent about them.\n"


def with_decisions(
    content: bytes | None, path: str, decisions: Iterable[NotDuplicates]
) -> bytes | None:
    """Return the file with decisions added at the end of its list.

    Args:
        content: The file; None if there is none.
        path: Its path, for messages.
        decisions: The decisions to add; `at` is ignored.

    Raises:
        EditError: The list cannot be edited safely.
    """
    items = [
        [f"keys: [{', '.join(map(yaml_text, decision.keys))}]"]
        + ([f"reason: {yaml_text(decision.reason)}"] if decision.reason else [])
        for decision in decisions
    ]
    if not items:
        return content
    if not (content or b"").strip():
        content = (_HEAD + f"{LIST_OF_DECISIONS}: []\n").encode()
    return add_items(content or b"", path, (LIST_OF_DECISIONS,), items)
