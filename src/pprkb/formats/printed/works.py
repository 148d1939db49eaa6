"""The body of a reference: a chapter, an article, or a work of its own."""

from __future__ import annotations

import re
from typing import NamedTuple

from pprkb.formats.printed.brackets import GENRES, Bracket, claim_bracket, understood
from pprkb.formats.printed.draft import TAKEN, Draft, claim_people, roles_of
from pprkb.formats.printed.head import Head
from pprkb.formats.printed.journals import (
    claim_article,
    claim_split,
    claim_with_brackets,
    is_article,
    split_title,
)
from pprkb.formats.printed.locators import (
    EDITION,
    check_pages,
    claim_tail,
    edition_value,
    find_tail,
    pages,
)
from pprkb.formats.printed.people import Names, read_names
from pprkb.formats.printed.titles import (
    Boundary,
    claim_source,
    claim_title,
    full_stops,
    groups,
    last_boundaries,
    place_and_publisher,
)
from pprkb.formats.printed.vocabulary import is_title_case, names_journal, names_publisher
from pprkb.model.reference import ReferenceType as T
from pprkb.model.reference import Role

_IN = re.compile(r"(?P<mark>[.?!…,;]|[.?!,][”\"’'»)\]]|[”\"’')\]])\s(?P<in>[Ii]n\b:?)\s?(?=[^\s])")
_LABEL = re.compile(
    r"[,]?\s?\(\s?(?P<label>(?:Eds?|Hrsg|Hg|Editors?|Guest Eds?)\b\.?(?:,? ?(?:&|and) ?Trans\.?)?"
    r"|(?:Executive )?(?:Producer|Director|Writer|Host)s?)\s?\)"
    r"|,?\s(?P<bare>(?:Eds?|editors?)\b\.?)(?=[,:\s])",
    re.IGNORECASE,
)
_FARTHEST = 600
"""The maximum distance from "In" to the label of the editors, in characters."""
_MOST = 12
"""The maximum number of "In" to consider, from the end of a reference."""
_PAGES = re.compile(
    r"[,.]?\s\(?(?:pp|pgs?|pages|p)\.?\s?(?P<page>[A-Za-z]?\d{1,5}"
    r"(?:\s?(?:[-–—]{1,2}|to)\s?[A-Za-z]?\d{1,5})?|[ivxlc]{1,8}\s?[-–—]\s?[ivxlc]{1,8})(?![\w])\)?",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"[,.]?\s?\(?\b(?:Chapter|Chap\.|Ch\.)\s(?P<chapter_number>\d{1,3})\b\)?")
_VOLUME = re.compile(r"[,.]\s\(?Vol(?:ume)?\.?\s(?P<volume>\d{1,3}|[IVX]{1,5})\b(?!\.\s[A-Z])\)?")
_EDITION = re.compile(rf"[,.]?\s\(?(?P<edition>{EDITION})\)?", re.IGNORECASE)
_UNLABELLED = re.compile(
    r"(?:(?:[^\W\d_a-z]\.[\s-]?){1,4}(?:(?:van|von|der|den|de|del|la|le)\s){0,3}"
    r"[^\W\d_a-z][\w’'-]{1,30}(?:\s[^\W\d_a-z][\w’'-]{1,30})?"
    r"(?:,\s(?:&\s|and\s)?|\s&\s|\sand\s)){1,12}(?<=,\s)"
)
"""Names with initials first and a comma after the last."""
_BARE = (_PAGES, _CHAPTER, _EDITION, _VOLUME)


class Chapter(NamedTuple):
    """Where the parts of a chapter's reference begin."""

    title_end: int
    inside: int
    """Where "In" begins."""
    first: int
    """Where editors or the book's title begin."""
    label: re.Match[str] | None = None
    """The label that marks them as editors."""
    names: Names | None = None
    certain: bool = True


def find_chapter(draft: Draft, start: int, end: int) -> Chapter | None:
    """Find the "In" between a chapter and its book.

    It follows the end of a sentence; editors with their label follow it, or a book with pages,
    chapter, edition, volume or publisher.
    """
    text = draft.rest
    labels = list(_LABEL.finditer(text, start, end))
    for match in reversed(list(_IN.finditer(text, start, end))[-_MOST:]):
        first, inside = match.end(), match.start("in")
        mark = match["mark"]
        stop = match.start() + (len(mark) if len(mark) > 1 or mark not in ".,;" else 0)
        label = next((label for label in labels if label.start() >= first), None)
        if label is not None and label.start() - first < _FARTHEST:
            names = read_names(text, first, label.start(), given_first=True)
            if names.names and not names.odd:
                return Chapter(stop, inside, first, label, names)
        if mark[0] not in ",;" and match["in"][0] == "I" and text[first].isupper():
            known = episode_before(text, start, stop)
            known |= any(pattern.search(text, first, end) for pattern in _BARE)
            known |= _publisher_mark(text, first, end, end) is not None
            if known or find_tail(draft, first, end) is None:
                return Chapter(stop, inside, first, certain=known)
    return None


def episode_before(text: str, start: int, end: int) -> bool:
    """Return whether a title ends in the brackets of an episode (manual, section 10.12-10.13)."""
    return any(
        GENRES.get(group.content.lower()) is T.BROADCAST and not text[group.end : end].strip(" .")
        for group in groups(text, start, end)
        if group.square
    )


def claim_chapter(draft: Draft, chapter: Chapter, start: int, end: int) -> None:
    """Claim the fields of a chapter."""
    if episode_before(draft.rest, start, chapter.title_end):
        claim_with_brackets(draft, start, chapter.title_end, certain=chapter.certain)
        draft.type = T.BROADCAST
    else:
        draft.type = T.CHAPTER
        claim_title(draft, start, chapter.title_end, certain=chapter.certain)
    if not chapter.certain:
        draft.doubt("The words after “In” are taken for a book; they may belong to the title.")
    first = chapter.first
    if chapter.label is not None and chapter.names is not None:
        roles = roles_of(chapter.label["label"] or chapter.label["bare"])
        claim_people(draft, chapter.names, roles, chapter.inside, chapter.label.end())
        first = chapter.label.end()
    elif (unlabelled := _UNLABELLED.match(draft.text, first, end)) is not None:
        first = _claim_unlabelled(draft, chapter, unlabelled)
    _claim_book(draft, chapter, first, end)


def _claim_unlabelled(draft: Draft, chapter: Chapter, match: re.Match[str]) -> int:
    """Claim "I. Kant, " before a book: its author, or an editor whose label is missing."""
    names = read_names(draft.text, chapter.first, match.end(), given_first=True)
    if not names.plain or names.others:
        return chapter.first
    authors = {person.family for person in draft.people}
    own = all(name.person.family in authors for name in names.names)
    names.names = [name._replace(certain=False) for name in names.names]
    last = names.names[-1].end
    role = Role.CONTAINER_AUTHOR if own else Role.EDITOR
    claim_people(draft, names, (role,), chapter.inside, last)
    draft.doubt("The people named after “In” may be editors or authors of the book.")
    return last


def _claim_book(draft: Draft, chapter: Chapter, first: int, end: int) -> None:
    """Claim the book's title up to its pages, edition or publisher, and those."""
    text = draft.rest
    brackets = [
        bracket
        for group in groups(text, first, end)
        if (bracket := understood(text, group)) is not None
    ]
    bare = [
        match
        for pattern in _BARE
        for match in pattern.finditer(text, first, end)
        if not any(each.group.start <= match.start() < each.group.end for each in brackets)
    ]
    stops = [bracket.group.start for bracket in brackets] + [match.start() for match in bare]
    mark = _publisher_mark(text, first, end, min(stops, default=end))
    if mark is not None:
        stops.append(mark)
    certain = bool(stops)
    if not certain and draft.type is T.BROADCAST:
        # "In This American Life. WBEZ Chicago." names the show and who produces it.
        marks = full_stops(text, first, end)
        stops = [mark.end for mark in marks[-1:]]
        certain = len(marks) == 1
    elif not certain:
        draft.doubt("Where the book's title ends is not certain.")
        stops = [mark.end for mark in full_stops(text, first, end)[-1:]]
    book_end = min(stops, default=end)
    for bracket in brackets:
        claim_bracket(draft, bracket)
    for match in sorted(bare, key=re.Match.start):
        _claim_bare(draft, match)
    claim_title(draft, first, book_end, certain=certain, name="container_title")
    if chapter.label is None and first == chapter.first:
        draft.widen("container_title", chapter.inside)
    for stretch in _free(draft, book_end, end):
        if "publisher" not in draft.values:
            claim_source(draft, *stretch, book=True)


def _claim_bare(draft: Draft, match: re.Match[str]) -> None:
    """Claim "pp. 258–297", "Chapter 4", "6th ed." or "Vol. 2" outside of parentheses."""
    name, value = next((k, v) for k, v in match.groupdict().items() if v is not None)
    start, end = draft.trimmed(match.start(), match.end(), " ,.(" if name != "edition" else " ,(")
    if name == "edition":
        value = edition_value(value)
    elif name == "page":
        check_pages(draft, value)
        value = pages(value)
    draft.claim(name, start, end, value)


def _publisher_mark(text: str, first: int, end: int, stop: int) -> int | None:
    """Return where the sentence before the publisher ends."""
    for mark in reversed(last_boundaries(text, first, end)):
        if mark.mark != "." or mark.weak or mark.end >= stop:
            continue
        following = text[mark.next : end].strip(" .,;")
        if place_and_publisher(text, mark.next, end) is not None:
            return mark.end
        if names_publisher(following) and is_title_case(following) and len(following.split()) <= 8:
            return mark.end
    return None


def _free(draft: Draft, start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between what is taken, without punctuation."""
    stretches = []
    position = start
    for place in range(start, end + 1):
        if place == end or draft.rest[place] == TAKEN:
            first, last = draft.trimmed(position, place, " .,;()")
            if first < last:
                stretches.append((first, last))
            position = place + 1
    return stretches


_EDITION_LAST = re.compile(rf"[,.;:]\s(?P<edition>{EDITION})$", re.IGNORECASE)
_CHAPTER_LAST = re.compile(r"[.,]\s(?P<all>(?:Chapter|Chap\.|Ch\.)\s(?P<number>\d{1,3}))\.?$")
_BOOKISH = ("edition", "volume", "number_of_volumes", "page", "chapter_number")
_CUT = 60
"""The maximum distance of an unclosed parenthesis from the end to count as cut off."""


def claim_work(draft: Draft, head: Head) -> None:
    """Claim title and source, once authors, date and identifiers are claimed."""
    start, end = _body(draft, head.end)
    if head.title is not None:
        _title_first(draft, head.title, start, end)
    elif start < end:
        if (chapter := find_chapter(draft, start, end)) is not None:
            claim_chapter(draft, chapter, start, end)
        elif (tail := find_tail(draft, start, end)) is not None:
            claim_article(draft, start, end, tail)
        else:
            _other(draft, start, end)
    if "title" in draft.values and draft.type is T.DOCUMENT:
        _decide_type(draft)


def _body(draft: Draft, start: int) -> tuple[int, int]:
    """Return the stretch from the date to what is claimed already, or to an open parenthesis."""
    text = draft.text
    end = draft.rest.find(TAKEN, start)
    end = draft.end if end < 0 else min(end, draft.end)
    while start < end and text[start] in " .,:;)":
        start += 1
    opened = max(text.rfind("(", start, end), text.rfind("[", start, end))
    if (
        end == draft.end
        and opened > max(start, end - _CUT)
        and not any(c in ")]" for c in text[opened:end])
    ):
        draft.complete = False
        draft.doubt("The last parenthesis is not closed.")
        end = opened
    return start, end


# -- works of their own ----------------------------------------------------------------------------


def _other(draft: Draft, start: int, end: int) -> None:
    """Claim a book, report, thesis, talk, page or an article without a locator."""
    text = draft.text
    start, end = draft.trimmed(start, end, " ,;(")
    if match := _CHAPTER_LAST.search(text, max(start, end - _CUT), end):
        draft.claim("chapter_number", *match.span("all"), match["number"])
        draft.type = T.CHAPTER
        end = match.start() + 1
    brackets = [
        bracket
        for group in groups(draft.rest, start, end)
        if _may_end_title(text, group.end, end)
        and (bracket := understood(draft.rest, group)) is not None
    ]
    if brackets:
        _with_marked_end(draft, start, end, brackets)
    else:
        _with_sentences(draft, start, end)


def _may_end_title(text: str, place: int, end: int) -> bool:
    """Return whether a title may end with the parenthesis that closes before a place."""
    following = text[place:end].lstrip(" ")
    return not following or following[0] in ".,;:([" or following[0].isupper()


def _with_marked_end(draft: Draft, start: int, end: int, brackets: list[Bracket]) -> None:
    """Claim a work whose title ends at a bracket with its edition, number or genre."""
    text = draft.text
    title_end, source = brackets[0].group.start, brackets[0].group.end
    for bracket in brackets[1:]:
        if not text[source : bracket.group.start].strip(" .,;"):
            source = bracket.group.end
    marks = full_stops(text, start, title_end)
    if brackets[0].has("page") and marks:
        # "Chapter. Book (pp. 3–9). Wiley"
        draft.type = T.CHAPTER
        draft.doubt("There is no “In” before the book.")
        claim_title(draft, start, marks[-1].end, certain=False)
        claim_title(draft, marks[-1].next, title_end, certain=False, name="container_title")
    else:
        if marks:
            last = text[marks[-1].next : title_end].strip()
            draft.doubt(f"“{last}” may not be part of the title.")
        claim_title(draft, start, title_end, certain=not marks)
    for bracket in sorted(brackets, key=lambda bracket: not bracket.has("genre")):
        claim_bracket(draft, bracket)
    book = any(bracket.has(*_BOOKISH) or bracket.people for bracket in brackets)
    if book and draft.type is T.DOCUMENT:
        draft.type = T.BOOK
    stop = draft.rest.find(TAKEN, source, end)
    claim_source(draft, source, end if stop < 0 else stop, book=book)


def _with_sentences(draft: Draft, start: int, end: int) -> None:
    """Claim a work whose title ends in a full stop or question mark."""
    text = draft.text
    last = draft.trimmed(start, end)[1]
    mark = _source_mark(text, start, end)
    if mark is None:
        split = split_title(draft, start, last)
        elsewhere = any(name in draft.values for name in ("doi", "url", "status"))
        if split is not None and (split.certain or elsewhere):
            claim_split(draft, start, last, split)
            draft.type = T.ARTICLE_JOURNAL
        else:
            _title_alone(draft, start, end)
        return
    source = text[mark.next : last]
    placed = place_and_publisher(text, mark.next, end) is not None
    if not placed and is_article(draft, source):
        claim_article(draft, start, last)
    elif len(source) < 3:
        claim_title(draft, start, mark.end)
    elif mark.mark != "." and not placed and not is_title_case(source):
        # "Is it true? A study of …"
        draft.doubt(f"“{source}” may belong to the title.")
        _title_alone(draft, start, end)
    else:
        if mark.mark != "." and not placed and not names_publisher(source):
            draft.doubt(f"“{source}” may belong to the title.")
        _with_edition(draft, start, mark.end)
        claim_source(draft, mark.next, end)


def _source_mark(text: str, start: int, end: int) -> Boundary | None:
    """Return where the title ends: before place and publisher, else at the last full stop."""
    marks = last_boundaries(text, start, end)
    strong = [mark for mark in marks if not mark.weak]
    for mark in strong or marks:
        if place_and_publisher(text, mark.next, end) is not None:
            return mark
    if strong:
        return strong[-1]
    for mark in reversed(marks):
        source = text[mark.next : end]
        if is_title_case(source) and (names_publisher(source) or names_journal(source)):
            return mark
    return None


def _with_edition(draft: Draft, start: int, end: int) -> None:
    """Claim a title, and an edition after a comma."""
    if match := _EDITION_LAST.search(draft.text, max(start, end - _CUT), end):
        draft.claim("edition", *match.span("edition"), edition_value(match["edition"]))
        end = match.start()
        draft.type = T.BOOK
    claim_title(draft, start, end)


def _title_alone(draft: Draft, start: int, end: int) -> None:
    """Claim a title that nothing follows but identifiers."""
    ended = draft.text[start:end].rstrip().endswith((".", "?", "!", "”", ")", "]"))
    claim_title(draft, start, end, certain=ended)


def _decide_type(draft: Draft) -> None:
    """Decide the type where nothing but identifiers follows the title."""
    if "url" in draft.values and "doi" not in draft.values:
        draft.type = T.WEBPAGE
    elif any(person.role is Role.EDITOR for person in draft.people):
        draft.type = T.BOOK
    else:
        draft.doubt("The type of the work is not clear.")


def _title_first(draft: Draft, title: tuple[int, int], start: int, end: int) -> None:
    """Claim a work without authors, whose title comes before the date."""
    first, last = draft.trimmed(start, end)
    if draft.text.startswith(("In ", "On "), first, last):
        draft.claim("container_title", first, last, draft.text[first + 3 : last], certain=False)
        draft.type = T.SONG if draft.text[first] == "O" else T.ENTRY_ENCYCLOPEDIA
    elif (tail := find_tail(draft, first, last)) is not None:
        draft.type = T.ARTICLE_JOURNAL
        draft.claim("container_title", first, tail.start, certain=False)
        claim_tail(draft, tail)
    else:
        claim_source(draft, first, last)
    claim_with_brackets(draft, *title, certain=False)
