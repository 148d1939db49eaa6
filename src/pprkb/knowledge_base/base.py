"""The knowledge base: text files in, answers and documents out.

Authors' verbs read the text files; readers' verbs read the database, which is brought up to date
first whenever the bytes of a text file are not those its rows were made from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from pprkb.files.atomic import write_whole
from pprkb.files.folder import check_outside, scan
from pprkb.files.read.load import load_library
from pprkb.knowledge_base.composing import compose_outline, filtered_outline, list_outline
from pprkb.knowledge_base.locate import default_database, find_root, no_library_here
from pprkb.knowledge_base.update import Built, Counts, Progress, count, update
from pprkb.model.article import Article
from pprkb.model.effect import Metric
from pprkb.model.errors import NotFoundError
from pprkb.model.library import Library
from pprkb.model.notice import Notices
from pprkb.model.problem import Problem, Severity
from pprkb.model.reading_list import Depth, ReadingList
from pprkb.model.summary import ResearchType
from pprkb.query.articles import (
    articles_of,
    find_articles,
    newest_month,
    resolve_key,
)
from pprkb.query.filters import Filters
from pprkb.query.lists import all_lists, sound_list
from pprkb.query.notices import all_notices, data_set_date
from pprkb.query.problems import conflicts, refuse_conflicts
from pprkb.query.search import Found, search
from pprkb.query.terms import (
    KeywordCount,
    TopicCount,
    all_topics,
    keyword_counts,
    research_type_counts,
    topic_counts,
    topic_with_narrower,
)
from pprkb.store.database import open_database

if TYPE_CHECKING:
    # Documents need the citation processor, which listing and searching should not wait for.
    from pprkb.check.findings import Findings
    from pprkb.check.fix import Fix
    from pprkb.documents.cite import Citations
    from pprkb.documents.document import Document
    from pprkb.documents.evidence.document import Evidence
    from pprkb.documents.outline import GroupBy


def _silent(_message: str) -> None:
    return None


class KnowledgeBase:
    """A library and its database."""

    def __init__(
        self, root: Path, database: Path, progress: Progress = _silent, *, own: bool = True
    ) -> None:
        """Take the folder that holds `data/references.bib` and the database's file.

        Args:
            root: The library's folder.
            database: The database's file; it need not exist.
            progress: Told in a few words what is being done.
            own: Whether the library may be written: not the one that comes with the program.
        """
        self.root = root
        self.is_own = own
        self.database = database
        self.progress = progress

    @classmethod
    def open(
        cls,
        library: Path | None = None,
        database: Path | None = None,
        progress: Progress = _silent,
    ) -> KnowledgeBase:
        """Find the library and its database.

        Args:
            library: The folder that holds `data/references.bib`, or that `data` folder; else
                `$PPRKB_LIBRARY`, else the nearest folder upwards, else the library shipped with
                the package.
            database: The database's file; else `pprkb.db` beside `data/` or, where that folder
                cannot be written, in the user's cache folder.
            progress: Told in a few words what is being done, and nothing when it is done.

        Raises:
            LibraryError: The folder that was named is no library.
            OutputError: The database that was named is a file of the library, or lies in `data`.
        """
        root, own = find_root(library)
        if database:
            check_outside(database, root)
        return cls(root, database or default_database(root), progress, own=own)

    @property
    def writable_root(self) -> Path:
        """The library's folder, for verbs that write.

        Raises:
            LibraryError: It is the library that comes with the program.
        """
        self.require_own()
        return self.root

    def require_own(self) -> None:
        """Refuse the library that comes with the program, where one of the person's own is meant.

        Raises:
            LibraryError: There is no other here.
        """
        if not self.is_own:
            raise no_library_here()

    def write_file(self, path: Path, content: bytes) -> None:
        """Write a file that was asked for; it is never one of the library's own.

        Args:
            path: Where to; a file that exists is replaced, a pipe or device written to.
            content: What it shall hold.

        Raises:
            OutputError: It belongs to the library, is read-only, or cannot be written.
        """
        check_outside(path, self.root, self.database)
        write_whole(path, content)

    # -- the text files ---------------------------------------------------------------------

    def library(self) -> Library:
        """Return all that the text files say, read afresh."""
        library = load_library(scan(self.root), lambda path: self.progress(f"reading {path}"))
        self.progress("")
        return library

    def check(self) -> tuple[Problem, ...]:
        """Return every error and warning of the text files, by file and line."""
        problems = self.findings().problems
        return tuple(problem for problem in problems if problem.severity is not Severity.NOTE)

    def findings(self) -> Findings:
        """Return all there is to say of the text files: problems, notes, and what is silenced."""
        # Its rules read statistics in prose, whose patterns no other verb should wait for.
        from pprkb.check.findings import findings

        return findings(self.library())

    def fix(self, wanted: Callable[[Problem], bool] = lambda _problem: True) -> Fix:
        """Plan to mend what has one certain mend; nothing is written.

        Args:
            wanted: Which problems are to be mended.
        """
        from pprkb.check.fix import fix

        self.progress("looking for what is certain")
        planned = fix(scan(self.root), wanted)
        self.progress("")
        return planned

    # -- the database -----------------------------------------------------------------------

    def build(self, *, full: bool = False) -> tuple[Built, Counts]:
        """Bring the database up to date, in one transaction.

        Args:
            full: Make it from scratch.

        Returns:
            What was done, and what the library holds now.

        Raises:
            DatabaseError: The database's file is foreign, damaged or cannot be written.
        """
        with self._open() as database:
            built = update(database, self.root, full=full, progress=self.progress)
            return built, count(database)

    @contextmanager
    def reading(self) -> Iterator[Database]:
        """Open the database, brought up to date, for reading.

        Raises:
            DatabaseError: The database's file is foreign, damaged or cannot be written.
        """
        with self._open() as database:
            update(database, self.root, full=False, progress=self.progress)
            yield database

    @contextmanager
    def _open(self) -> Iterator[Database]:
        try:
            with open_database(self.database) as database:
                yield database
        finally:
            self.progress("")

    # -- questions --------------------------------------------------------------------------

    def articles(self, filters: Filters) -> tuple[Article, ...]:
        """Return the articles that satisfy some filters.

        Raises:
            NotFoundError: A topic, research type or key is not in the library.
        """
        with self.reading() as database:
            return find_articles(database, filters)

    def article(self, key: str) -> Article:
        """Return one article by its key, another key of the work, or the id of a summary.

        Raises:
            NotFoundError: There is no such article.
            LibraryError: Its files hold a merge conflict.
        """
        with self.reading() as database:
            found = articles_of(database, [resolve_key(database, key)])
            refuse_conflicts(database, found)
            return found[0]

    def search(self, words: str, filters: Filters) -> Found:
        """Search for words; see `pprkb.query.search.search`."""
        with self.reading() as database:
            return search(database, words, filters)

    def topics(self) -> tuple[TopicCount, ...]:
        """Return every topic with the number of its summaries and works."""
        with self.reading() as database:
            return topic_counts(database)

    def keywords(self) -> tuple[KeywordCount, ...]:
        """Return every keyword with the number of its works, the most usual first."""
        with self.reading() as database:
            return keyword_counts(database)

    def research_types(self) -> tuple[tuple[ResearchType, int], ...]:
        """Return every research type with the number of its summaries."""
        with self.reading() as database:
            return research_type_counts(database)

    def reading_lists(self) -> tuple[ReadingList, ...]:
        """Return every reading list."""
        with self.reading() as database:
            return all_lists(database)

    def list_errors(self, slug: str) -> tuple[Problem, ...]:
        """Return the errors of a list's file: what its documents do not show as it was meant."""
        with self.reading() as database:
            return sound_list(database, slug, with_errors=True)[1]

    def conflicts(self) -> tuple[Problem, ...]:
        """Return the merge conflicts of the text files: one version of them is read."""
        with self.reading() as database:
            return conflicts(database)

    def notices(self) -> tuple[tuple[Article, ...], str]:
        """Return the works that were retracted, doubted or corrected, by author.

        With them comes the ISO date of the data set that they were last compared with; it is
        empty where none was.
        """
        with self.reading() as database:
            keys = tuple(all_notices(database))
            found = find_articles(database, Filters(keys=keys)) if keys else ()
            return found, data_set_date(database)

    # -- documents --------------------------------------------------------------------------

    def citations(
        self, keys: tuple[str, ...], *, style: str = "apa", locale: str = ""
    ) -> tuple[Citations, tuple[str, ...]]:
        """Return the references and citations of some works, and the works' own keys.

        Args:
            keys: Citation keys, other keys of the works, or ids of summaries.
            style: A citation style's name, or the path of a `.csl` file.
            locale: A locale such as "en-GB"; empty for the style's own.

        Raises:
            NotFoundError: A key is not in the library, or is that of a summary without a work.
            CitationError: The style or locale cannot be used.
        """
        from pprkb.documents.cite import Citations

        with self.reading() as database:
            resolved = tuple(dict.fromkeys(resolve_key(database, key) for key in keys))
            articles = articles_of(database, resolved)
            refuse_conflicts(database, ())
        references = []
        notices: Notices = {one.key: one.notices for one in articles if one.notices}
        for article in articles:
            if article.reference is None:
                raise NotFoundError(f'the summary "{article.key}" names no reference to cite')
            references.append(article.reference)
        made = Citations(references, style=style, locale=locale, notices=notices)
        return made, resolved

    def export(
        self,
        filters: Filters,
        *,
        group_by: GroupBy | None = None,
        depth: Depth = Depth.REFERENCE,
        title: str = "",
        style: str = "apa",
        locale: str = "",
        prose: bool = True,
        evidence: bool = True,
    ) -> Document:
        """Return a document of the articles that satisfy some filters.

        Args:
            filters: Which articles, and in which order.
            group_by: What the headings are, if there are to be any.
            depth: How much of each article.
            title: The document's title; else the topic, where one was asked for.
            style: A citation style's name, or the path of a `.csl` file.
            locale: A locale such as "en-GB"; empty for the style's own.
            prose: Whether the document is to be read, or only its records are wanted.
            evidence: Whether at full depth a table and a drawing of effects close each part.

        Raises:
            NotFoundError: A topic, research type or key is not in the library.
            CitationError: The style or locale cannot be used.
        """
        with self.reading() as database:
            outline = filtered_outline(database, filters, group_by, depth=depth, title=title)
            number = sum(len(part.articles) for part in outline.parts)
            self.progress(f"formatting {number:,} references")
            return compose_outline(
                database,
                replace(outline, evidence=evidence),
                style=style,
                locale=locale,
                prose=prose,
            )

    def evidence(
        self,
        filters: Filters,
        *,
        style: str = "apa",
        locale: str = "",
        title: str = "",
        convert_to: Metric | None = None,
        in_words: bool = False,
        control_rate: float | None = None,
    ) -> Evidence:
        """Return the effects of the articles that satisfy some filters.

        Where the articles are chosen by topic, those topics alone are headings.

        Args:
            filters: Which articles.
            style: A citation style's name, or the path of a `.csl` file.
            locale: A locale such as "en-GB"; empty for the style's own.
            title: The title; else the topic, where one was asked for.
            convert_to: A metric to show the effects in as well.
            in_words: Whether to tell them in a reader's words as well.
            control_rate: Share of untreated people with the outcome, from 0 to 1.

        Raises:
            NotFoundError: A topic, research type or key is not in the library.
            CitationError: The style or locale cannot be used.
        """
        from pprkb.documents.cite import Citations
        from pprkb.documents.evidence.document import Evidence
        from pprkb.documents.evidence.table import evidence_rows, with_standing, works_of

        with self.reading() as database:
            topics = all_topics(database)
            asked = [i for word in filters.topics for i in topic_with_narrower(topics, word)]
            headings = [topics[i] for i in dict.fromkeys(asked)] or list(topics.values())
            articles = find_articles(database, filters)
            refuse_conflicts(database, articles)
            rows = evidence_rows(articles, headings)
            named = articles_of(database, works_of(rows))
            modified = newest_month(database)
        references = [article.reference for article in named if article.reference]
        notices: Notices = {one.key: one.notices for one in named if one.notices}
        if not title:
            title = headings[0].label if len(filters.topics) == 1 else "Evidence"
        return Evidence(
            rows=tuple(
                replace(row, control_rate=control_rate) for row in with_standing(rows, notices)
            ),
            citations=Citations(references, style=style, locale=locale, notices=notices),
            title=title,
            modified=modified,
            convert_to=convert_to,
            in_words=in_words,
            control_rate=control_rate,
        )

    def reading_list_document(
        self,
        slug: str,
        *,
        depth: Depth | None = None,
        style: str = "",
        locale: str = "",
        prose: bool = True,
        with_errors: bool = False,
    ) -> Document:
        """Return a curated reading list, or a course, as a document.

        Args:
            slug: The list's name.
            depth: How much of each reference; else as the list says.
            style: A citation style; else as the list says.
            locale: A locale; else as the list says.
            prose: Whether the document is to be read, or only its records are wanted.
            with_errors: Take a list of which parts are not understood; the document shows where.

        Raises:
            NotFoundError: There is no such list.
            LibraryError: The list's file has errors, or cannot be read at all.
            CitationError: The style or locale cannot be used.
        """
        with self.reading() as database:
            made, errors = sound_list(database, slug, with_errors=with_errors)
            outline = list_outline(database, made, depth=depth, errors=errors)
            self.progress("formatting the list")
            return compose_outline(
                database,
                outline,
                style=style or made.style,
                locale=locale or made.locale,
                prose=prose,
            )
