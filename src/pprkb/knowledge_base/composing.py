"""An outline with the works it names from the database, composed into a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database

from pprkb.query.articles import articles_of, known_keys, newest_month
from pprkb.store.formatted import FormattedEntries

if TYPE_CHECKING:
    # Documents need the citation processor, which listing and searching should not wait for.
    from pprkb.documents.document import Document
    from pprkb.documents.outline import Outline


def compose_outline(
    database: Database,
    outline: Outline,
    *,
    style: str = "apa",
    locale: str = "",
    prose: bool = True,
    engine: str = "",
) -> Document:
    """Write an outline as a document; see `pprkb.documents.compose.compose`.

    Args:
        database: Up to date.
        outline: What the document contains.
        style: A citation style's name, or the path of a `.csl` file.
        locale: A locale such as "en-GB"; empty for the style's own.
        prose: Whether the document is to be read, or only its records are wanted.
        engine: "citeproc-py" for that library's own rendering.

    Raises:
        CitationError: The style or locale cannot be used.
    """
    from pprkb.documents.compose import compose, works_named

    keys = known_keys(database, works_named(outline))
    articles = {one.key: one for one in articles_of(database, list(keys.values()))}
    references = {name: work for name, key in keys.items() if (work := articles[key].reference)}
    return compose(
        outline,
        references,
        style=style,
        locale=locale,
        modified=newest_month(database),
        prose=prose,
        cache=FormattedEntries(database),
        engine=engine,
        notices={key: one.notices for key, one in articles.items() if one.notices},
    )
