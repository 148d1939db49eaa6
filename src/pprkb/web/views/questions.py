"""Answers to queries: searches, questions to the evidence, comparisons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import cast
from urllib.parse import urlencode

from markupsafe import Markup as Html

from pprkb.knowledge_base.citing import Comparison
from pprkb.knowledge_base.effects import Effects, Finding, unanswered
from pprkb.languages import phrase
from pprkb.model.errors import NotFoundError, PprkbError
from pprkb.query.catalogue import Choice, Facet, Listed
from pprkb.query.search import ASK_WHETHER, BEGIN_QUESTIONS, SAY_NOTHING
from pprkb.text.spelling import closest, fold
from pprkb.web import addresses
from pprkb.web.blocks import html_of_runs
from pprkb.web.downloads import Download, of_comparisons, of_works
from pprkb.web.shelf import Row
from pprkb.web.site import Page, Site, pages_of, part_of

_COMPARED = 6
"""The maximum number of works to compare."""
_FINDINGS = 20
_ALIKE = 0.6
"""The minimum similarity of a suggested key."""
_NO_WORD = phrase("There is no word to look for; name at least one word or number.")


def search(site: Site, words: str, choice: Choice, page: int = 1) -> Page | None:
    """Return search results, best first, with facets."""
    values: dict[str, object] = {"words": words, "count": None}
    if not site.live:
        # The script of the page reads the words from here, and counts the values.
        silent = {"nothing": SAY_NOTHING, "begin": BEGIN_QUESTIONS, "whether": ASK_WHETHER}
        values |= {
            "silent": {name: " ".join(sorted(words)) for name, words in silent.items()},
            "facets": site.facets({}),
        }
    if words.strip() and site.live:
        try:
            values |= _found(site, words, choice, page)
        except PprkbError:
            hint = site.words(_NO_WORD)
            values |= {"count": 0, "rows": [], "hints": [hint], **_no_pages(site)}
    rows = cast("list[Row]", values.get("rows", []))
    keys = cast("Sequence[str]", values.pop("keys", ()))
    return Page(
        address=addresses.choice(choice, words=words, page=page) or addresses.SEARCH,
        template="search.html",
        title=site.words("Search: {words}", words=words) if words else site.words("Search"),
        description=site.words(
            "Search summaries of psychotherapy research by words, names and numbers."
        ),
        indexed=not words,
        works=tuple(row.key for row in rows),
        downloads=of_works(_listed(site, keys)),
        asked=addresses.choice(choice, words=words).partition("?")[2],
        downloaded=keys,
        values=values,
    )


def found(site: Site, words: str, choice: Choice) -> list[str]:
    """Return the keys of all search results, best first.

    Raises:
        PprkbError: There is no word to search for.
    """
    chosen = {one.key for one in site.shelf.catalogue.chosen(choice)}
    return [key for key in site.reader.search(words, limit=0).keys if key in chosen]


def answered(site: Site, words: str) -> Effects:
    """Return the findings on the page of a question, as a publication.

    Raises:
        PprkbError: There is no word to search for.
    """
    return site.reader.find_evidence(words, limit=_FINDINGS, style=site.style)


def _listed(site: Site, keys: Sequence[str]) -> list[Listed]:
    listed = site.shelf.catalogue.by_key
    return [listed[key] for key in keys if key in listed]


def _no_pages(site: Site) -> dict[str, object]:
    return {"facets": [], "removals": [], **site.paging(1, 1, lambda _: "")}


def _found(site: Site, words: str, choice: Choice, page: int) -> dict[str, object]:
    found = site.reader.search(words, limit=0)
    keys: Sequence[str] = found.keys
    if any(choice.values()):
        chosen = {one.key for one in site.shelf.catalogue.chosen(choice)}
        keys = [key for key in keys if key in chosen]
    count = pages_of(len(keys))
    page = min(max(1, page), count)
    excerpts = site.reader.excerpts(found, part_of(keys, page))
    return {
        "keys": keys,
        "count": len(keys),
        "rows": site.rows_of_excerpts(excerpts),
        "all_words": found.all_words,
        "guessed": found.mended,
        "hints": [one.in_words(site.words) for one in found.unknown],
        "facets": site.facets(choice, words=words, among=found.keys),
        "removals": site.removals(choice, words),
        **site.paging(page, count, lambda n: addresses.choice(choice, words=words, page=n)),
    }


def evidence(site: Site, words: str) -> Page:
    """Return the findings that answer a question."""
    findings: list[dict[str, object]] = []
    answers: tuple[Finding, ...] = ()
    hints: tuple[str, ...] = ()
    if words.strip() and site.live:
        try:
            effects = answered(site, words)
            hints = (
                *(one.in_words(site.words) for one in effects.unknown),
                *(
                    site.words('None of these findings holds "{word}".', word=word)
                    for word in unanswered(words, effects)
                ),
            )
            answers = tuple(effects.findings())
            findings = [
                {
                    "finding": one,
                    "text": html_of_runs(one.runs),
                    "address": addresses.article(one.key),
                    "newer": addresses.article(one.newer_key)
                    if one.newer_key in site.shelf.catalogue.by_key
                    else "",
                }
                for one in answers
            ]
        except PprkbError:
            hints = (site.words(_NO_WORD),)
    keys = tuple(dict.fromkeys(one.key for one in answers))
    with_effects = [
        (value, addresses.value(Facet.TOPIC, value.id))
        for value in site.shelf.catalogue.values(Facet.TOPIC, {Facet.EFFECTS: ("yes",)})
    ]
    return Page(
        address=addresses.with_query(addresses.EVIDENCE, {"q": words}),
        template="evidence.html",
        works=keys,
        downloads=of_works(_listed(site, keys)),
        asked=urlencode({"q": words}),
        title=site.words("Evidence: {words}", words=words) if words else site.words("Evidence"),
        description=site.words(
            "Recorded findings of psychotherapy research, each with the sentence that reports it"
            " and its source."
        ),
        indexed=not words,
        values={
            "words": words,
            "findings": findings,
            "hints": hints,
            "topics": with_effects,
        },
    )


def compared(site: Site, keys: Sequence[str]) -> Comparison:
    """Return the comparison of the first works, as a publication.

    Raises:
        PprkbError: No key is given.
        NotFoundError: A key is not in the library.
    """
    return site.reader.compare(
        *tuple(dict.fromkeys(filter(None, keys)))[:_COMPARED], style=site.style
    )


def _unknown(site: Site, keys: Iterable[str]) -> Iterator[str]:
    """Return a message about unknown keys, with suggestions."""
    known = {fold(key): key for key in site.shelf.catalogue.by_key}
    for key in keys:
        try:
            site.reader.article(key)
        except NotFoundError:
            yield site.words("There is no article “{key}”.", key=key)
            meant = ", ".join(known[one] for one in closest(fold(key), known, _ALIKE))
            if meant:
                yield site.words("Did you mean {names}?", names=meant)


def compare(site: Site, keys: Sequence[str]) -> Page:
    """Return the page of a comparison."""
    blocks: Html | str = ""
    problem = ""
    downloads: tuple[Download, ...] = ()
    wanted = tuple(dict.fromkeys(key for key in keys if key))
    if wanted and site.live:
        try:
            comparison = compared(site, wanted)
            blocks = site.blocks(
                comparison.document.blocks,
                addresses.COMPARE,
                heading=site.words("Compare works"),
            )
            downloads = of_comparisons()
        except NotFoundError:
            problem = " ".join(_unknown(site, wanted))
    return Page(
        address=addresses.with_query(addresses.COMPARE, {"keys": ",".join(wanted)}),
        template="compare.html",
        works=wanted,
        title=site.words("Compare works"),
        description=site.words("Works side by side: question, design, effects and implications."),
        indexed=not wanted,
        keeps_query=True,
        downloads=downloads,
        values={"keys": wanted, "blocks": blocks, "problem": problem, "most": _COMPARED},
    )
