"""Kinds of works in people's words, and the item types of CSL that they mean."""

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
"""The words that are offered, in the order of the help."""
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
"""What is understood, without the signs between words: the words above win over CSL's types."""

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
"""Every kind that works are browsed by, as it is printed."""


def types_of_kind(word: str) -> tuple[Type, ...]:
    """Return the item types of a kind of works.

    Args:
        word: A word of `KINDS`, also in the plural, or another that people, CSL, BibTeX or Zotero
            have for it.

    Raises:
        NotFoundError: The word is none that is known.
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
    """Return the kind under which works of an item type are browsed, as `KINDS` names it."""
    return next(
        (kind for kind, types in KINDS.items() if type_ in types and kind != "article"),
        type_.words.replace(" ", "-"),
    )
