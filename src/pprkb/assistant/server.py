"""The server, which offers tools and resources over standard input and output.

Standard output only carries the protocol. Before each answer, the database is updated from the
text files and then opened as read-only.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Thread
from typing import Annotated
from urllib.parse import quote

from anyio import to_thread
from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.mcpserver.exceptions import ResourceNotFoundError, ToolError
from mcp.server.mcpserver.resources import ResourceSecurity
from mcp.types import CallToolResult, InputRequiredResult, Resource, TextContent, ToolAnnotations
from pydantic import ValidationError

from pprkb.assistant import answers, values
from pprkb.assistant.bounds import short
from pprkb.assistant.findings import evidence as find_evidence
from pprkb.assistant.text import text_of_answer
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import DatabaseError, Hint, PprkbError, Step
from pprkb.model.filters import Filters
from pprkb.text.markup import Markup, strip_tags
from pprkb.version import __version__

_LOG = logging.getLogger(__name__)

INSTRUCTIONS = """\
This is one library of research literature. It holds references, summaries that people wrote of \
some of the works, and the effect sizes as the summaries report them. It is not a search of the \
literature: what is not in it may exist all the same.

How to answer from it:
- Ask `evidence` for what was found, `search` for works and summaries, `article` for one work \
whole, `topics` for what there is, `cite` for references, `reading_list` for lists made by \
teachers.
- Give a number only as it stands in `statistic`, together with its `quote`, the citation and the \
key of the work. Where `quote` is null there is no number: give none.
- Never average, add, convert or rank numbers, and never say which way an effect points unless \
`favours` says it: the sign does not.
- Say it wherever `superseded_by` or `standing` is not empty: a superseded finding was replaced by \
newer work; a retracted work must not be relied upon.
- If an answer is empty, or `words_not_found` holds what was asked about, say that the library has \
nothing on it. Whatever you add from elsewhere, say that it is not from the library.
- `notes` and `left_out` are for the person who asks as well.
"""

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_ARTICLES = "pprkb://articles/"
_LISTS = "pprkb://lists/"
_NAMED = 200
"""The number of resources to list; others can be read by their address."""
_MARKDOWN = "text/markdown"
_INTERRUPTED = 130
"""The exit code after Ctrl-C; there is no unfinished work."""
_WRONGLY = "not answered, for it was asked wrongly"
_WHOLE = 60_000
"""The maximum length of the prose of an article read as a resource."""

_STEPS = {
    Step.TOPICS: "`topics` lists them",
    Step.RESEARCH_TYPES: "`article` names those of a work",
    Step.KEYS: "`search` finds keys",
    Step.FIND_KEY: "`search` finds keys",
    Step.SUMMARIES: "`search` finds them",
    Step.READING_LISTS: "`reading_list` without a slug names them",
    Step.NAMES: "`search` and `topics` find the names",
    Step.STYLES: "use apa, modern-language-association, chicago-author-date, vancouver or ieee",
    Step.CHECK_LIST: "the keeper of the library has to correct its file",
}
"""Hints of error messages, rewritten in terms of the tools."""


def in_words(error: PprkbError) -> str:
    """Return the message and hint of an error in terms of the tools."""
    hint = error.hint
    if isinstance(hint, Hint):
        hint = _STEPS.get(hint.step, str(hint))
    message = error.message.removesuffix("; nothing was written")
    return f"{message}; {hint}" if hint else message


class Library:
    """The library, updated before each answer."""

    def __init__(self, library: KnowledgeBase) -> None:
        """Serve a library."""
        self._library = library
        self._one_at_a_time = Lock()

    def prepare(self) -> None:
        """Update the database; errors are reported with the first answer."""
        try:
            with self.reading():
                pass
        except PprkbError as error:
            _LOG.warning("%s", error)

    @contextmanager
    def reading(self) -> Iterator[tuple[KnowledgeBase, list[str]]]:
        """Open the library for one answer, with a note on unreadable files."""
        with self._one_at_a_time:
            notes = self._brought_up_to_date()
            with self._library.at_rest() as reader:
                yield reader, notes

    def _brought_up_to_date(self) -> list[str]:
        try:
            _, counts = self._library.build()
        except DatabaseError:
            raise
        except PprkbError as error:
            if not self._library.mark():
                raise
            _LOG.warning("%s", error)
            return [
                f"The files cannot be read now, and this is of an earlier state: {error.message}"
            ]
        if not counts.errors:
            return []
        many = "1 error" if counts.errors == 1 else f"{counts.errors:,} errors"
        return [
            f"The library's files hold {many}; what could not be read is missing here. Its keeper"
            " sees them by checking it."
        ]

    def answer(self, make: Callable[[KnowledgeBase], values.Answer]) -> values.Answer:
        """Return an answer with a note on unreadable files.

        Raises:
            PprkbError: The item does not exist, or the files cannot be read.
        """
        with self.reading() as (reader, notes):
            made = make(reader)
            made.notes += notes
            return made

    def result(self, make: Callable[[KnowledgeBase], values.Answer]) -> CallToolResult:
        """Return an answer or an error message."""
        try:
            made = self.answer(make)
        except PprkbError as error:
            told = TextContent(type="text", text=in_words(error))
            return CallToolResult(content=[told], is_error=True)
        return CallToolResult(
            content=[TextContent(type="text", text=text_of_answer(made))],
            structured_content=made.model_dump(mode="json"),
        )


class Server(MCPServer[object]):
    """The MCP server, with helpful error messages and the resources of the library."""

    library: Library

    async def call_tool(
        self,
        name: str,
        arguments: dict[str, object],
        context: Context[object, object] | None = None,
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool; errors name invalid arguments and their expected values."""
        tool = self._tool_manager.get_tool(name)
        known = list(tool.parameters["properties"]) if tool else []
        takes = f"{name} takes: {', '.join(known)}"
        # Ignoring an argument would give an answer that appears to respect it.
        if tool and (unknown := [short(one, 50) for one in arguments if one not in known]):
            raise ToolError(f"{_WRONGLY}: there is no argument {', '.join(unknown[:5])}. {takes}")
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                said = f"{_what_is_wrong(error.__cause__)}. {takes}"
                raise ToolError(said) from error.__cause__
            raise

    async def list_resources(self) -> list[Resource]:
        """List the reading lists, and the articles with the newest summaries."""
        return await to_thread.run_sync(self._resources)

    def _resources(self) -> list[Resource]:
        with self.library.reading() as (reader, _):
            lists = reader.reading_lists()
            articles = [one for one in reader.catalogue().articles if one.month]
        articles.sort(key=lambda one: one.month, reverse=True)
        found = [
            Resource(
                uri=f"{_LISTS}{quote(one.slug, safe='')}",
                name=one.slug,
                title=short(one.title, 200),
                description="A reading list or course.",
                mime_type=_MARKDOWN,
            )
            for one in lists
        ]
        found += [
            Resource(
                uri=f"{_ARTICLES}{quote(one.key, safe='')}",
                name=one.key,
                title=short(one.headline or strip_tags(Markup(one.title)), 200),
                description=f"{one.authors} ({one.year or 'no year'}), with its summary.",
                mime_type=_MARKDOWN,
            )
            for one in articles
        ]
        return found[:_NAMED]


def _what_is_wrong(error: ValidationError) -> str:
    said = [
        f"{'.'.join(map(str, one['loc'])) or 'arguments'}: {one['msg']}"
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return f"{_WRONGLY}: {'; '.join(said)}"


def create_server(library: KnowledgeBase) -> Server:
    """Create the server of a library."""
    server = Server(
        "pprkb",
        title="Research library (pprkb)",
        instructions=INSTRUCTIONS,
        version=__version__,
        log_level="WARNING",
        # A key may contain any character, since it is only looked up in the database.
        resource_security=ResourceSecurity(
            reject_path_traversal=False, reject_absolute_paths=False
        ),
    )
    server.library = Library(library)
    _add_tools_that_find(server, server.library)
    _add_tools_that_list(server, server.library)
    _add_resources(server, server.library)
    for tool in server._tool_manager.list_tools():
        tool.parameters["additionalProperties"] = False
    return server


def run(library: KnowledgeBase) -> None:
    """Answer requests from standard input on standard output until the input ends.

    The library is first read in the background, so that the handshake does not wait for it.
    """
    server = create_server(library)
    Thread(target=server.library.prepare, daemon=True).start()
    # The thread that waits for input cannot be cancelled, and an event loop would wait for it.
    signal.signal(signal.SIGINT, lambda *_: os._exit(_INTERRUPTED))
    server.run("stdio")


def _add_tools_that_find(server: MCPServer[object], library: Library) -> None:
    @server.tool(title="Search the library", annotations=_READS)
    def search(
        query: values.Words,
        topic: values.TopicName = None,
        since: values.Year = None,
        until: values.Year = None,
        limit: values.Limit = 10,
        offset: values.Offset = 0,
    ) -> Annotated[CallToolResult, values.SearchResult]:
        """Find works and summaries of the library by words, the best first.

        Use it to find out whether the library has something, and for the keys of works. All words
        must occur; where no article has them all, `every_word` is false and the articles have
        some. It tells no findings: ask `evidence` or `article` for those.
        """
        filters = Filters(topics=(topic,) if topic else (), since=since, until=until)
        return library.result(
            lambda reader: answers.search(reader, query, filters, limit=limit, offset=offset)
        )

    @server.tool(title="What was found", annotations=_READS)
    def evidence(
        question: values.Question = "",
        topic: values.TopicName = None,
        limit: values.Limit = 10,
        offset: values.Offset = 0,
    ) -> Annotated[CallToolResult, values.Findings]:
        """Return recorded findings (effect sizes) that answer a question, or all on a topic.

        Each has its number as printed, the sentence it was read from, the reference and key of its
        work, whom it favours, and whether it was superseded or its work retracted. Null results are
        among them. The best match comes first; a finding is here because it shares words with the
        question, so read `about` before you use it. Give a number only with its quote and citation.
        """
        return library.result(
            lambda reader: find_evidence(reader, question, topic, limit=limit, offset=offset)
        )

    @server.tool(title="One article", annotations=_READS)
    def article(
        key: values.Key,
        text_from: values.Offset = 0,
        findings_from: values.Offset = 0,
    ) -> Annotated[CallToolResult, values.ArticleResult]:
        """Return one work whole: reference, its summaries in their own words, and findings.

        `passages` are the words of the library's author, not of the work: cite them as the
        summary's. A work without summaries is known by its reference alone; then the library does
        not say what it found.
        """
        return library.result(
            lambda reader: answers.article(
                reader, key, text_from=text_from, findings_from=findings_from
            )
        )


def _add_tools_that_list(server: MCPServer[object], library: Library) -> None:
    @server.tool(title="Cite works", annotations=_READS)
    def cite(
        keys: values.Keys, style: values.StyleName = "apa", locator: values.Locator = ""
    ) -> Annotated[CallToolResult, values.CiteResult]:
        """Return references and citations of works, formatted in a citation style.

        Use these instead of writing references yourself. A retracted work is marked.
        """
        return library.result(lambda reader: answers.cite(reader, keys, style, locator))

    @server.tool(title="Reading lists and courses", annotations=_READS)
    def reading_list(
        slug: values.Slug = None, offset: values.Offset = 0
    ) -> Annotated[CallToolResult, values.ListResult]:
        """Return a reading list or course with its parts and works, or name all lists.

        Without `slug` it names the lists. The order, the importance and the notes are the
        teacher's.
        """
        if slug is None:
            return library.result(answers.reading_lists)
        return library.result(lambda reader: answers.reading_list(reader, slug, offset=offset))

    @server.tool(title="Topics", annotations=_READS)
    def topics(
        limit: values.TopicLimit = 100, offset: values.Offset = 0
    ) -> Annotated[CallToolResult, values.TopicsResult]:
        """Return the topics of the library, with how much there is on each.

        Their ids are what `search` and `evidence` take as `topic`; narrower topics are included.
        """
        return library.result(lambda reader: answers.topics(reader, limit=limit, offset=offset))


def _add_resources(server: MCPServer[object], library: Library) -> None:
    def text(make: Callable[[KnowledgeBase], values.Answer]) -> str:
        try:
            return text_of_answer(library.answer(make))
        except PprkbError as error:
            raise ResourceNotFoundError(in_words(error)) from error

    @server.resource(
        _ARTICLES + "{key}",
        title="An article",
        description="A work: reference, summaries in their own words, and findings.",
        mime_type=_MARKDOWN,
    )
    def one_article(key: str) -> str:
        return text(
            lambda reader: answers.article(reader, key, most_prose=_WHOLE, most_findings=100)
        )

    @server.resource(
        _LISTS + "{slug}",
        title="A reading list",
        description="A reading list or course with its parts and works.",
        mime_type=_MARKDOWN,
    )
    def one_list(slug: str) -> str:
        return text(lambda reader: answers.reading_list(reader, slug, most=1_000))
