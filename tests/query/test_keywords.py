"""Keywords as topics, and finding works by keyword, kind and journal."""

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.documents.writers import Format, write
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import NotFoundError
from pprkb.model.filters import Filters
from pprkb.model.kinds import KINDS, types_of_kind
from pprkb.model.problem import Severity
from pprkb.model.summary import term_key
from tests.libraries_of_tests import made_library

REFERENCES = """
@article{flueckiger2018alliance,
  author = {Flückiger, Christoph}, title = {The alliance in adult psychotherapy}, date = {2018},
  journaltitle = {Psychotherapy}, shortjournal = {Psychother.}, volume = {55},
  keywords = {Alliance,Meta-analysis,{Attachment, adult},R\\&D},
}
@book{wampold2015great,
  author = {Wampold, Bruce E.}, title = {The great psychotherapy debate}, date = {2015},
  publisher = {Routledge}, keywords = {alliance; meta analysis},
}
@thesis{berg2011attachment,
  author = {Berg, Anna}, title = {On attachment}, date = {2011}, type = {phdthesis},
  institution = {Oslo}, keywords = {{Dépression; ALLIANCE}},
}
@incollection{hayes2017without,
  author = {Hayes, J. A.}, title = {Without a keyword}, date = {2017},
  booktitle = {A Handbook of Psychotherapy}, publisher = {Wiley},
}
"""
TOPICS = """
topics:
  - id: alliance
    label: Alliance and Relationship
    aliases: [working alliance]
    broader: common-factors
  - id: common-factors
    label: Common Factors
  - id: depression
"""
SUMMARY = """---
title: The great debate
month: 2019-02
reference: wampold2015great
topics: [{topic}]
---
## Evidence Summary
Words.
## Practice Implications
Words.
"""
FLUCKIGER, WAMPOLD, BERG, HAYES = (
    *("flueckiger2018alliance", "wampold2015great", "berg2011attachment", "hayes2017without"),
)


def opened(folder, files=None):
    root = made_library(folder, {"references.bib": REFERENCES, **(files or {})})
    return KnowledgeBase(root, folder / "pprkb.db")


def keys(knowledge_base, **filters):
    return {article.key for article in knowledge_base.articles(Filters(**filters))}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return opened(tmp_path_factory.mktemp("plain"))


def counted(knowledge_base):
    return {one.topic.label: one.articles for one in knowledge_base.topics() if one.articles}


# -- without topics.yaml -----------------------------------------------------------------------


def test_the_keywords_are_the_topics(plain):
    assert counted(plain) == {
        "Alliance": 3,
        "Attachment, adult": 1,
        "Dépression": 1,
        "Meta-analysis": 2,
        "R&D": 1,
    }


@pytest.mark.parametrize("word", ["Alliance", "alliance", "ALLIANCE", "Állïance"])
def test_a_topic_is_a_keyword_in_any_case_with_or_without_accents(plain, word):
    assert keys(plain, topics=(word,)) == {FLUCKIGER, WAMPOLD, BERG}


def test_a_work_carries_its_keywords_as_topics(plain):
    labels = [topic.label for topic in plain.article(FLUCKIGER).topics]
    assert labels == ["Alliance", "Meta-analysis", "Attachment, adult", "R&D"]


def test_a_misspelt_topic_is_answered(plain):
    with pytest.raises(NotFoundError) as error:
        keys(plain, topics=("aliance",))
    assert error.value.hint.startswith('did you mean "alliance"')


def test_what_check_knows_is_what_the_database_knows(plain):
    library = load_library(scan(plain.root))
    assert set(library.topics) == {one.topic.id for one in plain.topics()}
    assert list(library.topics.values()) == [one.topic for one in plain.topics()]


def test_a_summary_may_name_a_keyword_as_its_topic(tmp_path):
    files = {
        "summaries/2019-02-debate.md": SUMMARY.format(topic="Attachment, adult").replace(
            "[Attachment, adult]", '["Attachment, adult"]'
        )
    }
    knowledge_base = opened(tmp_path, files)
    assert not [one for one in knowledge_base.check() if one.rule.value == "unknown-topic"]
    assert keys(knowledge_base, topics=("attachment-adult",)) == {FLUCKIGER, WAMPOLD}
    # Its keywords count as well: nobody has chosen topics for this library.
    assert WAMPOLD in keys(knowledge_base, topics=("alliance",))


# -- with topics.yaml --------------------------------------------------------------------------


def test_keywords_that_name_a_topic_count_for_works_without_a_summary(tmp_path):
    files = {
        "topics.yaml": TOPICS,
        "summaries/2019-02-debate.md": SUMMARY.format(topic="depression"),
    }
    knowledge_base = opened(tmp_path, files)
    # The work with the summary has the topics of its summary alone.
    assert keys(knowledge_base, topics=("alliance",)) == {FLUCKIGER, BERG}
    assert keys(knowledge_base, topics=("depression",)) == {WAMPOLD, BERG}
    assert keys(knowledge_base, topics=("common factors",)) == {FLUCKIGER, BERG}
    assert counted(knowledge_base) == {
        "Alliance and Relationship": 2,
        "Common Factors": 2,
        "depression": 2,
    }
    assert [one.label for one in knowledge_base.article(BERG).topics] == [
        "depression",
        "Alliance and Relationship",
    ]


def test_a_topic_is_counted_as_it_is_listed(tmp_path):
    knowledge_base = opened(tmp_path, {"topics.yaml": TOPICS})
    for one in knowledge_base.topics():
        assert one.articles == len(keys(knowledge_base, topics=(one.topic.id,)))


def test_a_search_finds_works_by_the_other_names_of_their_topics(tmp_path):
    knowledge_base = opened(tmp_path, {"topics.yaml": TOPICS})
    found = knowledge_base.search('"working alliance"', Filters())
    assert {hit.article.key for hit in found.hits} == {FLUCKIGER, WAMPOLD, BERG}


@pytest.mark.parametrize(
    "change",
    ["topics come", "topics go", "topics change", "a summary comes", "keywords change"],
)
def test_the_database_follows(change, tmp_path):
    """What is there after a change is what a fresh database says."""
    summary = {"summaries/2019-02-debate.md": SUMMARY.format(topic="depression")}
    files = {} if change == "topics come" else {"topics.yaml": TOPICS}
    knowledge_base = opened(tmp_path / "library", files)
    knowledge_base.build()
    if change == "topics come":
        made_library(knowledge_base.root, {"topics.yaml": TOPICS})
    elif change == "topics go":
        (knowledge_base.root / "data/topics.yaml").unlink()
    elif change == "topics change":
        made_library(knowledge_base.root, {"topics.yaml": TOPICS.replace("working", "helping")})
    elif change == "a summary comes":
        made_library(knowledge_base.root, summary)
    else:
        made_library(
            knowledge_base.root,
            {"references.bib": REFERENCES.replace("ALLIANCE", "Common factors")},
        )
    fresh = KnowledgeBase(knowledge_base.root, tmp_path / "fresh.db")
    assert counted(knowledge_base) == counted(fresh)
    for one in fresh.topics():
        for words in (one.topic.label, *one.topic.aliases):
            asked = {"topics": (words,)}
            assert keys(knowledge_base, **asked) == keys(fresh, **asked)
            found = [
                {hit.article.key for hit in base.search(f'"{words}"', Filters()).hits}
                for base in (knowledge_base, fresh)
            ]
            assert found[0] == found[1]


# -- by keyword, kind and journal --------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({"keywords": ("meta analysis",)}, {FLUCKIGER, WAMPOLD}, id="a keyword"),
        pytest.param({"keywords": ("depression", "r&d")}, {FLUCKIGER, BERG}, id="one of two"),
        pytest.param({"kinds": ("book",)}, {WAMPOLD}, id="books"),
        pytest.param({"kinds": ("Books",)}, {WAMPOLD}, id="in the plural"),
        pytest.param({"kinds": ("dissertation", "chapter")}, {BERG, HAYES}, id="other words"),
        pytest.param({"kinds": ("journalArticle",)}, {FLUCKIGER}, id="Zotero's word"),
        pytest.param({"kinds": ("article-journal",)}, {FLUCKIGER}, id="CSL's word"),
        pytest.param({"kinds": ("dataset",)}, set(), id="a kind of which there is none"),
        pytest.param({"journals": ("psychotherapy",)}, {FLUCKIGER, HAYES}, id="a journal or book"),
        pytest.param({"journals": ("PSYCHOTHER.",)}, {FLUCKIGER}, id="an abbreviation"),
        pytest.param({"keywords": ("alliance",), "kinds": ("thesis",)}, {BERG}, id="fields add up"),
    ],
)
def test_filters(plain, filters, expected):
    assert keys(plain, **filters) == expected


@pytest.mark.parametrize(
    ("filters", "message", "hint"),
    [
        ({"keywords": ("aliance",)}, 'no work has the keyword "aliance"', '"Alliance"'),
        ({"kinds": ("bok",)}, 'there is no kind of work "bok"', '"book"'),
        ({"kinds": ("zebra",)}, 'there is no kind of work "zebra"', "the kinds are article"),
        ({"journals": ("Psychotherapie",)}, 'in a journal "Psychotherapie"', '"Psychotherapy"'),
        ({"journals": ("",)}, 'in a journal ""', "a part of its name"),
    ],
)
def test_words_that_are_not_known_are_answered(plain, filters, message, hint):
    with pytest.raises(NotFoundError) as error:
        keys(plain, **filters)
    assert message in error.value.message
    assert hint in error.value.hint


def test_keywords_are_counted(plain):
    counts = [(one.label, one.works, one.topic) for one in plain.keywords()]
    assert counts[:2] == [("Alliance", 3, "alliance"), ("Meta-analysis", 2, "meta-analysis")]
    assert len(counts) == 5


def test_every_kind_that_is_offered_is_understood():
    for kind, types in KINDS.items():
        assert types_of_kind(kind) == types


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Drop-Out", "drop out"),
        ("dropout", "Dropout"),
        ("Parkinson's disease", "Parkinson’s Disease"),
        ("meta_analysis", "Meta-Analysis"),
        ("Dépression", "depression"),
    ],
)
def test_spellings_of_one_keyword(one, other):
    assert term_key(one) == term_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("drop out", "dropout"), ("治疗", "联盟"), ("+", "-")]
)
def test_two_keywords(one, other):
    assert term_key(one) != term_key(other)


# -- in lists ----------------------------------------------------------------------------------

LIST = """
title: A list
sections:
  - heading: Asked
    items:
      - {question}
"""


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("keyword: Meta analysis", {FLUCKIGER, WAMPOLD}),
        ("kind: books", {WAMPOLD}),
        ("journal: psychother.", {FLUCKIGER}),
        ("topic: Alliance", {FLUCKIGER, WAMPOLD, BERG}),
        ("{keyword: alliance, kind: thesis}", {BERG}),
    ],
)
def test_a_list_asks_by_keyword_kind_and_journal(question, expected, tmp_path):
    knowledge_base = opened(tmp_path, {"reading-lists/asked.yaml": LIST.format(question=question)})
    document = knowledge_base.reading_list("asked").document
    assert set(document.keys) == expected
    assert not [one for one in knowledge_base.check() if one.key == "asked"]


@pytest.mark.parametrize(
    ("question", "message", "hint"),
    [
        ("keyword: aliance", 'no work has the keyword "aliance"', 'did you mean "Alliance"?'),
        ("kind: bok", 'there is no kind of work "bok"', 'did you mean "book"?'),
        ("journal: Psychologie", 'no work is in a journal "Psychologie"', ""),
    ],
)
def test_a_misspelt_question_is_an_error_and_asks_for_nothing(question, message, hint, tmp_path):
    knowledge_base = opened(tmp_path, {"reading-lists/asked.yaml": LIST.format(question=question)})
    problems = [one for one in knowledge_base.check() if one.key == "asked"]
    assert [one.at.line for one in problems] == [6]
    assert message in problems[0].message
    assert hint in problems[0].hint
    assert knowledge_base.list_errors("asked")


@pytest.mark.parametrize("word", ["No", "!!!", "null", "2020", "C++", "治疗联盟", "*Adult"])
def test_any_keyword_can_be_the_topic_of_a_new_list_and_summary(word, tmp_path):
    entry = f"@book{{a, author={{Berg, A.}}, title={{One}}, year=2000, publisher={{P}}, keywords={{{word}}}}}"
    root = made_library(tmp_path, {"references.bib": entry})
    for command in (["reading-list", "new", "mine", "--title", "Mine"], ["new", "a", "--no-edit"]):
        made = CliRunner().invoke(program, ["--library", str(root), *command, "--topic", word])
        assert made.exit_code == 0, made.output
    knowledge_base = KnowledgeBase(root, tmp_path / "pprkb.db")
    assert not [one for one in knowledge_base.check() if one.severity is Severity.ERROR]
    assert keys(knowledge_base, topics=(word,)) == {"a"}
    assert knowledge_base.reading_list("mine").document.keys == ("a",)


# -- taken out again ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "tags"),
    [
        ("ris", ["KW  - alliance", "KW  - meta analysis"]),
        ("bibtex", ["keywords = {alliance, meta analysis}"]),
        ("csl-json", ['"keyword": "alliance, meta analysis"']),
    ],
)
def test_each_tag_goes_out_once(to, tags, plain):
    """A topic that a keyword spells is no second tag: Zotero would show both."""
    document = plain.export(Filters(keys=(WAMPOLD,))).records
    lines = write(document, Format(to)).decode().splitlines()
    found = [line.strip().rstrip(",") for line in lines if "lliance" in line or "meta" in line]
    assert [line for line in found if "keyword" in line or "KW" in line] == tags


def test_a_topic_that_no_keyword_spells_is_a_tag(tmp_path):
    knowledge_base = opened(tmp_path, {"topics.yaml": TOPICS})
    document = knowledge_base.export(Filters(keys=(FLUCKIGER,))).records
    text = write(document, Format.RIS).decode()
    assert [line[6:] for line in text.splitlines() if line.startswith("KW")] == [
        *("Alliance", "Meta-analysis", "Attachment, adult", "R&D", "Alliance and Relationship"),
    ]
