"""References to the entries of biblatex, by the code that writes BibTeX.

Types and fields are those of the biblatex manual, sections 2.1 and 2.2. The reader of BibTeX reads
both and gives an equal reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pprkb.formats.bibtex.write import write_bibtex
from pprkb.formats.bibtex.write_dates import edtf
from pprkb.model.article import Article
from pprkb.model.reading_list import Depth
from pprkb.model.reference import Reference

_NOTHING: Mapping[str, str] = {}
_TYPES = {"techreport": "report", "phdthesis": "thesis", "mastersthesis": "thesis"}
_FIELDS = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
}
"""`annote` stays: it is biblatex's alias of `annotation`, and Zotero reads no other."""
_DATE = ("year", "month", "day")


def write_biblatex(
    articles: Iterable[Article],
    cited: Mapping[str, str] = _NOTHING,
    *,
    depth: Depth = Depth.IMPLICATIONS,
) -> str:
    """Write articles as a file for biblatex.

    Args:
        articles: In the order to be written; those without a reference are left out.
        cited: How works that annotations name are cited, without parentheses, by key.
        depth: How much of the summaries the annotation holds.

    Returns:
        Entries as `write_bibtex` writes them, with biblatex's types and fields.
    """
    return write_bibtex(articles, cited, depth=depth, dialect=_biblatex)


def _biblatex(
    reference: Reference, entry_type: str, fields: dict[str, str]
) -> tuple[str, dict[str, str]]:
    out: dict[str, str] = {}
    issued = reference.issued
    for name, value in fields.items():
        if name in _DATE and issued is not None and issued.year is not None:
            # At the place of the year; month and day are in it.
            out.setdefault("date", edtf(issued))
        elif name == "publisher" and entry_type == "misc":
            # What biblatex prints of an entry of this type.
            out["organization"] = value
        else:
            out[_FIELDS.get(name, name)] = value
    return _TYPES.get(entry_type, entry_type), out
