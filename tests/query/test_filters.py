"""Which articles the filters choose."""

import pytest

from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import NotFoundError, PprkbError
from pprkb.model.filters import Filters, Sort
from tests.libraries_of_tests import SMALL, made_library


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return KnowledgeBase(SMALL, tmp_path_factory.mktemp("db") / "pprkb.db")


def keys(knowledge_base, **filters):
    return [article.key for article in knowledge_base.articles(Filters(**filters))]


NOTE = "2019-03-no-reference"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({"topics": ("alliance",)}, {"fluckiger2018"}, id="a topic by its id"),
        pytest.param({"topics": ("ALLIANZ",)}, {"fluckiger2018"}, id="by an alias, in any case"),
        pytest.param(
            {"topics": ("Therapeutic Relationship",)},
            {"fluckiger2018", "wampold2015"},
            id="narrower topics are included",
        ),
        pytest.param(
            {"topics": ("alliance", "cbt")},
            {"fluckiger2018", "wampold2015", NOTE},
            id="one of two topics",
        ),
        pytest.param({"types": ("meta analysis",)}, {"fluckiger2018"}, id="a research type"),
        pytest.param({"authors": ("Flückiger",)}, {"fluckiger2018"}, id="an author with accents"),
        pytest.param({"authors": ("fluckiger",)}, {"fluckiger2018"}, id="and without"),
        pytest.param({"authors": ("ronnestad",)}, {"ronnestad2003"}, id="a letter with a stroke"),
        pytest.param({"authors": ("Del Re",)}, {"fluckiger2018"}, id="a name of two words"),
        pytest.param({"authors": ("nissen-lie",)}, {"hayes2017"}, id="a name with a hyphen"),
        pytest.param({"authors": ("Hill",)}, {"hayes2017"}, id="an editor"),
        pytest.param({"authors": ("wamp",)}, set(), id="no part of a name"),
        pytest.param({"authors": ("World Health",)}, {"who2022"}, id="a body"),
        pytest.param({"since": 2018}, {"fluckiger2018", "who2022"}, id="since a year"),
        pytest.param({"until": 2015}, {"ronnestad2003", "wampold2015"}, id="until a year"),
        pytest.param({"months": ("2018-11",)}, {"fluckiger2018"}, id="a month"),
        pytest.param({"months": ("2018-11", "2019-03")}, {"fluckiger2018", NOTE}, id="two months"),
        pytest.param({"months": ("2019",)}, {"wampold2015", NOTE}, id="a year of summaries"),
        pytest.param({"keys": ("who2022", "hayes2017")}, {"who2022", "hayes2017"}, id="keys"),
        pytest.param({"keys": ("flueckiger18",)}, {"fluckiger2018"}, id="another key"),
        pytest.param({"keys": ("2018-11-alliance",)}, {"fluckiger2018"}, id="a summary's id"),
        pytest.param({"keys": ("FLUCKIGER2018",)}, {"fluckiger2018"}, id="a key in other case"),
        pytest.param({"match": "counselor"}, {"ronnestad2003"}, id="a word"),
        pytest.param({"match": "alliance debate"}, {"wampold2015"}, id="all words"),
        pytest.param(
            {"summarised": True}, {"fluckiger2018", "wampold2015", NOTE}, id="with a summary"
        ),
        pytest.param(
            {"topics": ("relationship",), "since": 2016}, {"fluckiger2018"}, id="filters add up"
        ),
    ],
)
def test_filters(small, filters, expected):
    assert set(keys(small, **filters)) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (
            Sort.AUTHOR,
            ["fluckiger2018", "hayes2017", "ronnestad2003", "wampold2015", "who2022", NOTE],
        ),
        (
            Sort.YEAR,
            ["who2022", "fluckiger2018", "hayes2017", "wampold2015", "ronnestad2003", NOTE],
        ),
        (
            Sort.MONTH,
            [NOTE, "wampold2015", "fluckiger2018", "hayes2017", "ronnestad2003", "who2022"],
        ),
        (
            Sort.KEY,
            [NOTE, "fluckiger2018", "hayes2017", "ronnestad2003", "wampold2015", "who2022"],
        ),
        (
            Sort.TITLE,
            [NOTE, "fluckiger2018", "hayes2017", "wampold2015", "ronnestad2003", "who2022"],
        ),
    ],
    ids=lambda value: value.value if isinstance(value, Sort) else "",
)
def test_orders(small, sort, expected):
    assert keys(small, sort=sort) == expected


def test_works_stand_where_the_list_of_references_has_them(tmp_path):
    """APA manual, sections 9.47 and 9.49."""
    bib = """
    @book{the, title = {The {Canadian} guide}, year = 2015}
    @book{quoted, title = {\\enquote{Basic} terms}, year = 2015}
    @book{body, author = {{The Joint Commission}}, title = {X}, year = 2015}
    @book{second, author = {Lee, Ann}, title = {The beta}, year = 2015}
    @book{first, author = {Lee, Ann}, title = {An alpha}, year = 2015}
    @book{french, title = {L'alliance th\\'erapeutique}, year = 2015, langid = {french}}
    """
    library = KnowledgeBase(made_library(tmp_path, {"references.bib": bib}), tmp_path / "pprkb.db")
    order = ["french", "quoted", "the", "body", "first", "second"]
    assert keys(library) == order
    assert [one.key for one in library.catalogue().articles] == order
    assert list(library.export().document.keys) == order
    by_title = ["french", "first", "quoted", "second", "the", "body"]
    assert keys(library, sort=Sort.TITLE) == by_title


def test_limit_and_no_filter(small):
    assert len(keys(small)) == 6
    assert keys(small, limit=2) == ["fluckiger2018", "hayes2017"]
    assert keys(small, limit=0) == []


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        ({"topics": ("allianc",)}, 'no topic "allianc"', 'did you mean "alliance"'),
        ({"types": ("reviews",)}, 'no research type "reviews"', 'did you mean "review"'),
        ({"keys": ("fluckiger2019",)}, 'no reference "fluckiger2019"', '"fluckiger2018"'),
    ],
    ids=["topic", "type", "key"],
)
def test_unknown_names_are_said_with_their_likeness(small, filters, message, hint):
    with pytest.raises(NotFoundError) as raised:
        keys(small, **filters)
    assert message in raised.value.message
    assert hint in raised.value.hint


@pytest.mark.parametrize("month", ["2019-3", "19", "March", "2019-03%"])
def test_a_bad_month_is_refused(small, month):
    with pytest.raises(PprkbError, match="is not a month"):
        keys(small, months=(month,))


def test_a_match_without_words_is_refused(small):
    with pytest.raises(PprkbError) as raised:
        keys(small, match="= <")
    assert raised.value.message == '"= <" holds no word to look for'


def test_a_key_that_only_differs_in_case_from_two_names_none(tmp_path):
    bib = "@misc{Lee2001, title = {A}}\n@misc{x, title = {B}, ids = {LEE2001}}\n"
    library = KnowledgeBase(made_library(tmp_path, {"references.bib": bib}), tmp_path / "pprkb.db")
    assert keys(library, keys=("Lee2001",)) == ["Lee2001"]
    assert keys(library, keys=("LEE2001",)) == ["x"]
    with pytest.raises(NotFoundError) as raised:
        keys(library, keys=("lee2001",))
    assert raised.value.message == 'there is no reference "lee2001"'


def test_another_key_of_two_works_is_the_firsts(tmp_path):
    bib = "@misc{a, title = {A}, ids = {old}}\n@misc{b, title = {B}, ids = {old}}\n"
    library = KnowledgeBase(made_library(tmp_path, {"references.bib": bib}), tmp_path / "pprkb.db")
    assert keys(library, keys=("old",)) == ["a"]


def test_a_topic_is_named_exactly_before_it_is_named_alike(tmp_path):
    head = "---\ntitle: T\nmonth: 2001-0{}\nreference: none\ntopics: [{}]\n---\n## Summary\nS.\n"
    files = {
        "references.bib": "",
        "topics.yaml": "topics:\n  - id: one\n    label: resume\n  - id: two\n    label: résumé\n",
        "summaries/2001-01-a.md": head.format(1, "one"),
        "summaries/2001-02-b.md": head.format(2, "two"),
    }
    library = KnowledgeBase(made_library(tmp_path, files), tmp_path / "pprkb.db")
    assert keys(library, topics=("Resume",)) == ["2001-01-a"]
    assert keys(library, topics=("Résumé",)) == ["2001-02-b"]


def test_all_summaries_are_shown_where_only_several_together_are_what_was_asked_for(tmp_path):
    head = "---\ntitle: T\nmonth: 2001-0{0}\nreference: a\ntopics: [{1}]\n---\n## Summary\nS.\n"
    files = {
        "references.bib": "@misc{a, title = {A}}\n",
        "topics.yaml": "topics:\n  - id: joy\n    label: Joy\n  - id: fear\n    label: Fear\n",
        "summaries/2001-01-a.md": head.format(1, "joy"),
        "summaries/2001-02-b.md": head.format(2, "fear"),
    }
    library = KnowledgeBase(made_library(tmp_path, files), tmp_path / "pprkb.db")

    def shown(**filters):
        (article,) = library.articles(Filters(**filters))
        return sorted(summary.id for summary in article.summaries)

    assert shown(topics=("joy",)) == ["2001-01-a"]
    assert shown(months=("2001-02",)) == ["2001-02-b"]
    assert shown(topics=("joy",), months=("2001-02",)) == ["2001-01-a", "2001-02-b"]


def test_an_article_carries_everything(small):
    article = small.article("wampold2015")
    assert article.reference
    assert article.reference.publisher == "Routledge"
    assert [summary.id for summary in article.summaries] == ["2019-02-debate"]
    assert [effect.id for effect in article.summaries[0].effects] == ["reported", "told"]
    assert [topic.id for topic in article.topics] == ["relationship", "cbt"]
    assert [one.label for one in article.types] == ["Review"]


def test_a_summary_without_a_reference_is_an_article(small):
    article = small.article(NOTE)
    assert article.reference is None
    assert article.key == NOTE
