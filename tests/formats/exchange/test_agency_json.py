"""Answers of Crossref, DataCite and PubMed, made by hand in their documented form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.formats.exchange.agency_json import from_agency
from pprkb.formats.exchange.program_values import agency_line, agency_paragraphs, agency_title
from pprkb.model.reference import Contributor, PartialDate, ReferenceType, Role
from pprkb.text.markup import strip_tags
from tests.growth import assert_grows_with_length

CROSSREF = {
    "indexed": {"date-parts": [[2026, 1, 5]], "date-time": "2026-01-05T10:00:00Z"},
    "reference-count": 76,
    "publisher": "American Psychological Association (APA)",
    "issue": "4",
    "content-domain": {"domain": [], "crossmark-restriction": False},
    "short-container-title": ["Psychotherapy"],
    "published-print": {"date-parts": [[2018, 12]]},
    "published-online": {"date-parts": [[2017, 11, 20]]},
    "issued": {"date-parts": [[2017, 11, 20]]},
    "DOI": "10.1037/pst0000172",
    "type": "journal-article",
    "created": {"date-parts": [[2018, 5, 24]]},
    "page": "316-340",
    "source": "Crossref",
    "is-referenced-by-count": 800,
    "title": ["The alliance in adult psychotherapy:\n A meta-analytic synthesis."],
    "prefix": "10.1037",
    "volume": "55",
    "author": [
        {
            "ORCID": "http://orcid.org/0000-0003-3058-5815",
            "given": "Christoph",
            "family": "Flückiger",
            "sequence": "first",
            "affiliation": [{"name": "University of Zürich"}],
        },
        {"given": "A. C.", "family": "Del Re", "sequence": "additional", "affiliation": []},
    ],
    "member": "15",
    "container-title": ["Psychotherapy"],
    "original-title": [],
    "language": "en",
    "link": [{"URL": "http://psycnet.apa.org/journals/pst/55/4/316.pdf"}],
    "subtitle": [],
    "short-title": [],
    "references-count": 76,
    "URL": "https://doi.org/10.1037/pst0000172",
    "ISSN": ["1939-1536", "0033-3204"],
    "issn-type": [{"value": "1939-1536", "type": "electronic"}],
    "subject": ["Clinical Psychology"],
}


def test_an_article_of_crossref():
    reference = from_agency(CROSSREF)
    assert reference.type is ReferenceType.ARTICLE_JOURNAL
    assert reference.title == "The alliance in adult psychotherapy: A meta-analytic synthesis"
    assert reference.contributors == (
        Contributor(family="Flückiger", given="Christoph"),
        Contributor(family="Del Re", given="A. C."),
    )
    assert reference.issued == PartialDate(year=2018, month=12)
    assert (reference.container_title, reference.volume, reference.issue, reference.page) == (
        "Psychotherapy",
        "55",
        "4",
        "316–340",
    )
    assert (reference.doi, reference.url) == ("10.1037/pst0000172", "")
    assert reference.issn == "1939-1536"
    assert reference.language == "en"
    # What belongs to the agency does not become part of the reference.
    assert (reference.publisher, reference.source, reference.container_title_short) == ("", "", "")
    assert not reference.extra
    assert not reference.keywords


def crossref(**changes):
    return from_agency(CROSSREF | {name.replace("_", "-"): v for name, v in changes.items()})


@pytest.mark.parametrize(
    ("agency", "csl"),
    [
        ("book-chapter", ReferenceType.CHAPTER),
        ("monograph", ReferenceType.BOOK),
        ("edited-book", ReferenceType.BOOK),
        ("proceedings-article", ReferenceType.PAPER_CONFERENCE),
        ("posted-content", ReferenceType.ARTICLE),
        ("dissertation", ReferenceType.THESIS),
        ("reference-entry", ReferenceType.ENTRY_ENCYCLOPEDIA),
        ("peer-review", ReferenceType.REVIEW),
        ("dataset", ReferenceType.DATASET),
        ("report", ReferenceType.REPORT),
        ("article-journal", ReferenceType.ARTICLE_JOURNAL),
        ("grant", ReferenceType.DOCUMENT),
        (None, ReferenceType.DOCUMENT),
        (["journal-article"], ReferenceType.ARTICLE_JOURNAL),
    ],
)
def test_types(agency, csl):
    assert crossref(type=agency).type is csl


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Effects of <i>N</i>-acetylcysteine", "Effects of <i>N</i>-acetylcysteine"),
        ("Effects of <jats:italic>N</jats:italic>-back", "Effects of <i>N</i>-back"),
        ("The\n   <i>Hamlet</i>\n   of Freud", "The <i>Hamlet</i> of Freud"),
        ("The role of<i> Drosophila </i>in fear", "The role of <i>Drosophila</i> in fear"),
        ("A study of <i>trust</i> , hope", "A study of <i>trust</i>, hope"),
        ("H<sub>2</sub>O and r<sup>2</sup>", "H<sub>2</sub>O and r<sup>2</sup>"),
        (
            "The <scp>PTSD</scp> checklist",
            'The <span style="font-variant:small-caps;">PTSD</span> checklist',
        ),
        ("Alliance &amp; outcome", "Alliance & outcome"),
        ("Alliance &amp;amp; outcome", "Alliance & outcome"),
        ("Patients&#x2019; hopes", "Patients’ hopes"),
        ("Effects (p &lt; .05)", "Effects (p < .05)"),
        ("When a<b and c>d", "When a<b and c>d"),
        ("&lt;i&gt;Hamlet&lt;/i&gt; again", "<i>Hamlet</i> again"),
        ('<title xml:lang="en">Words</title>', "Words"),
        (
            '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>k</mml:mi></mml:math>-means',
            "k-means",
        ),
        ("Doubled  spaces\u00a0and\u200b more", "Doubled spaces and more"),
        ("Soft hy\u00adphen", "Soft hyphen"),
        ("ALL IN CAPITALS", "ALL IN CAPITALS"),
        ("With a full stop.", "With a full stop"),
        ("With three dots...", "With three dots..."),
        ("In the U.S.", "In the U.S."),
        ("A question?", "A question?"),
        ("With a footnote*", "With a footnote"),
        ("With a footnote<sup>†</sup>", "With a footnote"),
        ("An <i>open tag", "An <i>open tag</i>"),
        ("A closed</i> tag", "A closed tag"),
        ("Nothing <i></i>in it", "Nothing in it"),
        ("<!-- note -->Words", "Words"),
    ],
)
def test_titles(written, title):
    assert crossref(title=[written]).title == title
    assert crossref(title=written).title == title


def test_a_subtitle_is_joined_unless_the_title_has_it():
    assert crossref(title=["Trust"], subtitle=["A review"]).title == "Trust: A review"
    assert crossref(title=["Who trusts?"], subtitle=["A review"]).title == "Who trusts? A review"
    assert crossref(title=["Trust: A review"], subtitle=["A Review."]).title == "Trust: A review"


@pytest.mark.parametrize(
    ("dates", "year"),
    [
        ({"volume": None, "published_print": {"date-parts": [[2018]]}}, 2017),
        ({"issued": {"date-parts": [[None]]}, "published_print": None}, 2017),
        ({"issued": None, "published_print": None, "published_online": None}, None),
        ({"issued": {"date-parts": [["2016"]]}, "published_print": None}, 2016),
        ({"issued": {"date-parts": [[]]}, "published_print": {"date-parts": [[2019, 1]]}}, 2019),
    ],
    ids=["no volume yet", "no date issued", "none", "a text", "print alone"],
)
def test_the_date_is_that_of_the_volume_else_the_first(dates, year):
    assert crossref(**dates).year == year


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"name": "World Health Organization"}, Contributor(literal="World Health Organization")),
        ({"literal": "WHO"}, Contributor(literal="WHO")),
        ("WHO", Contributor(literal="WHO")),
        ({"family": "Cochrane &amp; Co"}, Contributor(family="Cochrane & Co")),
        ({"given": "Sukarno"}, Contributor(family="Sukarno")),
        ({"family": "King", "given": "M.L.", "suffix": "Jr."}, Contributor(family="King", given="M. L.", suffix="Jr.")),
        ({"family": "FLÜCKIGER", "given": "C"}, Contributor(family="FLÜCKIGER", given="C")),
        ({"family": "Müller ", "given": "J.-P. "}, Contributor(family="Müller", given="J.-P.")),
    ],
)  # fmt: skip
def test_names(row, name):
    assert crossref(author=[row]).contributors == (name,)


def test_names_that_are_none_are_left_out():
    assert crossref(author=[{}, None, {"family": ""}, 3, "  "]).contributors == ()
    assert crossref(author="Flückiger").contributors == ()


@pytest.mark.parametrize(
    ("written", "page"),
    [
        ("316-40", "316–340"),
        ("316–340", "316–340"),
        ("12-12", "12"),
        ("e0123456", "e0123456"),
        ("S1-S10", "S1–S10"),
        ("No Pagination Specified", ""),
        ("340-16", "340–16"),
        ("n/a", ""),
        ("1-1-1-12", "1-1-1-12"),
    ],
)
def test_pages(written, page):
    assert crossref(page=written).page == page


def test_an_article_number():
    reference = crossref(page=None, **{"article-number": "e0123456"})
    assert reference.number == "e0123456"


def test_the_series_of_a_chapter_is_listed_before_its_book():
    reference = crossref(
        type="book-chapter",
        container_title=["Annals of Trust", "Handbook of Hope"],
        editor=[{"family": "Lambert", "given": "M. J."}],
        ISBN=["http://id.crossref.org/isbn/9781118038208", "9781118038209"],
        publisher_location="Hoboken, NJ",
        edition_number="6",
    )
    assert (reference.container_title, reference.collection_title) == (
        "Handbook of Hope",
        "Annals of Trust",
    )
    assert reference.by_role(Role.EDITOR)[0].family == "Lambert"
    assert reference.isbn == "9781118038208"
    assert (reference.publisher_place, reference.edition) == ("Hoboken, NJ", "6")
    assert reference.publisher == "American Psychological Association (APA)"


def test_a_conference():
    reference = crossref(
        type="proceedings-article",
        event={"name": "Meeting of the Society", "location": "Toronto", "acronym": "MS"},
    )
    assert (reference.event_title, reference.event_place) == ("Meeting of the Society", "Toronto")


def test_an_abstract_loses_its_tags():
    reference = crossref(
        abstract="<jats:title>Abstract</jats:title><jats:sec><jats:title>Objective:</jats:title>"
        "<jats:p>To test <jats:italic>r</jats:italic> &amp; d.</jats:p></jats:sec>\n"
        "<jats:sec><jats:title>Method</jats:title><jats:p>We did.</jats:p></jats:sec>"
    )
    assert reference.abstract == "Objective: To test r & d. Method: We did."


def test_a_dataset_of_datacite():
    reference = from_agency(
        {
            "type": "dataset",
            "id": "https://doi.org/10.5061/dryad.8515",
            "categories": ["plant"],
            "author": [{"family": "Ollerton", "given": "J"}, {"literal": "Dryad"}],
            "issued": {"date-parts": [[2011, 2, 1]]},
            "abstract": "Background: Words.",
            "DOI": "10.5061/DRYAD.8515",
            "publisher": "Dryad",
            "title": "Data from: A new study",
            "URL": "https://datadryad.org/stash/dataset/x",
            "copyright": "CC0",
            "version": "1",
        }
    )
    assert reference.type is ReferenceType.DATASET
    assert reference.publisher == "Dryad"
    assert reference.version == "1"
    assert reference.url == "https://datadryad.org/stash/dataset/x"
    assert reference.abstract == "Background: Words."
    assert [c.family or c.literal for c in reference.contributors] == ["Ollerton", "Dryad"]


def test_an_article_of_pubmed():
    reference = from_agency(
        {
            "source": "PubMed",
            "accessed": {"date-parts": [[2026, 11, 1]]},
            "id": "pmid:26514398",
            "title": "Therapist effects in practice.",
            "author": [{"family": "Owen", "given": "Jesse"}, {"family": "Adelson", "given": "J L"}],
            "container-title-short": "Psychother Res",
            "container-title": "Psychotherapy research : journal of the Society",
            "publisher-place": "England",
            "ISSN": "1468-4381",
            "issued": {"date-parts": [[2017, 1]]},
            "page": "82-9",
            "volume": "27",
            "issue": "1",
            "PMID": "26514398",
            "DOI": "10.1080/10503307.2015.1085106",
            "type": "article-journal",
        }
    )
    assert reference.pmid == "26514398"
    assert reference.title == "Therapist effects in practice"
    assert reference.container_title == "Psychotherapy research: journal of the Society"
    assert reference.container_title_short == "Psychother Res"
    assert reference.page == "82–89"
    assert reference.accessed is None
    assert reference.source == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "family", "date-parts", "raw"]), inner, max_size=2),
    max_leaves=6,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*CROSSREF, "event", "abstract", "editor"]), json_values))
def test_no_answer_breaks_the_reading(item):
    from_agency(item)


@given(st.text() | st.text("<>/ib&;amp.su*\n "))
def test_whatever_is_sent_becomes_one_line_of_sound_markup(text):
    title = agency_title(text)
    assert title == " ".join(title.split())
    assert strip_tags(title).count("</i>") <= title.count("</i>")
    assert agency_title(title) == agency_title(agency_title(title))
    for plain in (agency_line(text), agency_paragraphs(text)):
        assert plain == " ".join(plain.split())


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<?", "<![CDATA[", "<i>", "<title>", "<sup>*</sup>", "<i ", "<i a='", "†", " ."],
)
@pytest.mark.parametrize("reader", [agency_line, agency_title, agency_paragraphs])
def test_reading_grows_with_the_length(reader, piece):
    assert_grows_with_length(lambda text: reader(text + "x"), piece)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A<!-- x --> b<?page 3?> c", "A b c"),
        ("A <!-- b", "A <!-- b"),
        ("A<i><b></b></i> b", "A b"),
        ("A b<sup>*</sup> †", "A b"),
        ("A* b", "A* b"),
    ],
    ids=["comments", "comment-without-end", "nothing-in-tags", "footnotes", "no-footnote"],
)
def test_what_is_no_text_goes(text, title):
    assert agency_title(text) == title


@pytest.mark.parametrize(
    ("page", "number", "wanted"),
    [("1-9", "e12", ("1–9", "")), ("", "e12", ("", "e12")), ("e12", "e12", ("e12", "e12"))],
    ids=["a range of pages", "no pages", "the number as its page"],
)
def test_an_article_number_beside_pages(page, number, wanted):
    item = {"type": "journal-article", "title": "T", "page": page, "article-number": number}
    reference = from_agency(item)
    assert (reference.page, reference.number) == wanted
