"""Which work a post is of."""

import pytest

from pprkb.desk.blog.posts import resolve_works
from pprkb.formats.blog.page import Post
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType


def work(key, families, year, title):
    people = tuple(Contributor(family=family, given="A.") for family in families)
    return Reference(
        key=key,
        type=ReferenceType.BOOK,
        contributors=people,
        issued=PartialDate(year=year),
        title=title,
    )


LIBRARY = (
    work(
        "marchbank2030long", ["Marchbank", "Oyelaran"], 2030, "The long book of change: A history"
    ),
    work("marchbank2030short", ["Marchbank", "Oyelaran"], 2030, "A short book"),
    work("lefevre2031", ["Lefèvre", "Quill", "Penn"], 2031, "Alliances tested"),
)
PREAMBLES = {
    "title, names and year": (
        "From The Long Book of Change (Marchbank & Oyelaran, 2030) I read a chapter a month.",
        "marchbank2030long",
    ),
    "et al.": ("Alliances Tested (Lefevre et al., 2031) is a book.", "lefevre2031"),
    "and": ("A Short Book (Marchbank and Oyelaran 2030) is short.", "marchbank2030short"),
    "another year": ("The Long Book of Change (Marchbank & Oyelaran, 2031) is new.", ""),
    "one name of two": ("The Long Book of Change (Marchbank, 2030) is new.", ""),
    "no title": ("A book on change (Marchbank & Oyelaran, 2030) is read here.", ""),
    "no names": ("The Long Book of Change is read here.", ""),
}


@pytest.mark.parametrize(("preamble", "key"), PREAMBLES.values(), ids=PREAMBLES)
def test_the_work_that_a_preamble_names(preamble, key):
    post = Post(month=None, title="A Chapter", preamble=(preamble,), line=1)
    (found,) = resolve_works([post], LIBRARY)
    assert (found.work.reference.key if found.work else "") == key
    assert found.remarks
    assert not found.doubts


def test_a_guess_is_only_a_remark():
    preamble = "A book on change (Marchbank & Oyelaran, 2030) is read here."
    (found,) = resolve_works(
        [Post(month=None, title="A Chapter", preamble=(preamble,), line=1)], LIBRARY
    )
    assert found.remarks == (
        'no reference is printed; perhaps it is of "marchbank2030long" or "marchbank2030short"',
    )


def test_posts_share_a_new_work_and_the_better_printing_counts():
    cut = "Vane, K. (2031). Twice told: Repeating the story of the problem. Narrative Notes, 2, 5-"
    whole = (
        "Vane, K. (2031). Twice told: Repeating the story of the problem. Narrative Notes, 2, 5-8."
    )
    posts = [
        Post(month=None, title=title, citation=citation, line=1)
        for title, citation in (("One", cut), ("Two", whole))
    ]
    first, second = resolve_works(posts, LIBRARY)
    assert first.work is second.work
    assert first.work.reference.page == "5–8"
    assert first.doubts == second.doubts == ()


def test_what_may_be_another_work_is_a_doubt():
    thesis = "Quill, A. (2031). Alliances tested (Doctoral dissertation). Northwold University."
    paper = "Quill, A. (2031). Alliances tested. Journal of Alliances, 2, 5-8."
    posts = [
        Post(month=None, title=title, citation=citation, line=1)
        for title, citation in (("One", thesis), ("Two", paper))
    ]
    first, second = resolve_works(posts, ())
    types = [one.work.reference.type for one in (first, second)]
    assert types == [ReferenceType.THESIS, ReferenceType.ARTICLE_JOURNAL]
    assert (first.doubts, second.doubts) == ((), ('its work may be "Alliances tested"',))
