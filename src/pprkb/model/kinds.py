"""Kinds of works in people's words, and the item types of CSL that they mean."""

from __future__ import annotations

from pprkb.model.errors import NotFoundError
from pprkb.model.reference import ReferenceType as Type
from pprkb.model.summary import term_key
from pprkb.text.spelling import did_you_mean

KINDS: dict[str, tuple[Type, ...]] = {
    "article": (
        *(Type.ARTICLE_JOURNAL, Type.ARTICLE_MAGAZINE, Type.ARTICLE_NEWSPAPER),
        *(Type.REVIEW, Type.REVIEW_BOOK),
    ),
    "journal-article": (Type.ARTICLE_JOURNAL, Type.REVIEW, Type.REVIEW_BOOK),
    "magazine-article": (Type.ARTICLE_MAGAZINE,),
    "newspaper-article": (Type.ARTICLE_NEWSPAPER,),
    "preprint": (Type.ARTICLE,),
    "book": (Type.BOOK, Type.COLLECTION, Type.CLASSIC),
    "chapter": (Type.CHAPTER,),
    "entry": (Type.ENTRY, Type.ENTRY_DICTIONARY, Type.ENTRY_ENCYCLOPEDIA),
    "thesis": (Type.THESIS,),
    "report": (Type.REPORT, Type.STANDARD),
    "conference": (Type.PAPER_CONFERENCE, Type.SPEECH, Type.EVENT),
    "dataset": (Type.DATASET,),
    "software": (Type.SOFTWARE,),
    "webpage": (Type.WEBPAGE, Type.POST, Type.POST_WEBLOG),
    "video": (Type.MOTION_PICTURE, Type.BROADCAST),
    "audio": (Type.SONG, Type.BROADCAST),
    "interview": (Type.INTERVIEW, Type.PERSONAL_COMMUNICATION),
    "manuscript": (Type.MANUSCRIPT,),
    "review": (Type.REVIEW, Type.REVIEW_BOOK),
    "law": (
        *(Type.BILL, Type.HEARING, Type.LEGAL_CASE, Type.LEGISLATION),
        *(Type.REGULATION, Type.TREATY),
    ),
    "patent": (Type.PATENT,),
    "image": (Type.FIGURE, Type.GRAPHIC, Type.MAP),
    "document": (Type.DOCUMENT, Type.PAMPHLET),
}
"""The words that are offered, in the order of the help."""
_ALSO = {
    "journal-article": ("paper", "journalarticle", "academic journal"),
    "article": ("articles", "periodical article"),
    "magazine-article": ("magazine", "magazinearticle"),
    "newspaper-article": ("newspaper", "newspaperarticle", "news"),
    "preprint": ("working paper", "eprint", "arxiv"),
    "book": ("monograph", "edited book", "mvbook", "collection", "handbook"),
    "chapter": (
        *("book chapter", "booksection", "book section", "incollection", "inbook", "book part"),
        "section",
    ),
    "entry": ("encyclopedia", "encyclopaedia", "dictionary", "inreference"),
    "thesis": (
        *("dissertation", "phdthesis", "phd", "doctoral dissertation", "mastersthesis"),
        *("masters thesis", "theses"),
    ),
    "report": ("techreport", "technical report", "guideline", "standard"),
    "conference": (
        *("conference paper", "conferencepaper", "proceedings", "inproceedings", "presentation"),
        *("talk", "poster", "speech", "symposium"),
    ),
    "dataset": ("data", "data set"),
    "software": ("computerprogram", "program", "app", "code", "package"),
    "webpage": ("website", "web page", "web", "online", "blog", "blog post", "blogpost", "post"),
    "video": ("film", "movie", "videorecording", "motion picture", "tv", "broadcast"),
    "audio": ("podcast", "radio", "audiorecording", "music"),
    "interview": ("letter", "e-mail", "email"),
    "manuscript": ("unpublished",),
    "law": ("case", "legal", "statute", "bill", "court case", "legal case"),
    "image": ("artwork", "figure", "map", "photograph"),
    "document": ("misc", "other"),
}
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
