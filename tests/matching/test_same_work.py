"""Whether two references are of one work: certainly, likely, possibly or not."""

import random
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pprkb.matching.same_work as same_work_module
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.exchange.csljson import from_csl
from pprkb.matching.same_work import Likeness, Works, same_work
from pprkb.model.reference import Role
from pprkb.text.markup import strip_tags

CERTAIN, LIKELY, POSSIBLE = Likeness

TITLE = "The alliance in adult psychotherapy: A meta-analytic synthesis"
ARTICLE = {
    "id": "first",
    "type": "article-journal",
    "author": [{"family": "Flückiger", "given": "C."}, {"family": "Horvath", "given": "A. O."}],
    "title": TITLE,
    "container-title": "Psychotherapy",
    "issued": {"date-parts": [[2018]]},
    "volume": "55",
    "issue": "4",
    "page": "316–340",
    "DOI": "10.1037/pst0000172",
}
BOOK = {
    "id": "first",
    "type": "book",
    "author": [{"family": "Wampold", "given": "B. E."}],
    "title": "The great psychotherapy debate: The evidence for what makes psychotherapy work",
    "publisher": "Routledge",
    "issued": {"date-parts": [[2015]]},
    "edition": "2",
}


def work(base, **changes):
    item = base | {"id": "second"}
    for name, value in changes.items():
        item[name.replace("_", "-") if name != "DOI" else name] = value
    item = {name: value for name, value in item.items() if value is not None}
    if "year" in item:
        item["issued"] = {"date-parts": [[item.pop("year")]]}
    if "family" in item:
        item["author"] = [{"family": item.pop("family")}]
    return from_csl(item)


BARE = {"DOI": None, "volume": None, "issue": None, "page": None}
PREPRINT = {"type": "article", "DOI": "10.31234/osf.io/abcde", "container_title": "PsyArXiv"}


ALLIANCE = "The alliance in adult psychotherapy"


def entry(key, kind="article", **fields):
    """Read an entry of a .bib file; a field that is empty is left out."""
    usual = {"author": "Berg, Anna", "title": ALLIANCE, "year": "2015", "journal": "J"}
    written = ", ".join(f"{n} = {{{value}}}" for n, value in (usual | fields).items() if value)
    return read_bibtex(f"@{kind}{{{key}, {written}}}").references[0]


PREPRINT_YEARS_AGO = {"journal": "Journal of Hope", "year": "2018"}
PAIRS = {
    "a volume that is accepted": ({"volume": "accepted"}, {"volume": "12"}, LIKELY),
    "online first": ({"volume": "online first"}, {"volume": "12"}, LIKELY),
    "a volume with a word": ({"volume": "nab"}, {"volume": "12"}, None),
    "two volumes in words": (
        {"title": f"{ALLIANCE}, vol. one"},
        {"title": f"{ALLIANCE}, vol. two"},
        None,
    ),
    "two waves": ({"title": f"{ALLIANCE}: Wave one"}, {"title": f"{ALLIANCE}: Wave two"}, None),
    "SSRN": ({"journal": "SSRN"}, PREPRINT_YEARS_AGO, POSSIBLE),
    "Research Square": ({"journal": "Research Square"}, PREPRINT_YEARS_AGO, POSSIBLE),
    "two bodies": (
        {"author": "{World Health Organization}"},
        {"author": "{World Bank}"},
        None,
    ),
    "no name, and one": ({"author": ""}, {}, LIKELY),
    "no name, and another spelling": (
        {"author": "", "title": "The alliance in adult psychotherapies"},
        {},
        None,
    ),
    "an edition in the title": (
        {"kind": "book", "title": f"{ALLIANCE}, 2nd edition"},
        {"kind": "book", "edition": "2"},
        LIKELY,
    ),
    "a fifth edition": (
        {"kind": "book", "edition": "Fifth"},
        {"kind": "book", "edition": "4"},
        None,
    ),
    "an edition in words": (
        {"kind": "book", "edition": "revised"},
        {"kind": "book", "edition": "2"},
        LIKELY,
    ),
    "a particle in the family name": ({"author": "{vom Berg}, Anna"}, {}, LIKELY),
    "an ampersand": (
        {"title": "Love & work in therapy and in life"},
        {"title": "Love and work in therapy & in life"},
        LIKELY,
    ),
    "a short title, one without its subtitle": (
        {"title": "Psychotherapy"},
        {"title": "Psychotherapy: On the alliance in adult therapy", "journal": "K"},
        None,
    ),
    "one arXiv number, both preprints": (
        {"url": "https://arxiv.org/abs/1804.01234", "journal": "arXiv"},
        {"url": "https://arxiv.org/abs/1804.01234", "journal": "arXiv"},
        CERTAIN,
    ),
    "one arXiv number, preprint and article": (
        {"url": "https://arxiv.org/abs/1804.01234", "journal": "arXiv"},
        {"url": "https://arxiv.org/abs/1804.01234"},
        POSSIBLE,
    ),
    "one DOI, twelve letters without the subtitle": (
        {"doi": "10.1000/x", "title": "Abcdefghijkl"},
        {"doi": "10.1000/x", "title": "Abcdefghijkl: What it is, how it grows, why it matters"},
        CERTAIN,
    ),
    "one DOI, eleven letters without the subtitle": (
        {"doi": "10.1000/x", "title": "Abcdefghijk"},
        {"doi": "10.1000/x", "title": "Abcdefghijk: What it is, how it grows, why it matters"},
        POSSIBLE,
    ),
    "a misprint at the beginning, the year after": (
        {"title": "Teh alliance in adult psychotherapy"},
        {"year": "2016"},
        LIKELY,
    ),
    "a misprint at the end, the year after": (
        {"title": "The alliance in adult psychotherpay"},
        {"year": "2016"},
        LIKELY,
    ),
    "a misprint at the beginning, two years after": (
        {"title": "Teh alliance in adult psychotherapy"},
        {"year": "2017"},
        None,
    ),
    "misprints at both ends and another name, in one place": (
        {
            "title": "Teh alliance in adult psychotherpay",
            "author": "Dahl, Carl",
            "volume": "3",
            "pages": "4--9",
        },
        {"volume": "3", "pages": "4--9"},
        LIKELY,
    ),
}


@pytest.mark.parametrize(("first", "second", "likeness"), PAIRS.values(), ids=PAIRS)
def test_pairs_of_entries(first, second, likeness):
    first, second = entry("first", **first), entry("second", **second)
    assert same_work(first, second) is likeness
    for one, other in ((first, second), (second, first)):
        found = [(match.reference.key, match.likeness) for match in Works([other]).find(one)]
        assert found == ([(other.key, likeness)] if likeness else [])


def test_at_most_fifty_works_of_one_title_are_compared():
    works = Works(entry(f"w{number}", volume=str(number)) for number in range(51))
    assert len(works.find(entry("new"))) == 50


@pytest.mark.parametrize(("number", "found"), [(20, 20), (21, 0)])
def test_an_identifier_on_more_than_twenty_works_says_nothing(number, found):
    works = Works(entry(f"w{n}", title=f"Work {n}", doi="10.1000/x") for n in range(number))
    assert len(works.find(entry("new", title="Another", doi="10.1000/x"))) == found


@pytest.mark.parametrize(
    ("base", "changes", "likeness"),
    [
        pytest.param(ARTICLE, {}, CERTAIN, id="the same"),
        pytest.param(ARTICLE, {"DOI": "10.1037/PST0000172"}, CERTAIN, id="DOI in capitals"),
        pytest.param(
            ARTICLE,
            {"title": "The alliance in adult psychotherapy"},
            CERTAIN,
            id="DOI, no subtitle",
        ),
        pytest.param(
            ARTICLE,
            {"title": "Hope in adult psychotherapy: A review"},
            CERTAIN,
            id="one DOI, alike titles",
        ),
        pytest.param(
            ARTICLE,
            {"title": "Alliance in therapy with adults: A synthesis of effects"},
            POSSIBLE,
            id="one DOI, titles not alike enough",
        ),
        pytest.param(
            ARTICLE,
            {"title": "Die therapeutische Beziehung: Eine Metaanalyse", "year": 2020},
            POSSIBLE,
            id="one DOI, another title",
        ),
        pytest.param(ARTICLE, BARE, LIKELY, id="without DOI and place"),
        pytest.param(ARTICLE, BARE | {"volume": "In press"}, LIKELY, id="a volume in press"),
        pytest.param(
            ARTICLE,
            BARE | {"volume": "Advance online publication", "page": "in press"},
            LIKELY,
            id="online first",
        ),
        pytest.param(
            ARTICLE | {"title": "On hope"},
            {"DOI": None, "container_title": "Psychotherapy: Theory, Research, Practice"},
            LIKELY,
            id="a short title, the journal spelled otherwise",
        ),
        pytest.param(
            ARTICLE | {"title": "On hope"},
            {"DOI": None, "container_title": "Hope", "page": "1–2"},
            None,
            id="a short title in another place",
        ),
        pytest.param(ARTICLE, BARE | {"title": TITLE.upper()}, LIKELY, id="capitals"),
        pytest.param(
            ARTICLE, BARE | {"title": TITLE.replace("adult", "adlut")}, LIKELY, id="misprint"
        ),
        pytest.param(
            ARTICLE,
            BARE | {"title": "Aliance" + TITLE[12:]},
            LIKELY,
            id="misprint in the beginning",
        ),
        pytest.param(
            ARTICLE, BARE | {"title": TITLE.split(":")[0]}, LIKELY, id="without the subtitle"
        ),
        pytest.param(ARTICLE, BARE | {"family": "Flueckiger"}, LIKELY, id="ue for ü"),
        pytest.param(ARTICLE, BARE | {"family": "Flückigar"}, LIKELY, id="misprint in a name"),
        pytest.param(ARTICLE, BARE | {"family": "Flückinga"}, None, id="a name not alike enough"),
        pytest.param(ARTICLE, BARE | {"year": 2019}, LIKELY, id="the year of the print"),
        pytest.param(ARTICLE, BARE | {"year": 2017}, LIKELY, id="the year before"),
        pytest.param(ARTICLE, BARE | {"year": 2020}, None, id="two years apart"),
        pytest.param(ARTICLE, BARE | {"year": 2016}, None, id="two years before"),
        pytest.param(ARTICLE, BARE | {"issued": None}, LIKELY, id="no year"),
        pytest.param(
            ARTICLE,
            {"DOI": None, "page": "316-40", "issue": "4-5"},
            LIKELY,
            id="pages and issue written otherwise",
        ),
        pytest.param(
            ARTICLE,
            BARE | {"page": "1–25"},
            LIKELY,
            id="pages of the article before it was in a volume",
        ),
        pytest.param(
            ARTICLE, {"DOI": None, "author": None}, LIKELY, id="no author, but volume and page"
        ),
        pytest.param(
            ARTICLE, {"DOI": "10.2307/1234567"}, LIKELY, id="another DOI, the same volume and page"
        ),
        pytest.param(ARTICLE, BARE | {"type": "webpage"}, LIKELY, id="a type that says little"),
        pytest.param(
            ARTICLE, BARE | {"DOI": "10.1037/other"}, POSSIBLE, id="another DOI and nothing else"
        ),
        pytest.param(ARTICLE, BARE | PREPRINT, POSSIBLE, id="preprint"),
        pytest.param(ARTICLE, BARE | PREPRINT | {"year": 2016}, POSSIBLE, id="preprint, years ago"),
        pytest.param(
            ARTICLE, BARE | PREPRINT | {"year": 2013}, POSSIBLE, id="preprint, five years ago"
        ),
        pytest.param(ARTICLE, BARE | PREPRINT | {"year": 2012}, None, id="preprint, six years ago"),
        pytest.param(
            ARTICLE,
            BARE | {"container_title": "arXiv preprint arXiv:1804.01234"},
            POSSIBLE,
            id="preprint that is written as an article",
        ),
        pytest.param(ARTICLE, BARE | {"type": "thesis", "year": 2015}, POSSIBLE, id="thesis"),
        pytest.param(
            ARTICLE, BARE | {"type": "paper-conference", "year": 2017}, POSSIBLE, id="conference"
        ),
        pytest.param(ARTICLE, BARE | {"year": 2011}, None, id="an earlier synthesis"),
        pytest.param(ARTICLE, BARE | {"family": "Norcross"}, None, id="another author"),
        pytest.param(ARTICLE, BARE | {"volume": "48"}, None, id="another volume"),
        pytest.param(ARTICLE, BARE | {"page": "12–20"}, None, id="another page"),
        pytest.param(
            ARTICLE,
            BARE | {"title": TITLE.replace("adult psycho", "adolescent pharmaco")},
            None,
            id="another title",
        ),
        pytest.param(
            BOOK, {"title": "The great psychotherapy debate"}, LIKELY, id="book without subtitle"
        ),
        pytest.param(BOOK, {"edition": "second ed."}, LIKELY, id="edition in words"),
        pytest.param(
            BOOK,
            {"edition": None, "title": BOOK["title"] + " (2nd ed.)"},
            LIKELY,
            id="edition in the title",
        ),
        pytest.param(BOOK, {"edition": "3"}, None, id="another edition"),
        pytest.param(BOOK, {"edition": None, "year": 2001}, None, id="the first edition"),
        pytest.param(BOOK, {"type": "chapter"}, POSSIBLE, id="chapter of that title"),
        pytest.param(
            BOOK, {"type": "review-book", "family": "Reader"}, None, id="review of the book"
        ),
    ],
)
def test_likeness(base, changes, likeness):
    first, second = from_csl(base), work(base, **changes)
    assert same_work(first, second) is likeness
    assert same_work(second, first) is likeness
    assert [m.likeness for m in Works([first]).find(second)] == ([likeness] if likeness else [])


@pytest.mark.parametrize(
    "title",
    [
        "Erratum: {}",
        "Correction to: {}",
        "Correction to Flückiger and Horvath (2018)",
        "Corrigendum to “{}”",
        "{}: Correction",
        "{} [Erratum]",
        "{} — A reply",
        "{}. Comment",
        "Author’s reply",
        "Commentary on {}",
        "A comment on “{}”",
        "Response to “{}”",
        "Retraction: {}",
        "Expression of concern: {}",
        "Publisher Correction: {}",
    ],
)
@pytest.mark.parametrize("changes", [{}, BARE, PREPRINT], ids=["same DOI", "bare", "preprint"])
def test_what_follows_up_a_work_is_never_that_work(title, changes):
    first, second = from_csl(ARTICLE), work(ARTICLE, **changes | {"title": title.format(TITLE)})
    assert same_work(first, second) is None
    assert same_work(second, first) is None


def test_a_note_or_genre_tells_an_erratum_from_its_work():
    for name in ("note", "genre"):
        assert same_work(from_csl(ARTICLE), work(ARTICLE, **{name: "Erratum"})) is None
    # A reader's own note is no comment on the work.
    assert same_work(from_csl(ARTICLE), work(ARTICLE, note="Comment: read again")) is CERTAIN


def test_comment_and_reply_are_two_works():
    comment = work(ARTICLE, title=f"Comment on “{TITLE}”", DOI=None)
    reply = work(ARTICLE, title=f"Response to comment on “{TITLE}”", DOI=None)
    assert same_work(comment, reply) is None
    assert same_work(comment, replace(comment, key="third")) is LIKELY


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Handbook of psychotherapy research: Part 1", "Handbook of psychotherapy research: Part 2"),
        ("Practice guideline for depression: 2016 update", "Practice guideline for depression: 2017 update"),
        ("Psychotherapy for adults, volume I of the series", "Psychotherapy for adults, volume II of the series"),
        ("Diagnostic criteria of disorders from DSM-IV", "Diagnostic criteria of disorders from DSM-V"),
    ],
)  # fmt: skip
def test_numbers_in_titles_tell_works_apart(first, second):
    assert (
        same_work(work(ARTICLE, **BARE, title=first), work(ARTICLE, **BARE, title=second)) is None
    )


def test_short_titles_need_their_journal():
    bare = BARE | {"title": "Editorial"}
    first = work(ARTICLE, **bare)
    assert same_work(first, work(ARTICLE, **bare, container_title="Ergonomics")) is None
    assert same_work(first, work(ARTICLE, **bare)) is LIKELY


@pytest.mark.parametrize(
    ("changes", "likeness"),
    [
        pytest.param({}, LIKELY, id="the same"),
        pytest.param({"title": "no AUTHOR, here"}, LIKELY, id="title in other letters"),
        pytest.param({"year": 2003}, None, id="another year"),
        pytest.param({"container_title": "Ergonomics"}, None, id="another journal"),
        pytest.param({"volume": "3"}, LIKELY, id="one names its volume"),
        pytest.param({"family": "Horvath"}, None, id="one names its author"),
        pytest.param({"title": "No author there"}, None, id="another title"),
    ],
)
def test_works_without_names_are_told_by_title_and_year(changes, likeness):
    bare = BARE | {"author": None, "title": "No author here"}
    first, second = work(ARTICLE, **bare), work(ARTICLE, **bare | changes)
    assert same_work(first, second) is likeness
    found = Works([replace(first, key="first")]).find(second)
    assert [match.likeness for match in found] == ([likeness] if likeness else [])


def test_volumes_tell_editorials_without_names_apart():
    bare = BARE | {"author": None, "title": "Editorial"}
    first, second = (work(ARTICLE, **bare | {"volume": volume}) for volume in "12")
    assert same_work(first, second) is None


@pytest.mark.parametrize(
    ("changes", "likeness"),
    [
        pytest.param({}, LIKELY, id="the same"),
        pytest.param({"page": None}, LIKELY, id="one without pages"),
        pytest.param({"page": "12–20"}, None, id="another page"),
        pytest.param({"volume": "54"}, None, id="another volume"),
        pytest.param({"container_title": "Ergonomics"}, None, id="another journal"),
        pytest.param({"container_title": None}, None, id="no journal"),
        pytest.param({"year": 2019}, None, id="another year"),
        pytest.param({"author": ARTICLE["author"][:1]}, None, id="fewer names"),
        pytest.param({"author": None}, None, id="no names"),
        pytest.param({"title": TITLE}, None, id="one has a title"),
    ],
)
def test_works_without_titles_are_told_by_names_and_place(changes, likeness):
    bare = {"DOI": None, "title": None}
    first, second = work(ARTICLE, **bare), work(ARTICLE, **bare | changes)
    assert same_work(first, second) is likeness
    assert same_work(second, first) is likeness
    found = Works([replace(first, key="first")]).find(second)
    assert [match.likeness for match in found] == ([likeness] if likeness else [])


def test_one_identifier_without_titles_is_one_work_where_the_names_agree():
    first, second = from_csl(ARTICLE | {"title": ""}), work(ARTICLE, title="")
    assert same_work(first, second) is LIKELY


@pytest.mark.parametrize(
    ("title", "likeness"),
    [
        pytest.param("What hope can do for them", LIKELY, id="20 letters"),
        pytest.param("What hope can do for all", None, id="19 letters"),
    ],
)
def test_volume_and_page_replace_the_author_of_a_title_that_is_long_enough(title, likeness):
    base = ARTICLE | {"title": title}
    second = work(base, DOI=None, family="Norcross")
    assert same_work(from_csl(base), second) is likeness


@pytest.mark.parametrize(("works", "matches"), [(20, 20), (21, 0)])
def test_an_identifier_of_more_than_twenty_works_says_nothing(works, matches):
    titles = [f"{letter * 3} title of its own {letter * 30}" for letter in string.ascii_lowercase]
    references = [
        replace(from_csl(ARTICLE), key=f"key{number}", title=titles[number], volume=str(number))
        for number in range(works)
    ]
    newcomer = replace(from_csl(ARTICLE), title="Nothing like them", volume="99", key="new")
    found = Works(references).find(newcomer)
    assert [match.likeness for match in found] == [POSSIBLE] * matches


def test_a_retracted_article_is_still_that_article():
    assert (
        same_work(from_csl(ARTICLE), work(ARTICLE, **BARE, title=f"RETRACTED: {TITLE}")) is LIKELY
    )


def test_titles_without_latin_letters_are_compared():
    first = work(ARTICLE, **BARE, title="心理治疗中的治疗联盟：一项元分析综述与展望研究报告")
    second = replace(first, key="third")
    assert same_work(first, second) is LIKELY
    assert same_work(first, replace(first, key="third", title="儿童焦虑障碍的认知行为疗法")) is None


def test_empty_references_are_nothing():
    nothing = from_csl({"id": "nothing"})
    assert same_work(nothing, nothing) is None


def test_the_surest_match_comes_first_and_a_work_is_not_its_own_match():
    preprint = replace(work(ARTICLE, **BARE | PREPRINT), key="preprint")
    entered_twice = replace(from_csl(ARTICLE), key="twice")
    works = Works([preprint, entered_twice, from_csl(ARTICLE)])
    found = works.find(from_csl(ARTICLE))
    assert [(match.reference.key, match.likeness) for match in found] == [
        ("twice", CERTAIN),
        ("preprint", POSSIBLE),
    ]


def test_of_equally_sure_matches_the_nearest_comes_first():
    bare = work(ARTICLE, **BARE)
    misprint = replace(bare, key="misprint", title=TITLE.replace("adult", "adlut"))
    works = Works([misprint, replace(bare, key="exact")])
    assert [match.reference.key for match in works.find(bare)] == ["exact", "misprint"]


_words = st.lists(
    st.sampled_from(
        [
            "alliance",
            "anxiety",
            "treatment",
            "reply",
            "part",
            "ii",
            "2",
            ":",
            "and",
            "&",
            "—",
            "erratum",
            "the",
        ]
    ),
    max_size=6,
).map(" ".join)
_references = st.builds(
    lambda title, family, year, volume, page, doi, kind: from_csl(
        {
            "id": "one",
            "type": kind,
            "title": title,
            "author": [{"family": family}] if family else [],
            "issued": {"date-parts": [[year]]} if year else {},
            "volume": volume,
            "page": page,
            "DOI": doi,
        }
    ),
    _words,
    st.sampled_from(["", "Li", "van den Berg", "Berg", "Ö"]),
    st.sampled_from([None, 2018, 2019, 2021]),
    st.sampled_from(["", "1", "II"]),
    st.sampled_from(["", "1", "1-9", "e4"]),
    st.sampled_from(["", "10.1/a", "10.1/b"]),
    st.sampled_from(["article-journal", "book", "article", "document"]),
)


@given(_references, _references)
def test_which_reference_is_first_makes_no_difference(first, second):
    assert same_work(first, second) is same_work(second, first)


@given(_references)
def test_a_copy_is_the_same_work_where_there_is_enough_to_tell(reference):
    copy = replace(reference, key="copy")
    if reference.doi and reference.title.strip(":—& "):
        assert same_work(reference, copy) is CERTAIN
    elif len(reference.title) > 30 and reference.by_role(Role.AUTHOR):
        assert same_work(reference, copy) is LIKELY


def test_one_doi_on_every_entry_makes_no_duplicates_and_few_comparisons(monkeypatch):
    compared = []
    compare = same_work_module._compare
    monkeypatch.setattr(
        same_work_module, "_compare", lambda *pair: compared.append(1) or compare(*pair)
    )
    rng = random.Random(7)
    references = [
        from_csl(
            ARTICLE
            | {
                "id": f"key{index}",
                "title": "".join(rng.choices(string.ascii_lowercase, k=60)),
                "issued": {"date-parts": [[1990 + index % 30]]},
                "DOI": "10.1017/CBO9781107415324.004",
                "volume": str(index),
            }
        )
        for index in range(3000)
    ]
    works = Works(references)
    assert not any(works.find(one) for one in references)
    assert len(compared) < 10 * len(references)
    # The work itself is found all the same.
    assert works.find(replace(references[5], key="copy"))[0].reference is references[5]


def test_what_is_added_to_a_copy_is_not_in_the_index_it_was_made_of():
    first = replace(from_csl(ARTICLE), key="first")
    works = Works([first])
    other = works.copy()
    other.add(replace(first, key="second"))
    asked = replace(first, key="asked")
    assert [match.reference.key for match in other.find(asked)] == ["first", "second"]
    assert [match.reference.key for match in other.copy().find(asked)] == ["first", "second"]
    assert [match.reference.key for match in works.find(asked)] == ["first"]


# -- users' libraries ----------------------------------------------------------------------------

REAL = Path(__file__).resolve().parents[3] / "shared" / "facts" / "real-bib"


def as_retyped(reference, rng):
    """The reference as another person would have entered it, without its DOI."""
    title, family = strip_tags(reference.title), reference.contributors[0].family
    changes = {"doi": "", "pmid": "", "url": "", "key": "retyped"}
    match rng.randrange(6):
        case 0:
            title = title.title()
        case 1:
            position = rng.randrange(5, len(title) - 5)
            title = title[:position] + rng.choice(string.ascii_lowercase) + title[position + 1 :]
        case 2:
            changes |= {"issued": replace(reference.issued, year=reference.year + 1)}
        case 3:
            changes |= {"volume": "", "page": "", "issue": ""}
        case 4:
            title = title.split(": ")[0] if len(title.split(": ")[0]) > 15 else title
        case 5:
            family = family.replace("ü", "u").replace("ö", "oe")
    first = replace(reference.contributors[0], family=family)
    return replace(
        reference, title=title, contributors=(first, *reference.contributors[1:]), **changes
    )


@pytest.mark.skipif(not REAL.is_dir(), reason="../shared is absent")
def test_works_of_real_libraries_are_found_again():
    rng = random.Random(1)
    references = []
    for path in sorted(REAL.glob("*.bib")):
        found = read_bibtex(path.read_bytes().decode("utf-8", "replace")).references
        references += [replace(one, key=f"{path.stem}:{one.key}") for one in found]
    works = Works(references)
    asked = [
        one
        for one in references
        if len(one.title) > 20 and one.year and one.contributors and one.contributors[0].family
    ]
    missed, wrong = [], []
    for one in asked:
        found = works.find(as_retyped(one, rng))
        sure = [m.reference for m in found if m.likeness is not POSSIBLE]
        if one not in sure:
            missed.append(one.key)
        wrong += [(one.key, m.key) for m in sure if m.title[:10].lower() != one.title[:10].lower()]
    assert len(asked) > 900
    assert len(missed) <= len(asked) * 0.01, missed
    assert len(wrong) <= 10, wrong
