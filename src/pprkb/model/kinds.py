"""Common names for kinds of works, and the CSL item types that they stand for."""

from __future__ import annotations

from pathlib import Path

from pprkb.languages import phrase
from pprkb.model.errors import NotFoundError
from pprkb.model.reference import ReferenceType as Type
from pprkb.model.summary import term_key
from pprkb.text.spelling import did_you_mean

_ROWS = [
    [part.strip() for part in f"{line} =".split("=")[:3]]
    for line in Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
KINDS = {kind: tuple(map(Type, types.split())) for kind, types, _ in _ROWS}
"""The names offered to users, in the order of the help."""
_ALSO = {kind: [word for word in also.split(", ") if word] for kind, _, also in _ROWS}
_NAMES = (
    {term_key(one.value).replace("-", ""): (one,) for one in Type}
    | {
        term_key(word).replace("-", ""): KINDS[kind]
        for kind, words in _ALSO.items()
        for word in words
    }
    | {kind.replace("-", ""): types for kind, types in KINDS.items()}
)
"""All accepted names, without punctuation; the names above take precedence over CSL types."""

LABELS = {
    "article": phrase("Article"),
    "journal-article": phrase("Journal article"),
    "magazine-article": phrase("Magazine article"),
    "newspaper-article": phrase("Newspaper article"),
    "preprint": phrase("Preprint"),
    "book": phrase("Book"),
    "chapter": phrase("Chapter"),
    "entry": phrase("Entry"),
    "thesis": phrase("Thesis"),
    "report": phrase("Report"),
    "conference": phrase("Conference"),
    "dataset": phrase("Dataset"),
    "software": phrase("Software"),
    "webpage": phrase("Webpage"),
    "video": phrase("Video"),
    "audio": phrase("Audio"),
    "interview": phrase("Interview"),
    "manuscript": phrase("Manuscript"),
    "review": phrase("Review"),
    "law": phrase("Law"),
    "patent": phrase("Patent"),
    "image": phrase("Image"),
    "document": phrase("Document"),
    "musical-score": phrase("Musical score"),
    "performance": phrase("Performance"),
    "periodical": phrase("Periodical"),
}
"""Every kind that the site browses works by, as printed."""


def types_of_kind(word: str) -> tuple[Type, ...]:
    """Return the item types of a kind of works.

    Args:
        word: A name in `KINDS`, also in the plural, or one that people, CSL, BibTeX or Zotero
            use for it.

    Raises:
        NotFoundError: The name is unknown.
    """
    folded = term_key(word).replace("-", "")
    for name in (folded, folded.removesuffix("s"), folded.removesuffix("es")):
        if found := _NAMES.get(name):
            return found
    also = [name for words in _ALSO.values() for name in words]
    hint = did_you_mean(word, KINDS) or did_you_mean(
        word, also, f"the kinds are {', '.join(KINDS)}"
    )
    raise NotFoundError(f'there is no kind of work "{word}"', hint=hint)


def kind_of_type(type_: Type) -> str:
    """Return the name in `KINDS` under which the site lists works of an item type."""
    return next(
        (kind for kind, types in KINDS.items() if type_ in types and kind != "article"),
        type_.words.replace(" ", "-"),
    )
