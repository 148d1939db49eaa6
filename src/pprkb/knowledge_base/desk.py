"""The author's desk: commands that change the text files, or preview changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Unpack

from pprkb import check, desk
from pprkb import knowledge_base as facade
from pprkb.files.change import Change, Edit, apply, locked
from pprkb.knowledge_base.reader import KnowledgeBase
from pprkb.knowledge_base.update import silent
from pprkb.lookup.settings import settings_from
from pprkb.model.citation import AnyStyle, Style
from pprkb.model.errors import EditError, Hint, LibraryError, NotFoundError, PprkbError, Step
from pprkb.model.filters import Choices, Filters, Sort
from pprkb.model.problem import Findings, Problem, Severity
from pprkb.model.summary import Month, Summary
from pprkb.query.articles import find_articles
from pprkb.query.terms import all_topics, topic_with_narrower
from pprkb.text.spelling import did_you_mean

__all__ = ["Change", "Desk", "Edit"]


class Desk:
    """The author's commands for one library."""

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        """Edit the files of a knowledge base."""
        self._base = knowledge_base

    @property
    def root(self) -> Path:
        """The library's folder.

        Raises:
            LibraryError: It is the library that comes with pprkb.
        """
        return self._base.writable_root

    def edit(self, plan: Callable[[], Iterable[Change]]) -> Edit:
        """Return an edit that carries out a plan, which reads the files when it is called."""
        return Edit(self.root, plan)

    # -- references -------------------------------------------------------------------------

    def gather(
        self,
        given: desk.gather.Given,
        announce: Callable[[str], None] = silent,
        read: desk.gather.ReadFile | None = None,
        *,
        timeout: float | None = None,
        refresh: bool = False,
        not_duplicates: Iterable[str] = (),
    ) -> desk.gather.Gathered:
        """Read new works from printed references, DOIs, PMIDs and files.

        Args:
            given: The references, identifiers and paths.
            announce: Called with a message for each look-up.
            read: Reads a file; by default from disk.
            timeout: Seconds to wait for an answer; by default 10.
            refresh: Whether to look up works again that are cached or in the library.
            not_duplicates: Keys of works that differ from the new ones.

        Raises:
            PprkbError: An argument cannot be read or looked up.
        """
        given, read = desk.gather.opened(given, read or desk.gather.read_file)
        settings = None
        if given.dois or given.pmids:
            settings = settings_from(timeout=timeout, refresh=refresh)
            self._base.progress("looking up")
        known: desk.gather.InLibrary = desk.gather.unknown
        if settings and not refresh:
            known = desk.works.known_by(self.root, not_duplicates)
        gathered = desk.gather.gather(given, settings, announce, read, known)
        self._base.progress("")
        return gathered

    def add(
        self, *words: str | os.PathLike[str], wishes: desk.works.Wishes | None = None
    ) -> desk.works.Addition:
        """Compare new works with the library: `add("10.1037/pst0000172").edit.apply()`.

        Args:
            words: DOIs, PMIDs, printed references, or paths of files of references.
            wishes: A key, works that it is not a duplicate of, whether doubts are accepted.

        Raises:
            PprkbError: A word cannot be read or looked up, or none is given.
        """
        for word in words:
            if not isinstance(word, (str, os.PathLike)):
                raise TypeError(f"a work is named by text or a path, not by {word!r}")
        named = [text for word in words if (text := os.fspath(word)).strip()]
        if not named:
            raise PprkbError("nothing is named", hint="name a DOI, a PMID, a reference or a file")
        others = wishes.not_duplicates if wishes else ()
        gathered = self.gather(desk.gather.sort_out(named), not_duplicates=others)
        return self.compare(gathered, wishes)

    def compare(
        self, gathered: desk.gather.Gathered, wishes: desk.works.Wishes | None = None
    ) -> desk.works.Addition:
        """Compare gathered newcomers with the library."""
        return desk.works.Addition(self.root, gathered, wishes or desk.works.NO_WISHES)

    def rename(self, old: str, new: str) -> Edit:
        """Rename a reference or a topic wherever it is used.

        The key of a work in `data/bibliographies/` must first be changed by the program that writes
        the file; this then changes it in summaries, lists and all other files.
        """
        return self.edit(
            lambda: desk.renaming.rename(self._base.root, self._base.library(), old, new)
        )

    def rename_all(self, pairs: Mapping[str, str]) -> Edit:
        """Rename keys that another program has changed, all at once, wherever they are used.

        Args:
            pairs: Old keys and new keys; the new ones are in the library.
        """
        return self.edit(
            lambda: desk.renaming.rename_uses(self._base.root, self._base.library(), pairs)
        )

    def renamed_keys(self) -> dict[str, str]:
        """Return used keys that no longer exist, each with the current key of its work.

        They are known from entries that have been removed from `data/bibliographies/` since it was
        first read on this machine.
        """
        return desk.renaming.renamed_keys(self._base.root, self._base.library())

    def orphans(self) -> desk.link.Orphans:
        """Return unused references, and summaries without a reference."""
        return desk.link.find_orphans(self._base.library())

    # -- summaries --------------------------------------------------------------------------

    def new_summary(
        self,
        key: str,
        month: str,
        *,
        title: str = "",
        research_type: str = "",
        topics: str | Iterable[str] = (),
    ) -> Edit:
        """Begin a summary: a file with all that is known and the two headings.

        Args:
            key: The key of its reference.
            month: Its month, as YYYY-MM.
            title: Its title; by default that of the reference, to be edited.
            research_type: Its research type.
            topics: Its topics.
        """
        chosen = _several(topics)

        def plan() -> list[Change]:
            begun = desk.new_summary.new_summary(
                self._base.library(),
                key,
                month=month,
                title=title,
                research_type=research_type,
                topics=chosen,
            )
            return [begun.change]

        return self.edit(plan)

    def link(self, summary: str, key: str, *, also: bool = False) -> Edit:
        """Record in a summary's file which reference it is about.

        Args:
            summary: The id of the summary.
            key: The key of the reference.
            also: Whether the summary discusses the reference in addition to its own.
        """
        return self.edit(
            lambda: desk.link.link_summary(
                self._base.root, self._base.library(), summary, key, also=also
            )
        )

    def suggest_links(
        self, summary: str | None = None
    ) -> tuple[tuple[Summary, tuple[desk.link.Suggestion, ...]], ...]:
        """Propose references for a summary, or for every summary without one.

        Raises:
            NotFoundError: There is no such summary.
        """
        library = self._base.library()
        return tuple(
            (one, desk.link.suggest_references(one, library.references.values()))
            for one in desk.link.find_summaries(library, summary)
        )

    def extract(self, summary: str) -> desk.extract.Offers:
        """Propose records for the statistics in a summary's prose.

        Raises:
            NotFoundError: There is no such summary.
            EditError: It has a merge conflict.
        """
        return desk.extract.find_offers(self._base.root, summary)

    def record(
        self, summary: str, offers: desk.extract.Offers, numbers: int | Iterable[int]
    ) -> Edit:
        """Record proposals, if the summary has not changed since they were made.

        Args:
            summary: The id of the summary.
            offers: The proposals of `extract`.
            numbers: The numbers of the accepted proposals.
        """
        accepted = (numbers,) if isinstance(numbers, int) else tuple(numbers)

        def plan() -> list[Change]:
            now = desk.extract.find_offers(self._base.root, summary)
            if now.content != offers.content:
                raise EditError(f"{now.path} has changed", hint="look at the proposals again")
            return [desk.extract.accept(now, accepted)]

        return self.edit(plan)

    def import_page(
        self, content: bytes | str, name: str, since: Month | None = None
    ) -> desk.plan.PageImport:
        """Compare a page of the blog, HTML or text, with the library.

        Raises:
            EditError: It is neither HTML nor text.
        """
        page = content.encode() if isinstance(content, str) else content
        read, odd = desk.plan.read_page(page, name)
        return desk.plan.PageImport(self.root, read, since, odd)

    def preview(
        self, summary: str, *, style: AnyStyle = "apa"
    ) -> tuple[facade.publication.Letter, tuple[Problem, ...]]:
        """Return one summary as a page, and the problems of its file.

        Raises:
            NotFoundError: There is no such summary.
            CitationError: The style cannot be used.
        """
        return facade.month.preview(self._base, summary, Style.of(style))

    def month(self, month: str, about: str = "") -> facade.month.MonthDesk:
        """Return the summaries of a month, and what each still lacks.

        Args:
            month: As YYYY-MM.
            about: What the month is about; by default its titles.

        Raises:
            PprkbError: The month is malformed.
        """
        return facade.month.month_desk(self._base, month, about)

    def letter(
        self, desk: facade.month.MonthDesk, *, style: AnyStyle = "apa"
    ) -> facade.publication.Letter:
        """Return a month's summaries as an e-mail or a page.

        Raises:
            NotFoundError: There are no summaries.
            CitationError: The style cannot be used.
        """
        return facade.month.month_letter(self._base, desk, Style.of(style))

    # -- lists ------------------------------------------------------------------------------

    def new_list(self, new_list: desk.new.NewList) -> Edit:
        """Create a reading list: a file to be filled in, by topic or by week."""
        return self.edit(lambda: [desk.new.new_list(self._base.library(), new_list)])

    def copy_list(
        self,
        old: str,
        new: str,
        *,
        title: str = "",
        term: str = "",
        start: date | str | None = None,
    ) -> Edit:
        """Create a list as a copy of another, with its notes and pins.

        Args:
            old: The list to copy.
            new: The name of the copy.
            title: Its title; by default that of the old list.
            term: The term of its course; by default that of the old list.
            start: The date of its first section; by default the dates stay the same.

        Raises:
            PprkbError: The date is malformed.
        """
        try:
            first = date.fromisoformat(start) if isinstance(start, str) else start
        except ValueError as error:
            raise PprkbError(f'"{start}" is not a date', hint="write it like 2026-09-07") from error
        return self.edit(
            lambda: desk.new.copy_list(
                self._base.root, self._base.library(), old, new, title=title, term=term, start=first
            )
        )

    def suggest(
        self, filters: Filters | None = None, *, at_most: int = 12, **choices: Unpack[Choices]
    ) -> tuple[desk.suggest.ListSuggestion, ...]:
        """Propose articles for a reading list, with the reason for each.

        Args:
            filters: The candidates; or `choices`.
            at_most: The maximum number of proposals.
            choices: Filters by name.

        Raises:
            NotFoundError: A topic or research type is not in the library.
        """
        chosen = Filters.chosen(filters, choices)
        with self._base.reading() as database:
            articles = find_articles(database, replace(chosen, sort=Sort.YEAR))
            topics = all_topics(database)
            asked = [one for word in chosen.topics for one in topic_with_narrower(topics, word)]
        return desk.suggest.suggest_items(articles, at_most=at_most, asked=asked)

    def pin(self, slug: str, announce: Callable[[str], None] = silent) -> Edit:
        """Freeze the answers to a list's questions, and store the data that the list is based on.

        Args:
            slug: The list's name.
            announce: Called with a message for each answer that has no reference.
        """

        def plan() -> list[Change]:
            now, answers, without_work = facade.list_history.snapshot(self._base, slug)
            for title in without_work:
                announce(
                    f'not pinned: "{title}" is of no work, so the list will not show it',
                )
            return desk.new.pin(self._base.root, self._base.library(), now, answers)

        return self.edit(plan)

    def unpin(self, slug: str) -> Edit:
        """Let the questions of a list follow the library again."""
        return self.edit(lambda: desk.new.unpin(self._base.root, self._base.library(), slug))

    def list_changes(self, slug: str) -> tuple[tuple[desk.changes.ListChange, ...], str]:
        """Return what changed since a list was pinned, and the newest month at that time.

        Raises:
            NotFoundError: There is no such list, or it is not pinned.
        """
        now, _, _ = facade.list_history.snapshot(self._base, slug)
        keys = self._base.library().keys
        return desk.changes.changed_since_pinned(self._base.root, now, keys)

    def check_list(self, slug: str) -> Findings:
        """Return the problems of a list's file, including notes and unanswered questions.

        Raises:
            NotFoundError: There is no such list.
        """
        paths = {
            reading_list.slug: reading_list.at.path
            for reading_list in self._base.reading_lists()
            if reading_list.at
        }
        if slug not in paths:
            hint = did_you_mean(slug, paths, Hint(Step.READING_LISTS))
            raise NotFoundError(f'there is no reading list "{slug}"', hint=hint)
        findings = self._base.findings()
        of_file = [problem for problem in findings.problems if problem.at.path == paths[slug]]
        of_file += self.unanswered(slug)
        return replace(
            findings,
            problems=tuple(sorted(of_file, key=lambda problem: problem.at)),
            silenced=tuple(
                silenced
                for silenced in findings.silenced
                if silenced.problem.at.path == paths[slug]
            ),
        )

    def unanswered(self, slug: str) -> tuple[Problem, ...]:
        """Return a problem for each question of a list that no work answers.

        Raises:
            NotFoundError: There is no such list.
        """
        return facade.composing.unanswered(self._base, slug)

    # -- the library ------------------------------------------------------------------------

    def fix(self, wanted: Callable[[Problem], bool] = lambda _problem: True) -> check.fix.Fixes:
        """Apply the automatic fixes; `library.fix` only plans them."""
        # Lock, so that no other command writes between reading and writing.
        with locked(self.root):
            planned = self._base.fix(wanted)
            apply(self.root, planned.changes)
        return planned

    def update_retractions(
        self, data_set: Path | str, *, dated: str = ""
    ) -> desk.retractions.Update:
        """Compare the library with the Retraction Watch data set; nothing is written.

        Args:
            data_set: The CSV file, as Crossref publishes it.
            dated: Its ISO date; by default that of its newest notice.

        Raises:
            PprkbError: The file is not the data set, or `data/retractions.yaml` is damaged.
        """
        data_set = Path(data_set)
        self._base.progress(f"reading {data_set.name}")
        update = desk.retractions.plan_update(self.root, data_set, dated=dated)
        self._base.progress("")
        return update

    def release(
        self,
        version: str,
        *,
        title: str = "",
        authors: str | Iterable[str] = (),
        previous: bytes | Path | str | None = None,
        force: bool = False,
    ) -> facade.releasing.Release:
        """Return a release of the library with its archive; nothing is written.

        Args:
            version: Such as "2026.1".
            title: The library's title in its citation.
            authors: "Family, Given" for each, or the name of an organisation.
            previous: The archive of the previous release, or its path, for the list of changes.
            force: Release even if `check` finds errors in the files.

        Raises:
            LibraryError: `check` finds errors.
            PprkbError: The version is malformed, or a file cannot be released.
        """
        self._base.require_own()
        errors = [problem for problem in self._base.check() if problem.severity is Severity.ERROR]
        if errors and not force:
            number = f"{len(errors)} errors" if len(errors) > 1 else "an error"
            raise LibraryError(
                f"check finds {number}; the first: {errors[0]}",
                hint="fix what `check` finds, or force the release",
            )
        if isinstance(previous, (str, Path)):
            archive = Path(previous).expanduser()
            try:
                previous = archive.read_bytes()
            except OSError as error:
                raise NotFoundError(
                    f"{archive} cannot be read: {error.strerror or error}"
                ) from error
        return facade.releasing.release(
            self._base, version, title=title, authors=_several(authors), previous=previous
        )


def _several(words: str | Iterable[str]) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
