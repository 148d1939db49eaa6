"""References and citations as a document prints them."""

from dataclasses import replace
from urllib.parse import unquote

import pytest

from pprkb.documents.cite import Citations
from pprkb.documents.writers.characters import safe_link
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.bibtex.write.entries import write_entry
from pprkb.formats.printed import read_printed
from pprkb.model.citation import Citation, CitationMode, Cite, Style
from pprkb.model.errors import CitationError
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role


def article(key="a2015", title="A title", **more):
    values = {
        "type": ReferenceType.ARTICLE_JOURNAL,
        "title": title,
        "contributors": (Contributor(family="Adams", given="Ann"),),
        "issued": PartialDate(year=2015),
        "container_title": "Psychotherapy",
        "volume": "5",
    }
    return Reference(key=key, **(values | more))


def text(printed):
    runs = printed if isinstance(printed, tuple) else (*printed.label, *printed.runs)
    return "".join(run.text for run in runs)


def test_runs_carry_italics_and_links():
    entry = Citations([article(doi="10.1000/182")]).entry("a2015").runs
    assert [(run.text, run.italic, run.link) for run in entry if run.italic or run.link] == [
        ("Psychotherapy", True, ""),
        ("5", True, ""),
        ("https://doi.org/10.1000/182", False, "https://doi.org/10.1000/182"),
    ]


DOIS = {
    "a hash at its end": "10.1002/(sici)1099(199823/24)37:3/4<197::aid-test2>3.0.co;2-#",
    "a hash within": "10.1130/0016(1999)111<0001:A#BC>2.3.CO;2",
    "a question and an escape": "10.1000/abc?def%20g",
    "brackets": "10.1016/S0033-3182(99)71269-[7]",
    "a stop at its end": "10.1000/abc.",
    "a parenthesis at its end": "10.1000/abc(7)",
    "a blank and a quotation mark": '10.1000/a "b" c',
    "a backslash": "10.1000/a\\b",
}


@pytest.mark.parametrize("style", ["apa", "ieee"])
@pytest.mark.parametrize("doi", DOIS.values(), ids=DOIS)
def test_a_doi_is_linked_whole_and_encoded_and_printed_as_it_is(doi, style):
    runs = Citations([article(doi=doi)], style=style).entry("a2015").runs
    links = [run for run in runs if run.link]
    assert "".join(run.text for run in runs).count(doi) == 1
    assert [unquote(safe_link(run.link)) for run in links] == [f"https://doi.org/{doi}"]
    address = safe_link(links[0].link)
    assert not set(address.removeprefix("https://")) & set('#?<>[]"\\ ')


@pytest.mark.parametrize(
    ("title", "language", "printed"),
    [
        pytest.param("Main: a subtitle", "", "Main: A subtitle", id="APA's capital after a colon"),
        pytest.param("Main: A subtitle", "", "Main: A subtitle", id="a capital that is there"),
        pytest.param("Titel: ein Zusatz", "de", "Titel: ein Zusatz", id="another language"),
        pytest.param("Ratio 3:1 in mice", "", "Ratio 3:1 in mice", id="no subtitle"),
        pytest.param(
            'Main: <span class="nocase">pH</span> matters', "", "Main: pH matters", id="protected"
        ),
        pytest.param("Main: <i>in vivo</i> work", "", "Main: In vivo work", id="in italics"),
        pytest.param("Why? a reply", "", "Why? A reply", id="after a question"),
        pytest.param("Treating PTSD: a review", "", "Treating PTSD: A review", id="after capitals"),
        pytest.param("So: “the good” life", "", "So: “The good” life", id="in quotes"),
        pytest.param("the effect of time", "", "The effect of time", id="the first word"),
        pytest.param(
            "eHealth: iPads in use", "", "eHealth: iPads in use", id="names that begin small"
        ),
    ],
)
def test_subtitles_in_apa(title, language, printed):
    entry = text(Citations([article(title=title, language=language)]).entry("a2015"))
    assert f"(2015). {printed}. " in entry.replace("?.", "?. ") or f"(2015). {printed}" in entry


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        pytest.param("lme4: Linear models", "lme4: Linear models", id="a digit"),
        pytest.param("lavaan: An R package", "lavaan: An R package", id="a capital follows"),
        pytest.param("depression: a review", "Depression: A review", id="no package"),
    ],
)
def test_packages_keep_their_small_letter(title, printed):
    assert f"(2015). {printed}. " in text(Citations([article(title=title)]).entry("a2015"))


@pytest.mark.parametrize(
    ("journal", "printed"),
    [
        pytest.param(
            "Tijdschrift voor psychotherapie", "Tijdschrift voor psychotherapie", id="Dutch"
        ),
        pytest.param(
            "Revue française de psychanalyse", "Revue française de psychanalyse", id="French"
        ),
        pytest.param("Archives de pédiatrie", "Archives de pédiatrie", id="half English"),
        pytest.param("Zeitschrift für Psychologie", "Zeitschrift für Psychologie", id="German"),
        pytest.param(
            "Canadian Psychology/Psychologie canadienne",
            "Canadian Psychology/Psychologie canadienne",
            id="two languages",
        ),
        pytest.param("journal of mental health", "Journal of Mental Health", id="English"),
    ],
)
@pytest.mark.parametrize("language", ["", "en-US"])
@pytest.mark.parametrize("style", ["apa", "modern-language-association"])
def test_periodicals_in_another_language_keep_their_case(journal, printed, language, style):
    work = article(container_title=journal, language=language)
    assert printed in text(Citations([work], style=style).entry("a2015"))


def test_year_suffixes_agree_between_list_and_text():
    works = [article("b", "Beta"), article("a", "Alpha")]
    citations = Citations(works)
    assert citations.order == ("a", "b")
    assert "(2015a)" in text(citations.entry("a"))
    assert "(2015b)" in text(citations.entry("b"))
    both = Citation(cites=(Cite(key="b"), Cite(key="a")))
    assert citations.plain(both) == "(Adams, 2015a, 2015b)"


NO_AUTHOR = {
    "the": "The Canadian guide",
    "between": "Depression",
    "a": "A zebra study",
    "french": "L’alliance",
    "number": "50 ways",
    "word": "Fifth step",
    "quoted": "“Just get on”: A study",
}


@pytest.mark.parametrize(
    "style", ["apa", "chicago-author-date", "chicago-notes-bibliography", "mla", "harvard", "asa"]
)
def test_titles_in_the_place_of_authors_stand_under_their_first_significant_word(style):
    works = [
        article(key, title, contributors=(), type=ReferenceType.BOOK, container_title="", volume="")
        for key, title in NO_AUTHOR.items()
    ]
    works += [
        article("body", contributors=(Contributor(literal="The Joint Commission"),)),
        article("person", contributors=(Contributor(family="Le", given="Thi"),)),
        article("an", contributors=(Contributor(literal="An Bogaerts"),)),
    ]
    order = ["french", "an", "the", "between", "word", "number", "body", "quoted", "person", "a"]
    assert list(Citations(works, style=style).order) == order


def test_citations_in_one_pair_of_parentheses_are_in_the_order_of_the_list():
    works = [
        article(key, title, contributors=()) for key, title in NO_AUTHOR.items() if key != "french"
    ]
    citations = Citations(works)
    cited = citations.plain(Citation(cites=tuple(Cite(key=key) for key in ("a", "the", "between"))))
    assert cited == "(“The Canadian Guide,” 2015; “Depression,” 2015; “A Zebra Study,” 2015)"


def test_letters_after_the_year_follow_the_titles_without_their_articles():
    works = [article("g", "Gamma"), article("b", "The beta"), article("a", "An alpha")]
    citations = Citations(works)
    assert citations.order == ("a", "b", "g")
    assert "(2015b). The beta" in text(citations.entry("b"))
    assert citations.plain(Citation(cites=(Cite(key="b"),))) == "(Adams, 2015b)"


def test_narrative_citations_say_and():
    works = [
        article("one", contributors=tuple(Contributor(family=f) for f in ("Adams", "Brown"))),
        article("two", contributors=tuple(Contributor(family=f) for f in ("Cole", "Dean", "Eye"))),
    ]
    citations = Citations(works)

    def narrative(*keys, **more):
        cites = tuple(Cite(key=key, **more) for key in keys)
        return citations.plain(Citation(cites=cites, mode=CitationMode.NARRATIVE))

    assert narrative("one") == "Adams and Brown (2015)"
    assert narrative("one", "two") == "Adams and Brown (2015) and Cole et al. (2015)"
    assert narrative("one", label="page", locator="3") == "Adams and Brown (2015, p. 3)"
    assert citations.plain(Citation(cites=(Cite(key="one"),))) == "(Adams & Brown, 2015)"


def test_prefixes_suffixes_and_years_alone():
    citations = Citations([article()])
    cites = (Cite(key="a2015", prefix="see", suffix="for more"),)
    assert citations.plain(Citation(cites=cites)) == "(see Adams, 2015 for more)"
    cites = (Cite(key="a2015", suppress_author=True),)
    assert citations.plain(Citation(cites=cites)) == "(2015)"


def test_an_unknown_key_is_printed_as_it_is():
    assert citations_of_nothing() == "(@nobody)"


def citations_of_nothing():
    return Citations([article()]).plain(Citation(cites=(Cite(key="nobody"),)))


def test_one_bad_work_does_not_spoil_the_others():
    bad = Reference(key="bad", type=ReferenceType.DOCUMENT)
    odd = article(
        "odd",
        title="<script>alert(1)</script> \x00",
        issued=PartialDate(literal="in press"),
        contributors=(Contributor(role=Role.DIRECTOR, literal=""),),
    )
    citations = Citations([bad, odd, article()])
    assert text(citations.entry("a2015")).startswith("Adams, A. (2015).")
    assert text(citations.entry("bad"))
    assert "<script>" in text(citations.entry("odd"))


def test_keys_that_differ_in_case_are_two():
    citations = Citations([article("Smith2001", "Upper"), article("smith2001", "Lower")])
    assert "Upper" in text(citations.entry("Smith2001"))
    assert "Lower" in text(citations.entry("smith2001"))


@pytest.mark.parametrize("style", ["nonsense", "../apa", "no/such.csl", ""])
def test_a_style_that_is_not_there(style):
    with pytest.raises(CitationError, match=r"cannot be used|there is no style"):
        Citations([article()], style=style)


def test_numbers_stand_in_the_margin():
    citations = Citations([article()], style="ieee")
    entry = citations.entry("a2015")
    assert text(entry.label) == "[1]"
    assert text(entry.runs).startswith("A. Adams")
    assert citations.hanging_indent
    assert citations.plain(Citation(cites=(Cite(key="a2015"),))) == "[1]"


def test_a_doi_is_a_link_however_the_style_prints_it():
    entry = Citations([article(doi="10.1000/182")], style="ieee").entry("a2015")
    assert [run.link for run in entry.runs if run.link] == ["https://doi.org/10.1000/182"]


def test_annotated_styles_print_the_annotation_below():
    notes = {"a2015": "Worth reading."}
    style = "apa-annotated-bibliography"
    entry = Citations([article()], style=style, annotations=notes).entry("a2015")
    assert [text(block) for block in entry.annotation] == ["Worth reading."]
    assert "Worth" not in text(entry.runs)


@pytest.mark.parametrize(
    ("locale", "printed"),
    [
        ("no", "(2. utg."),
        ("nb-NO", "(2. utg."),
        ("DE", "(2. Aufl."),
        ("en_GB", "(2nd edn"),
    ],
)
def test_locales_by_any_of_their_names(locale, printed):
    book = article(type=ReferenceType.BOOK, edition="2")
    assert printed in text(Citations([book], style=Style(locale=locale)).entry("a2015"))


def test_an_unknown_locale_is_said():
    with pytest.raises(CitationError, match='no locale "xx"; write a tag such as en-GB'):
        Citations([article()], style=Style(locale="xx"))


@pytest.mark.parametrize(
    ("style", "in_text", "narrative", "in_prose"),
    [
        ("apa", "(Adams & Brown, 2015)", "Adams and Brown (2015)", "(Adams & Brown, 2015)"),
        ("ieee", "[1]", "Adams and Brown [1]", "[1]"),
        ("nature", "1", "Adams and Brown 1", "1"),
        (
            "chicago-notes-bibliography",
            "Ann Adams and Bo Brown, A Title, 2nd ed. (Routledge, 2015).",
            "Adams and Brown (Adams and Brown, A Title)",
            "(Adams and Brown, A Title)",
        ),
    ],
)
def test_citations_in_styles_of_every_kind(style, in_text, narrative, in_prose):
    people = (Contributor(family="Adams", given="Ann"), Contributor(family="Brown", given="Bo"))
    book = article(
        type=ReferenceType.BOOK,
        contributors=people,
        container_title="",
        volume="",
        edition="2",
        publisher="Routledge",
    )
    citations = Citations([book], style=style)
    cites = (Cite(key="a2015"),)
    assert citations.plain(Citation(cites=cites)) == in_text
    told = Citation(cites=cites, mode=CitationMode.NARRATIVE)
    assert citations.plain(told) == narrative
    assert "".join(run.text for run in citations.in_prose(Citation(cites=cites))) == in_prose


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("apa", "Psychotherapy, 5, Article 102269."),
        ("nature", "Psychotherapy 5, 102269 (2015)."),
        ("ieee", "vol. 5, Art. no. 102269, 2015."),
        ("elsevier-vancouver", "2015;5:102269."),
    ],
)
def test_article_numbers_are_printed_once_in_every_style(style, printed):
    entry = text(Citations([article(number="102269")], style=style).entry("a2015"))
    assert printed in entry
    assert entry.count("102269") == 1


@pytest.mark.parametrize("style", ["chicago-author-date", "nlm", "mla", "ieee", "harvard", "apa"])
def test_the_number_of_a_report_is_no_range(style):
    report = {"type": ReferenceType.REPORT, "number": "12-04", "container_title": "", "volume": ""}
    entry = text(Citations([article(**report)], style=style).entry("a2015"))
    assert "12-04" in entry
    assert "os." not in entry


@pytest.mark.parametrize("style", ["chicago-author-date", "mla", "asa", "apa"])
def test_that_a_preprint_is_one_is_said_once(style):
    work = article(type=ReferenceType.ARTICLE, publisher="PsyArXiv", status="preprint", volume="")
    entry = text(Citations([work], style=style).entry("a2015"))
    assert entry.casefold().count("preprint") == (style == "chicago-author-date")


@pytest.mark.parametrize(
    ("style", "locale", "printed"),
    [
        pytest.param("nlm", "", "“Waiting” (1)", id="a number"),
        pytest.param("nature", "", "“Waiting” 1", id="a number above the line"),
        pytest.param("chicago-notes", "", "“Waiting” (Waiting)", id="a note"),
        pytest.param("nlm", "fr-CA", "« Waiting » (1)", id="in French"),
    ],
)
def test_a_work_without_an_author_is_the_subject_by_its_title(style, locale, printed):
    work = article(title="Waiting: For care", contributors=(), container_title="")
    citation = Citation(cites=(Cite(key="a2015"),), mode=CitationMode.NARRATIVE)
    found = Citations([work], style=Style(style, locale)).plain(citation)
    assert found.replace("\u00a0", " ").replace("\u202f", " ") == printed


def test_a_work_behind_see_stays_behind_it_in_prose_too():
    works = [article(), article("b2015", contributors=(Contributor(family="Brown", given="B."),))]
    cites = (Cite(key="b2015", prefix="see"), Cite(key="a2015"))
    assert Citations(works).plain(Citation(cites=cites)) == "(see Brown, 2015; Adams, 2015)"


@pytest.mark.parametrize(
    ("more", "printed"),
    [
        pytest.param(
            {"type": ReferenceType.REPORT, "publisher": "World Health Organization"},
            "World Health Organization. (2015). A title.",
            id="a publisher that is the author is left out",
        ),
        pytest.param({"type": ReferenceType.DATASET}, "A title [Data set].", id="a data set"),
    ],
)
def test_what_apa_asks_beyond_its_style(more, printed):
    body = (Contributor(literal="World Health Organization"),)
    work = article(contributors=body, container_title="", volume="", **more)
    entry = text(Citations([work]).entry("a2015"))
    assert printed in entry
    assert entry.count("World Health Organization") == 1


@pytest.mark.parametrize(
    ("locale", "accessed", "printed"),
    [
        ("", None, "Adams, A. (n.d.). A title. https://a.org/x"),
        ("", "2020-03-04", "(n.d.). A title. Retrieved March 4, 2020, from https://a.org/x"),
        ("de-DE", None, "J.). A title. https://a.org/x"),
    ],
)
def test_a_page_without_a_date_is_retrieved_on_a_date_or_not_at_all(locale, accessed, printed):
    page = article(
        type=ReferenceType.WEBPAGE,
        issued=None,
        accessed=PartialDate(year=2020, month=3, day=4) if accessed else None,
        url="https://a.org/x",
        container_title="",
        volume="",
    )
    assert printed in text(Citations([page], style=Style(locale=locale)).entry("a2015"))


@pytest.mark.parametrize(
    ("genre", "more", "printed"),
    [
        ("Doctoral dissertation", {}, "[Unpublished doctoral dissertation]. University of Ottawa"),
        ("Master's thesis", {}, "[Unpublished master’s thesis]. University of Ottawa"),
        ("PhD thesis", {}, "[Unpublished doctoral dissertation]. University of Ottawa"),
        ("MA thesis", {}, "[Unpublished master’s thesis]. University of Ottawa"),
        (
            "PhD thesis",
            {"doi": "10.5555/x"},
            "[Doctoral dissertation, University of Ottawa]. https://doi",
        ),
    ],
)
def test_an_unpublished_thesis_says_so(genre, more, printed):
    thesis = article(
        type=ReferenceType.THESIS,
        genre=genre,
        container_title="",
        volume="",
        publisher="University of Ottawa",
        **more,
    )
    assert printed in text(Citations([thesis]).entry("a2015"))


def test_a_style_is_known_by_what_it_is_and_not_by_its_file(tmp_path):
    from pprkb.csl.files.styles import STYLES

    copy = tmp_path / "annotated" / "mine.csl"
    copy.parent.mkdir()
    copy.write_bytes((STYLES / "apa.csl").read_bytes())
    work = article(title="Main: a subtitle")
    entry = Citations([work], style=str(copy), annotations={"a2015": "Note."}).entry("a2015")
    assert "Main: A subtitle" in text(entry)
    assert entry.annotation == ()


def test_a_work_that_the_style_does_not_list_is_told_all_the_same():
    letter = article(
        type=ReferenceType.PERSONAL_COMMUNICATION,
        title="On endings",
        container_title="",
        volume="",
    )
    citations = Citations([letter, article("b2016")])
    assert text(citations.entry("a2015")) == "Adams (2015). On endings."
    assert text(citations.entry("b2016")).startswith("Adams, A. (2015")


@pytest.mark.parametrize(
    ("families", "listed", "cited", "told"),
    [
        (["Smith"], "Smith, A., et al. (2015).", "(Smith et al., 2015)", "Smith et al. (2015)"),
        (
            ["Smith", "Jones"],
            "Smith, A., Jones, A., et al. (2015).",
            "(Smith et al., 2015)",
            "Smith et al. (2015)",
        ),
    ],
    ids=["one", "two"],
)
def test_a_list_of_authors_that_is_cut_off_does_not_look_complete(families, listed, cited, told):
    people = tuple(Contributor(family=family, given="Ann") for family in families)
    work = article(contributors=people, incomplete=frozenset({Role.AUTHOR}))
    citations = Citations([work])
    assert text(citations.entry("a2015")).startswith(listed)
    cites = (Cite(key="a2015"),)
    assert citations.plain(Citation(cites=cites)) == cited
    assert citations.plain(Citation(cites=cites, mode=CitationMode.NARRATIVE)) == told
    for style in ("ieee", "chicago-author-date", "nature", "modern-language-association"):
        printed = text(Citations([work], style=style).entry("a2015"))
        assert "et al." in printed, style
        assert "and et al" not in printed, style
        assert "\u2060" not in printed, style


def cut_short(number: int) -> str:
    """Print a reference of that many authors, the last behind an ellipsis."""
    names = ", ".join(f"Fam{chr(97 + place)}, A." for place in range(number - 1))
    return f"{names}, . . . Zed, Z. (1996). A study. Cell, 1(2), 3–4."


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (3, "Fama, A., Famb, A., et al. (1996)."),
        (19, "Famq, A., Famr, A., et al. (1996)."),
        (20, "Famr, A., Fams, A., . . . Zed, Z. (1996)."),
    ],
    ids=["few", "eighteen before the last", "nineteen before the last"],
)
def test_a_last_author_behind_missing_ones_is_never_out_of_place(number, printed):
    reference = read_printed(cut_short(number)).reference
    reference = replace(reference, key="a")
    kept = read_bibtex(write_entry(reference)).references[0]
    assert kept.by_role(Role.AUTHOR)[-1].family == "Zed"
    for one in (reference, kept):
        text = "".join(run.text for run in Citations([one]).entry("a").runs)
        assert printed in text.replace("\u00a0", " ").replace("…", ". . .")
        assert ("Zed" in text) is ("Zed" in printed)


@pytest.mark.parametrize("style", ["apa", "ieee"])
@pytest.mark.parametrize("archive", ["PsycINFO", "Scopus", "psyh", "Ovid MEDLINE"])
def test_a_database_is_printed_by_no_style(style, archive):
    reference = article(archive=archive, archive_location="2018-12345-001")
    printed = text(Citations([reference], style=style).entry("a2015"))
    assert printed == text(Citations([article()], style=style).entry("a2015"))


def test_an_archive_is_no_database():
    reference = article(
        type=ReferenceType.MANUSCRIPT,
        container_title="",
        volume="",
        archive="Archives of Psychology",
    )
    assert "Archives of Psychology" in text(Citations([reference]).entry("a2015"))
