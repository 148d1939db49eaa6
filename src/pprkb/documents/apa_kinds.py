"""Kinds of works in APA: their types, and their descriptions in brackets.

Sections and examples are those of the Publication Manual of the American Psychological
Association, 7th edition. Every function modifies the CSL-JSON item in place.
"""

from __future__ import annotations

import re

from pprkb.formats.field_values import preprint_named, server_of_doi
from pprkb.formats.titles.words import is_english_title
from pprkb.languages import Words, phrase
from pprkb.model.citation import CslItem, variables
from pprkb.text.markup import Markup, strip_tags
from pprkb.text.number import whole_number

LEGAL = frozenset(("bill", "hearing", "legal_case", "legislation", "regulation", "treaty"))
SERIALS = frozenset(
    ("article-journal", "article-magazine", "article-newspaper", "periodical", "post-weblog")
)
REVIEWS = frozenset(("review", "review-book"))

FORMATS = re.compile(
    r"(?:kindle|e-?pub|pdf|print|hard ?cover|paperback|nook|adobe digital editions)(?: edition)?|"
    r"e-?book|electronic book",
    re.IGNORECASE,
)
"""Formats of books, which the manual does not print (section 10.2)."""
_DESCRIPTIONS_IN_NOTES = re.compile(
    r"(?:letter to the editor|editorial|abstract|commentary|peer commentary on .+|press release|"
    r"special (?:issue|section)|lecture notes|powerpoint slides|audiobook|database record|"
    r"(?:paper|poster|conference) presentation)\.?",
    re.IGNORECASE,
)
_DEFAULTS = {"dataset": "Data set", "motion_picture": "Film"}
"""The description in brackets for types without a genre (sections 10.9 and 10.12)."""
_VIDEO_SITES = re.compile(r"\b(?:youtube|youtu\.be|vimeo|ted\.com|dailymotion|tiktok)\b", re.I)

_TYPE_NAMES = re.compile(
    r"(?:(?:electronic|online|original|research|review|scholarly|peer[- ]reviewed|full[- ]length|"
    r"scientific|academic)[- ])*(?:journal[- ])?articles?|jour(?:nal)?|article[- ]journal|"
    r"peer[- ]reviewed journal|reviews?|book(?:,? (?:section|chapter|whole))?|edited book|chapter|"
    r"conference proceedings?|(?:news|news ?paper|magazine)(?: articles?)?|web ?(?:page|site)|"
    r"blog(?: ?post)?|generic|document|misc(?:ellaneous)?|text|"
    r"(?:randomized controlled|controlled clinical|clinical) trial(?:, phase \w+)?|"
    r"meta-analysis|systematic review|comparative study|case reports?|multicenter study|"
    r"(?:observational|evaluation|validation|twin) stud(?:y|ies)|research support\b.*",
    re.IGNORECASE,
)
"""Names for types of publications used by EndNote, RefWorks and PubMed, not by APA."""
_REPORTS = re.compile(
    r"\b(?:publication|paper|report|brief|series|bulletin|standard|note|memo(?:randum)?|statement|"
    r"guideline|sheet|document|circular|technical|order|directive|opinion|protocol|discussion|"
    r"monograph|profile|release|recommendation|product|issue|policy|communication|contract|"
    r"bericht|rapport)\b",
    re.IGNORECASE,
)
"""Genres that precede a number: "NIH Publication No. 18-2424" (section 10.4)."""
_NUMBERED_GENRES = frozenset(("report", "standard", "patent", "thesis"))
_OWN_LABEL = re.compile(r"\b(?:nos?|nr|nrs)\.|#|\bnumber\b", re.IGNORECASE)

_BRACKETED = re.compile(r"(?P<title>.*?[^\s\[])\s*\[(?P<added>[^\[\]]+)\]\.?\Z", re.DOTALL)
_DESCRIPTION_LENGTH = 6
_REVIEW = re.compile(
    r"(?:(?:book|film|test|essay) )?review of (?:the )?(?P<kind>[\w ]*?"
    r"(?:books?|films?|movie|motion picture|documentary|test|album|exhibition|musical|play|podcast|"
    r"series|software|app|video game|game|website|volume|edited volume)) (?P<title>.+?)"
    r"(?P<rest>,? by .+)?\.?\Z",
    re.IGNORECASE | re.DOTALL,
)
_ANY_REVIEW = re.compile(r"\[?(?:(?:book|film|test|essay) )?reviews?(?: of|:)\s+", re.IGNORECASE)
_OF_A_REVIEW = re.compile(r"(?:book|film|test)?\s*reviews?\b", re.IGNORECASE)

_DOCTORAL = re.compile(
    r"(?:unpublished )?(?:ph\.? ?d\.?|d\.? ?phil\.?|psy\.? ?d\.?|ed\.? ?d\.?|doctoral|doctorate)"
    r"(?:[- ]?(?:thesis|dissertation|degree))?|dissertation(?:/thesis)?|doctor of philosophy|"
    r"(?:dissertation|thesis) \((?:ph\.? ?d\.?|doctoral)\)|"
    r"th[eè]se(?: de doctorat)?(?: \((?:ph\.? ?d\.?|doctorat)\))?|doktorarbeit|tesis doctoral|"
    r"tesi di dottorato|tese de doutorado|(?:academisch )?proefschrift",
    re.IGNORECASE,
)
_MASTERS = re.compile(
    r"(?:unpublished )?(?:m\.? ?a\.?|m\.? ?sc?\.?|m\.? ?ed\.?|m\.? ?phil\.?|master(?:['’]?s)?)"
    r"[- ]?(?:thesis|dissertation|degree)|master(?:['’]?s)?|"
    r"m[eé]moire (?:de )?(?:ma[iî]trise|master)(?: \(.{1,20}\))?|masterarbeit|"
    r"tesis de ma(?:estr[ií]a|ster)|disserta[çc][ãa]o de mestrado",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(r"(?:(?:computer|mobile|statistical) )?(?:software|app)\b.*", re.IGNORECASE)
_PODCAST = re.compile(r"\bpodcasts?\b", re.IGNORECASE)
_EPISODE = re.compile(r"\b(?:podcast|radio|webinar|broadcast|tv|television|episode)\b", re.I)
_SUBMITTED = re.compile(
    r"(?:manuscript )?(?:submitted(?: for publication)?|under review|in review)\.?\Z", re.I
)
_PREPARED = re.compile(r"(?:manuscript )?in prep(?:aration|\.)?\Z", re.IGNORECASE)
_CODE_OF_LAWS = re.compile(r"(\d+) ([A-Z][A-Za-z. ]*?\.) §+ ?(.+)\Z")
_WIKI = re.compile(r"wiki", re.IGNORECASE)
_PRESENTED = re.compile(
    r"(?P<kind>paper|poster|symposium|talk) (?:was )?presented at (?:the )?(?P<event>[^.]+)\.?\Z",
    re.IGNORECASE,
)
_ABSTRACTS = {"paper": "Paper presentation", "poster": "Poster presentation"}


def without_type_name(item: CslItem) -> None:
    """Remove a genre that only repeats the type, such as EndNote's "Journal Article"."""
    genre = item.get("genre")
    if not isinstance(genre, str) or item.get("type") == "thesis":
        return
    kept = [part.strip() for part in genre.split(";")]
    kept = [part for part in kept if part and not _TYPE_NAMES.fullmatch(part)]
    if item.get("type") in REVIEWS and not kept and _OF_A_REVIEW.fullmatch(genre):
        kept = []
    _put(item, "genre", "; ".join(kept))


def recognise(item: CslItem) -> None:
    """Set the type and the description that the manual uses for an item."""
    kind = item.get("type")
    if kind in LEGAL:
        _law(item)
        return
    _unpublished(item)
    _preprint(item)
    _description_in_title(item)
    note = _text(item, "note").strip()
    if not item.get("genre") and _DESCRIPTIONS_IN_NOTES.fullmatch(note):
        item["genre"] = item.pop("note").strip(" .")
    if kind in ("document", "webpage") and _SOFTWARE.fullmatch(_text(item, "genre")):
        item["type"] = kind = "software"
    if kind == "book" and FORMATS.fullmatch(_text(item, "genre")):
        del item["genre"]
    _review(item)
    _presentation(item)
    _recording(item)
    if item.get("type") == "thesis":
        _thesis(item)
    if item.get("type") == "patent":
        _patent(item)
    if str(item.get("type")).startswith("entry") and _WIKI.search(_text(item, "container-title")):
        # Example 49: a Wikipedia entry has the full date of the version.
        item["type"] = "document"
    _genre(item)


def _law(item: CslItem) -> None:
    """Apply sections 11.4 and 11.5: courts of decisions, and sections of statutes in the code."""
    court, reporter = _text(item, "publisher"), _text(item, "container-title")
    # Citations of the Supreme Court's reports do not name the court.
    lower = court and reporter and reporter not in ("U.S.", "S. Ct.", "L. Ed.")
    if lower and item.get("type") == "legal_case" and not item.get("authority"):
        item["authority"] = court
    code = _CODE_OF_LAWS.match(_text(item, "number"))
    if item.get("type") == "legislation" and code and not reporter:
        del item["number"]
        item["volume"], item["container-title"], item["section"] = code.groups()


def _put(item: CslItem, name: str, value: str) -> None:
    if value:
        variables(item)[name] = value
    else:
        variables(item).pop(name, None)


_DESCRIPTIONS = (
    phrase("Audio podcast"),
    phrase("Audio podcast episode"),
    phrase("Conference presentation"),
    phrase("Data set"),
    phrase("Doctoral dissertation"),
    phrase("Film"),
    phrase("Manuscript in preparation"),
    phrase("Manuscript submitted for publication"),
    phrase("Master's thesis"),
    phrase("Paper presentation"),
    phrase("Poster presentation"),
    phrase("Unpublished doctoral dissertation"),
    phrase("Unpublished master's thesis"),
    phrase("Video"),
)
_UNPUBLISHED = "Unpublished "


def describe(item: CslItem, words: Words) -> None:
    """Translate the usual descriptions in brackets."""
    for name in ("genre", "medium"):
        text = _text(item, name)
        if text in _DESCRIPTIONS:
            variables(item)[name] = words(text)
        elif text.startswith(_UNPUBLISHED):
            told = words("Unpublished {work}", work=text.removeprefix(_UNPUBLISHED))
            variables(item)[name] = told


def _text(item: CslItem, name: str) -> str:
    value = variables(item).get(name)
    return value if isinstance(value, str) else ""


def _unpublished(item: CslItem) -> None:
    """Apply section 10.8: a submitted or planned work is a manuscript without a journal."""
    issued = item.get("issued")
    words = str(issued.get("literal", "")) if isinstance(issued, dict) else ""
    bare = item.get("type") in ("document", "manuscript") and not item.get("genre")
    note = _text(item, "note") if bare else ""
    for name, text in (("status", _text(item, "status")), ("issued", words), ("note", note)):
        submitted = _SUBMITTED.match(text.strip())
        if not submitted and not _PREPARED.match(text.strip()):
            continue
        if item.get("type") not in ("article", "article-journal", "document", "manuscript"):
            return
        item["type"] = "manuscript"
        item["genre"] = (
            "Manuscript submitted for publication" if submitted else "Manuscript in preparation"
        )
        for unwanted in ("container-title", "volume", "issue", "page", name):
            variables(item).pop(unwanted, None)


def _preprint(item: CslItem) -> None:
    """Apply section 10.8, example 73: the server is the publisher, and the year is enough."""
    kind = item.get("type")
    if kind not in ("article", "article-journal", "document", "manuscript", "webpage"):
        return
    container, publisher = _text(item, "container-title"), _text(item, "publisher")
    named = preprint_named(container) if container else preprint_named(publisher)
    by_doi = None if container else server_of_doi(_text(item, "DOI"))
    if kind != "article" and named is None and by_doi is None:
        return
    item["type"] = "article"
    for name in ("volume", "issue", "page"):
        variables(item).pop(name, None)  # servers have none
    if named is not None and named.server:
        item["publisher"] = named.server
        if container:
            del item["container-title"]
        if named.server == "arXiv" and named.number and not item.get("number"):
            number = re.sub(r"^arxiv:", "", named.number, flags=re.IGNORECASE)
            item["number"] = f"arXiv:{number}"
    elif by_doi and not publisher:
        item["publisher"] = by_doi
    if re.fullmatch(r"pre-?print", _text(item, "genre"), re.IGNORECASE):
        del item["genre"]


def _description_in_title(item: CslItem) -> None:
    """Apply sections 9.21 and 9.38: a description in brackets after a title is not in italics.

    It is either a description ("[Editorial]"), which follows the numbers of the work, or the title
    in English, which follows the title.
    """
    title = _text(item, "title")
    match = _BRACKETED.fullmatch(title) if title.endswith(("]", "].")) else None
    if match is None:
        return
    plain, added = match["title"], match["added"]
    if "[" in _text(item, "title-short"):
        item["title-short"] = plain.partition(": ")[0]
    item.setdefault("title-short", plain)
    short = len(added.split()) <= _DESCRIPTION_LENGTH or _ANY_REVIEW.match(added)
    if short and _is_english(item, plain) and not item.get("genre"):
        item["title"], item["genre"] = plain, added
    elif _title_in_italics(item):
        item["title"] = f"{plain} <i>[{added}]</i>"


def _is_english(item: CslItem, title: str) -> bool:
    return is_english_title(strip_tags(Markup(title)), _text(item, "language"))


def _title_in_italics(item: CslItem) -> bool:
    """Return whether the style prints the title in italics, as for works that stand alone."""
    return item.get("type") in ("post", "webpage") or not item.get("container-title")


def _review(item: CslItem) -> None:
    """Apply section 10.7: "[Review of the book Title, by A. Author]"."""
    if item.get("reviewed-title") or item.get("reviewed-genre"):
        return
    is_review = item.get("type") in REVIEWS
    for name in ("genre", "note", "title"):
        text = _text(item, name).strip().strip("[]")
        match = _REVIEW.fullmatch(text)
        if match is None:
            continue
        title, rest = match["title"], match["rest"] or ""
        if rest.startswith(" "):
            rest = f",{rest}"
        if not re.search('[<“"]', title):  # titles of episodes are in quotation marks
            title = f"<i>{title}</i>"
        del variables(item)[name]
        item["genre"] = f"Review of the {match['kind'].strip().lower()} {title}{rest}"
        if is_review:
            item["type"] = "article-journal" if item.get("container-title") else "webpage"
        return
    title = _text(item, "title")
    if is_review and (match := _ANY_REVIEW.match(title)):
        # The style adds "Review of" itself.
        item["title"] = title[match.end() :].strip("[] ")
        item.pop("title-short", None)


def _presentation(item: CslItem) -> None:
    """Apply section 10.5: "[Paper presentation]", "[Poster presentation]"."""
    kind = item.get("type")
    placed = item.get("event-title") or item.get("container-title")
    note = None if placed else _PRESENTED.match(_text(item, "note").strip())
    if note and kind in ("document", "manuscript", "paper-conference", "speech", "article-journal"):
        event = note["event"]
        item["event-title"] = event[0].upper() + event[1:]
        item["type"] = kind = "speech"
        if not item.get("genre") or item["genre"].casefold() == note["kind"].casefold():
            item["genre"] = _ABSTRACTS.get(note["kind"].lower(), "Conference presentation")
        del item["note"]
    if kind in ("speech", "paper-conference", "event"):
        genre = _text(item, "genre")
        folded = genre.casefold().removeprefix("conference ").strip()
        if kind == "paper-conference" and (item.get("page") or item.get("publisher")):
            if folded in _ABSTRACTS:
                item.pop("genre", None)  # it was published in the proceedings
        elif folded in _ABSTRACTS:
            item["genre"] = _ABSTRACTS[folded]


def _recording(item: CslItem) -> None:
    """Apply sections 10.12 and 10.13: podcasts and their episodes, videos."""
    kind = item.get("type")
    words = " ".join(_text(item, name) for name in ("genre", "medium"))
    if kind == "song" and (item.get("host") or _EPISODE.search(words)):
        item["type"] = kind = "broadcast"
    if kind == "broadcast":
        _broadcast(item)
    elif kind == "motion_picture" and not (item.get("genre") or item.get("medium")):
        sources = " ".join(_text(item, name) for name in ("publisher", "container-title", "URL"))
        custom = item.get("custom")
        extra = custom.get("extra") if isinstance(custom, dict) else None
        subtype = extra.get("entrysubtype") if isinstance(extra, dict) else ""
        if subtype == "video" or _VIDEO_SITES.search(sources):
            item["genre"] = "Video"


def _broadcast(item: CslItem) -> None:
    if not item.get("container-title") and item.get("collection-title"):
        item["container-title"] = item.pop("collection-title")
    if season := re.fullmatch(
        r"s(?:eason)?\s*0*(\d+)[\s,;x]*e(?:p(?:isode)?)?\.?\s*0*(\d+)", _text(item, "number"), re.I
    ):
        item["number"] = f"Season {season[1]}, Episode {season[2]}"
    elif _text(item, "volume").isdecimal() and _text(item, "number").isdecimal():
        item["number"] = f"Season {item.pop('volume')}, Episode {item['number']}"
    genre = _text(item, "genre")
    episode = " episode" if item.get("container-title") else ""
    if re.fullmatch(r"podcast(?: episode)?", genre, re.IGNORECASE):
        genre = ""
    if not genre and (item.get("host") or _PODCAST.search(_text(item, "genre"))):
        item["genre"] = f"Audio podcast{episode}"
        item.pop("medium", None)  # in Zotero the file type


def _thesis(item: CslItem) -> None:
    """Apply section 10.6: "Doctoral dissertation" and "Master's thesis", whatever the degree.

    A thesis that is neither in a database nor on the web is unpublished.
    """
    genre = _text(item, "genre").strip()
    unpublished = genre.casefold().startswith("unpublished")
    if _DOCTORAL.fullmatch(genre):
        genre = "Doctoral dissertation"
    elif _MASTERS.fullmatch(genre):
        genre = "Master's thesis"
    elif unpublished:
        genre = genre[len("unpublished") :].strip()
        genre = genre[:1].upper() + genre[1:]
    published = item.get("DOI") or item.get("URL") or item.get("archive")
    if genre and not published:
        # "BA thesis" keeps its capitals.
        small = genre[:1].lower() + genre[1:] if genre.split()[0][1:].islower() else genre
        genre = f"Unpublished {small}"
    _put(item, "genre", genre)


def _patent(item: CslItem) -> None:
    """Apply section 11.8: "(U.S. Patent No. 7,231,379)"."""
    if re.fullmatch(r"u\.?s\.? patents?", _text(item, "genre"), re.IGNORECASE):
        item["genre"] = "Patent"
        item.setdefault("authority", "U.S.")
    number = re.fullmatch(r"US[\s-]?(\d[\d,]*)(?:\s?[A-Z]\d?)?", _text(item, "number"))
    if number:
        item.setdefault("authority", "U.S.")
        digits = number[1].replace(",", "")
        item["number"] = f"{whole_number(digits[:12], 0):,}" if len(digits) <= 8 else digits


def _genre(item: CslItem) -> None:
    """Move a genre into brackets if a number would move it into the parentheses.

    The style prints "(Working Paper No. 25136)" for every type; the manual prints "(ICPSR 37080)
    [Data set]" and "(No. 443) [Audio podcast episode]" (examples 75 and 94).
    """
    kind = str(item.get("type", ""))
    genre = _text(item, "genre")
    if kind == "dataset" and genre.casefold().replace(" ", "") == "dataset":
        genre = ""
        del item["genre"]
    number = _text(item, "number")
    if kind == "report" and not number and re.search(r" No\. \S*\d\S*\Z", genre):
        item["number"] = item.pop("genre")  # "Research Brief No. 3"
        return
    if not genre and not item.get("medium") and kind in _DEFAULTS:
        item["genre"] = genre = _DEFAULTS[kind]
    if not genre or not number or kind in SERIALS | {"thesis", "patent"}:
        return
    labelled = _OWN_LABEL.search(number) is not None
    if labelled or not (kind in _NUMBERED_GENRES or _takes_number(kind, genre)):
        del item["genre"]
        item["medium"] = "; ".join(filter(None, (genre, _text(item, "medium"))))


def _takes_number(kind: str, genre: str) -> bool:
    return kind in ("article", "document", "webpage", "manuscript", "pamphlet", "book") and (
        _REPORTS.search(genre) is not None
    )
