"""Works of the library side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pprkb.evidence.describe import judgements
from pprkb.knowledge_base.base import KnowledgeBase
from pprkb.model.citation import Citation, Cite
from pprkb.model.notice import Notices
from pprkb.query.articles import articles_of, known_keys, newest_month, resolve_key
from pprkb.query.problems import refuse_conflicts

if TYPE_CHECKING:
    from pprkb.documents.cite import Citations
    from pprkb.documents.comparison import Compared


def compare(
    knowledge_base: KnowledgeBase, keys: tuple[str, ...], *, style: str = "apa", locale: str = ""
) -> tuple[tuple[Compared, ...], Citations, str]:
    """Return works side by side, what cites them, and the ISO date of the newest data.

    Args:
        knowledge_base: Where they are.
        keys: Citation keys, other keys of the works, or ids of summaries; the order is kept.
        style: A citation style's name, or the path of a `.csl` file.
        locale: A locale such as "en-GB"; empty for the style's own.

    Raises:
        NotFoundError: A key is not in the library.
        CitationError: The style or locale cannot be used.
    """
    from pprkb.documents.cite import Citations
    from pprkb.documents.comparison import compared
    from pprkb.documents.prose import cited_keys

    with knowledge_base.reading() as database:
        wanted = tuple(dict.fromkeys(resolve_key(database, key) for key in keys))
        articles = articles_of(database, wanted)
        refuse_conflicts(database, articles)
        texts = (one.practice_implications for article in articles for one in article.summaries)
        effects = [e for a in articles for one in a.summaries for e in one.effects]
        newer = (one.superseded_by for one in effects if one.superseded_by)
        judges = (judged.source for one in effects for _, judged in judgements(one))
        names = known_keys(database, (*cited_keys(texts), *newer, *filter(None, judges)))
        cited = articles_of(database, list(dict.fromkeys(names.values())))
        modified = newest_month(database)
    references = [one.reference for one in articles if one.reference]
    notices: Notices = {one.key: one.notices for one in (*articles, *cited) if one.notices}
    citations = Citations(references, style=style, locale=locale, notices=notices)
    works = {one.key: one.reference for one in cited if one.reference}
    beside = Citations([*references, *works.values()], style=style, locale=locale, notices=notices)
    words = {
        name: beside.plain(Citation(cites=(Cite(key=key),))).removeprefix("(").removesuffix(")")
        + "".join(run.text for run in beside.mark(key))
        for name, key in names.items()
    }
    return compared(articles, citations, words), citations, modified
