"""The forms in which dates, names, locators, identifiers and sources are printed, one by one."""

from __future__ import annotations

import pytest

from pprkb.formats.printed import looks_printed, read_printed, show_printed
from pprkb.formats.printed.head import date_text, read_date
from pprkb.formats.printed.people import read_names
from pprkb.model.reference import PartialDate, ReferenceType, Role
from tests.formats.printed.fields import person, told

HEAD = "Tasca, G. A. (2019). "
TITLE = "Team cognition and reflective functioning: A review"


def read(text: str) -> dict[str, object]:
    return told(read_printed(text).reference)


# -- dates ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "date"),
    [
        pytest.param("2013", "2013", id="year"),
        pytest.param("2013a", "2013", id="letter"),
        pytest.param("2013, March 11", "2013-03-11", id="day"),
        pytest.param("2013, 11 March", "2013-03-11", id="day before the month"),
        pytest.param("March 11, 2013", "2013-03-11", id="year last"),
        pytest.param("2013, Mar.", "2013-03", id="short month"),
        pytest.param("2013, Sept 3rd", "2013-09-03", id="ordinal"),
        pytest.param("2019, August 8–11", "2019-08-08/2019-08-11", id="days"),
        pytest.param("2019, August 30–September 2", "2019-08-30/2019-09-02", id="two months"),
        pytest.param("2013, Spring", "2013, spring", id="season"),
        pytest.param("2002–2008", "2002/2008", id="years"),
        pytest.param("2015–present", "2015/present", id="open"),
        pytest.param("ca. 1850", "ca. 1850", id="circa"),
        pytest.param("in press", "in press", id="in press"),
        pytest.param("in press-a", "in press", id="in press with letter"),
        pytest.param("n.d.", "n.d.", id="no date"),
    ],
)
def test_dates(content: str, date: str) -> None:
    found = read_date(content)
    assert found is not None
    assert date_text(found[0]) == date


@pytest.mark.parametrize(
    "content",
    ["Ed.", "3rd ed.", "12", "pp. 2013–2016", "PHQ-9", "see 2013", "2013, Lambert", "9401"],
)
def test_no_dates(content: str) -> None:
    assert read_date(content) is None


def test_reprints_have_two_dates() -> None:
    for date in ("1920/2013", "2013 [1920]"):
        reference = read_printed(f"Freud, S. ({date}). Beyond. London: Penguin.").reference
        assert reference is not None
        assert reference.issued == PartialDate(year=2013)
        assert reference.original_date == PartialDate(year=1920)


# -- names ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param("Fowler, J.C.", ["Fowler, J. C."], id="glued"),
        pytest.param("Fowler, JC", ["Fowler, J. C."], id="no full stops"),
        pytest.param("Fowler JC, Tasca GA", ["Fowler, J. C.", "Tasca, G. A."], id="no commas"),
        pytest.param("Fowler JC, Tasca GA.", ["Fowler, J. C.", "Tasca, G. A."], id="a full stop"),
        pytest.param("Fowler , J. C. & Tasca , G.", ["Fowler, J. C.", "Tasca, G."], id="spaces"),
        pytest.param("Barber, J.-P.", ["Barber, J.-P."], id="hyphen"),
        pytest.param("Mason, A-M.", ["Mason, A-M."], id="hyphen without full stop"),
        pytest.param("King, M. L., Jr.", ["King, M. L., Jr."], id="suffix"),
        pytest.param("Reynolds III, C. F.", ["Reynolds, C. F., III"], id="suffix before"),
        pytest.param("van der Kolk, B. A.", ["van der Kolk, B. A."], id="particles"),
        pytest.param("Beauvoir, S. de", ["Beauvoir, S. de"], id="particle behind"),
        pytest.param("van 't Veer, A. E.", ["van 't Veer, A. E."], id="apostrophe"),
        pytest.param("Ruellas, A. C. de O.", ["Ruellas, A. C. de O."], id="particle within"),
        pytest.param("St. John, M.", ["St. John, M."], id="saint"),
        pytest.param("O’Hara, M., D'Souza, A.", ["O’Hara, M.", "D'Souza, A."], id="apostrophes"),
        pytest.param("Lo Coco, G., Del Re, A.", ["Lo Coco, G.", "Del Re, A."], id="two words"),
        pytest.param("Smith, J., & the LIFE Study Group", ["Smith, J.", "{the LIFE Study Group}"], id="body"),
        pytest.param("Norcross, John C., & Hill, Clara E.", ["Norcross, John C.", "Hill, Clara E."], id="full"),
        pytest.param("Bruce E. Wampold", ["Wampold, Bruce E."], id="given first"),
        pytest.param("B. E. Wampold and Z. Imel", ["Wampold, B. E.", "Imel, Z."], id="initials first"),
        pytest.param("J. van der Berg & K. Lee", ["van der Berg, J.", "Lee, K."], id="particles first"),
        pytest.param("Vismara, M. Grancini, B., Fineberg, N.", ["Vismara, M.", "Grancini, B.", "Fineberg, N."], id="a comma missing"),
        pytest.param("American Psychiatric Association", ["{American Psychiatric Association}"], id="association"),
        pytest.param("U.S. Census Bureau", ["{U.S. Census Bureau}"], id="bureau"),
        pytest.param("Substance Abuse and Mental Health Services Administration", ["{Substance Abuse and Mental Health Services Administration}"], id="and within a body"),
        pytest.param("NICE", ["{NICE}"], id="acronym"),
        pytest.param("Hong, Y., & R Core Team", ["Hong, Y.", "{R Core Team}"], id="team"),
    ],
)  # fmt: skip
def test_names(text: str, people: list[str]) -> None:
    names = read_names(text, 0, len(text))
    assert [person(name.person) for name in names.names] == people
    assert not names.odd


@pytest.mark.parametrize(
    ("text", "people"),
    [
        pytest.param("Barkham, W. Lutz, and L.G. Castonguay", ["Barkham", "Lutz, W.", "Castonguay, L. G."], id="an initial lost"),
        pytest.param("Barkham, W., Lutz, and L.G. Castonguay", ["Barkham, W.", "Lutz", "Castonguay, L. G."], id="mixed orders"),
        pytest.param("M. Lambert", ["Lambert, M."], id="one"),
        pytest.param("Lambert, M. J.", ["Lambert, M. J."], id="family name first"),
    ],
)  # fmt: skip
def test_editors(text: str, people: list[str]) -> None:
    names = read_names(text, 0, len(text), given_first=True)
    assert [person(name.person) for name in names.names] == people
    assert bool(names.doubts) == any("," not in name for name in people)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Carl Rogers", id="no initials"),
        pytest.param("Freud, Sigmund", id="given names in full"),
        pytest.param("John Norcross and Bruce Wampold", id="two of them"),
        pytest.param("Freud", id="a family name alone"),
        pytest.param("Flückiger, C., Del Re, Wampold, B. E.", id="initials lost"),
        pytest.param("Proulx, G., Mcquaid N., & Tasca, G.", id="a comma lost"),
        pytest.param(
            "American Psychiatric Association & World Health Organization", id="two bodies"
        ),
    ],
)
def test_names_that_are_doubted(text: str) -> None:
    assert not read_names(text, 0, len(text)).plain


def test_names_left_out_are_told() -> None:
    for others in (", et al.", " et al.", ", . . . Zoe, A.", ", … & Zoe, A.", ",...Zoe, A."):
        printed = read_printed(f"Abbass, A., Kisely, S.{others} (2014). {TITLE}. JAMA, 1, 2–3.")
        assert printed.reference is not None
        assert printed.reference.incomplete == {Role.AUTHOR}
        assert not printed.confident
        assert any("stands for authors" in doubt for doubt in printed.doubts)
        known = printed.reference.extra.get("last-author", "")
        assert known == ("Zoe, A." if "Zoe" in others else "")
        assert any("is the last author" in doubt for doubt in printed.doubts) is bool(known)


# -- where an article stands ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param(", 49, 81-89.", ("49", "", "81–89"), id="volume and pages"),
        pytest.param(", 49(1), 81–89.", ("49", "1", "81–89"), id="issue"),
        pytest.param(", 49 (1), 81 - 89.", ("49", "1", "81–89"), id="spaces"),
        pytest.param(", 49, (1), 81-89.", ("49", "1", "81–89"), id="a comma before the issue"),
        pytest.param(", 49:1, 81-89.", ("49", "1", "81–89"), id="colon before the issue"),
        pytest.param(", 49: 81-89.", ("49", "", "81–89"), id="colon before the pages"),
        pytest.param(", 49(1):81-89.", ("49", "1", "81–89"), id="colon behind the issue"),
        pytest.param(", Vol. 49, No. 1, pp. 81-89.", ("49", "1", "81–89"), id="in words"),
        pytest.param(", Vol. 49(1), p. 81.", ("49", "1", "81"), id="one page"),
        pytest.param(", 49(1-2), 81 to 89.", ("49", "1–2", "81–89"), id="to"),
        pytest.param(", 49(Suppl. 1), S81–S89.", ("49", "Suppl. 1", "S81–S89"), id="supplement"),
        pytest.param(", 49(3, Pt. 1), 81–89.", ("49", "3, Pt. 1", "81–89"), id="part"),
        pytest.param(", 49, 81–89, 93.", ("49", "", "81–89, 93"), id="pages apart"),
        pytest.param(", 49, 270-7.", ("49", "", "270–7"), id="short last page"),
        pytest.param(", 49, xi–xv.", ("49", "", "xi–xv"), id="roman"),
        pytest.param(". 49, 81-89.", ("49", "", "81–89"), id="full stop before"),
        pytest.param(" 49(1), 81-89.", ("49", "1", "81–89"), id="no comma before"),
        pytest.param(",49,81-89.", ("49", "", "81–89"), id="no spaces"),
        pytest.param("; 49(1): 81-89.", ("49", "1", "81–89"), id="semicolon"),
        pytest.param(", 49/50, 81-89.", ("49/50", "", "81–89"), id="two volumes"),
        pytest.param(", 81–89.", ("", "", "81–89"), id="pages alone"),
    ],
)
def test_locators(tail: str, expected: tuple[str, str, str]) -> None:
    reference = read_printed(f"{HEAD}{TITLE}. Group Dynamics{tail}").reference
    assert reference is not None
    assert reference.title == TITLE
    assert reference.container_title == "Group Dynamics"
    assert (reference.volume, reference.issue, reference.page) == expected


@pytest.mark.parametrize(
    ("tail", "number"),
    [
        pytest.param(", 10, 313.", "", id="a page"),
        pytest.param(", 10, Article 313.", "313", id="article"),
        pytest.param(", 10, Art. No. 313.", "313", id="short"),
        pytest.param(", 10(5), e1001454.", "e1001454", id="eLocator"),
        pytest.param(", 10, 101599.", "101599", id="six digits"),
        pytest.param(", e13097.", "e13097", id="alone"),
        pytest.param(", (7), CD004687.", "CD004687", id="Cochrane"),
    ],
)
def test_article_numbers(tail: str, number: str) -> None:
    reference = read_printed(f"{HEAD}{TITLE}. Frontiers in Psychology{tail}").reference
    assert reference is not None
    assert reference.container_title == "Frontiers in Psychology"
    assert reference.number == number
    assert bool(reference.page) == (not number)


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Suicide in England, 1997–2012", id="years at the end"),
        pytest.param("Practice among members of Division 29", id="a number at the end"),
        pytest.param("Psychotherapy in 2012: Current practices", id="a year"),
        pytest.param(
            "A meta-(re)analysis of cognitive therapy (1990–2001)", id="years in brackets"
        ),
        pytest.param("In search of the alliance", id="In"),
        pytest.param("Is it true? In a way", id="In behind a question"),
        pytest.param("“Everyone has won”: What now?", id="quotation"),
        pytest.param("The dodo bird is alive—mostly", id="dash"),
        pytest.param("Therapy vs. no therapy. A review", id="two sentences"),
        pytest.param("The PHQ-9: A brief measure (PHQ-9)", id="acronym in brackets"),
        pytest.param("How Does therapy harm? a model", id="a small letter behind a question"),
    ],
)
def test_titles_stay_whole(title: str) -> None:
    printed = read_printed(f"{HEAD}{title}. Psychotherapy, 49(1), 81–89.")
    assert printed.reference is not None
    assert printed.reference.title == title
    assert printed.reference.container_title == "Psychotherapy"


@pytest.mark.parametrize(
    ("journal", "certain"),
    [
        pytest.param("Clinical Psychology Review", True, id="known words"),
        pytest.param("Psychotherapy: Theory, Research, Practice, Training", True, id="commas"),
        pytest.param("Prometheus", False, id="unknown"),
    ],
)
def test_a_comma_before_the_journal(journal: str, certain: bool) -> None:
    printed = read_printed(f"{HEAD}{TITLE}, {journal}, 30, 710-720.")
    assert printed.reference is not None
    assert printed.reference.title == TITLE
    assert printed.reference.container_title == journal
    assert printed.confident == certain


# -- identifiers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "form",
    [
        "doi:{}",
        "doi: {}",
        "DOI {}",
        "DOI: {}.",
        "https://doi.org/{}",
        "http://dx.doi.org/{}.",
        "doi.org/{}",
        "doi: https://doi.org/{}",
        "https://doi.org/doi:{}",
        "Available at: https://doi.org/{}",
        "{}",
        "(doi: {})",
        "[https://doi.org/{}]",
    ],
)
@pytest.mark.parametrize(
    "doi", ["10.1037/pst0000172", "10.1016/S0140-6736(17)32802-7", "10.1037/0003-066X.32.9.752"]
)
def test_dois(form: str, doi: str) -> None:
    printed = read_printed(f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. {form.format(doi)}")
    assert printed.reference is not None
    assert printed.reference.doi == doi
    assert printed.reference.url == ""
    assert printed.confident


@pytest.mark.parametrize(
    "doi",
    [
        "10.1037/pst00001",
        "10.1080/10503307.2021.19",
        "10.1016/j.cpr.2014.07.",
        "10.1007/s10488-017-07",
    ],
)
def test_dois_that_are_cut_off(doi: str) -> None:
    printed = read_printed(f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. https://doi.org/{doi}")
    assert not printed.confident
    assert not printed.complete


def test_an_address_of_a_publisher_is_no_doi() -> None:
    url = "https://psycnet.apa.org/doi/10.1037/pst0000172"
    reference = read_printed(f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. {url}").reference
    assert reference is not None
    assert (reference.doi, reference.url) == ("", url)


@pytest.mark.parametrize(
    ("printed_as", "doi"),
    [
        pytest.param("https://doi.org/10.1037/\npst0000172", "10.1037/pst0000172", id="slash"),
        pytest.param("https://doi.org/\r\n10.1037/pst0000172", "10.1037/pst0000172", id="host"),
        pytest.param("doi:10.1002/wps.\n20238", "10.1002/wps.20238", id="a stop and digits"),
        pytest.param("https://doi.org/10.1037/0022-\n006X.73.5.845", "10.1037/0022-006X.73.5.845", id="hyphen"),
        pytest.param("https://doi.org/10.1017/\n  S0033291713002638", "10.1017/S0033291713002638", id="indented"),
    ],
)  # fmt: skip
def test_a_doi_goes_on_behind_a_line_end(printed_as: str, doi: str) -> None:
    printed = read_printed(f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. {printed_as}")
    assert printed.reference is not None
    assert printed.reference.doi == doi
    assert printed.leftover == ()


def test_a_sentence_behind_a_doi_is_not_part_of_it() -> None:
    printed = read_printed(
        f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. doi:10.1037/pst0000172.\nReprinted with thanks"
    )
    assert printed.reference is not None
    assert printed.reference.doi == "10.1037/pst0000172"
    assert not printed.confident


@pytest.mark.parametrize(
    "url",
    ["https://doi.org/gf7kzr", "https://doi.org/10/gf7kzr", "http://dx.doi.org/10/b8s", "doi.org/gf7kzr"],
)  # fmt: skip
def test_a_short_doi_is_an_address(url: str) -> None:
    printed = read_printed(f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. {url}")
    assert printed.reference is not None
    assert (printed.reference.doi, printed.reference.url) == ("", url if "//" in url else "")
    assert printed.confident is ("//" in url)


def test_the_date_of_retrieval() -> None:
    for told_as in ("Retrieved March 3, 2020, from {}", "{} [Accessed 3 March 2020].", "Retrieved 3 March 2020 from {}"):  # fmt: skip
        url = "https://www.apa.org/about"
        reference = read_printed(f"{HEAD}{TITLE}. {told_as.format(url)}").reference
        assert reference is not None
        assert (reference.url, reference.accessed) == (url, PartialDate(year=2020, month=3, day=3))


# -- sources ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "place", "publisher"),
    [
        pytest.param("New York, NY: Guilford Press.", "New York, NY", "Guilford Press", id="state"),
        pytest.param("Göttingen: Hogrefe.", "Göttingen", "Hogrefe", id="city"),
        pytest.param("Mahwah, N.J.: Erlbaum.", "Mahwah, N.J.", "Erlbaum", id="dotted state"),
        pytest.param(
            "New York: W. W. Norton & Co.", "New York", "W. W. Norton & Co.", id="initials"
        ),
        pytest.param("Guilford Press.", "", "Guilford Press", id="publisher alone"),
        pytest.param("Guilford Press: New York.", "New York", "Guilford Press", id="turned"),
        pytest.param("Wiley, Hoboken, NJ.", "Hoboken, NJ", "Wiley", id="place behind a comma"),
        pytest.param("Washington, DC: Author.", "Washington, DC", "Tasca, G. A.", id="author"),
    ],
)
@pytest.mark.parametrize("edition", ["", " (2nd ed.)"])
def test_publishers(source: str, place: str, publisher: str, edition: str) -> None:
    printed = read_printed(f"{HEAD}{TITLE}{edition}. {source}")
    assert printed.reference is not None
    assert printed.reference.type is ReferenceType.BOOK
    assert printed.reference.title == TITLE
    assert (printed.reference.publisher_place, printed.reference.publisher) == (place, publisher)
    assert printed.reference.edition == ("2" if edition else "")
    assert printed.confident


@pytest.mark.parametrize(
    ("bracket", "field", "value"),
    [
        pytest.param("(6th ed.)", "edition", "6", id="edition"),
        pytest.param("(Second Edition)", "edition", "2", id="in words"),
        pytest.param("(Rev. ed.)", "edition", "Rev. ed.", id="revised"),
        pytest.param("(50th anniversary ed.)", "edition", "50th anniversary ed.", id="anniversary"),
        pytest.param("(Vol. 2)", "volume", "2", id="volume"),
        pytest.param("(Vols. 1–3)", "number_of_volumes", "3", id="volumes"),
        pytest.param("(2nd ed., Vol. 2)", "volume", "2", id="both"),
        pytest.param("(I. Lasch, Trans.)", "translator", ["Lasch, I."], id="translator"),
        pytest.param("(J. Bliss & H. Furth, Trans.; 2nd ed.)", "translator", ["Bliss, J.", "Furth, H."], id="translators"),
        pytest.param("(D. Webb, Ed.)", "editor", ["Webb, D."], id="editor"),
        pytest.param("(Report No. 12)", "number", "12", id="report"),
        pytest.param("[Doctoral dissertation, McGill University]", "publisher", "McGill University", id="school"),
        pytest.param("(Unpublished doctoral dissertation)", "genre", "Unpublished doctoral dissertation", id="thesis"),
        pytest.param("[Computer software]", "genre", "Computer software", id="kind"),
        pytest.param("(Version 4.3.1)", "version", "4.3.1", id="version"),
    ],
)  # fmt: skip
def test_brackets_behind_a_title(bracket: str, field: str, value: object) -> None:
    assert read(f"{HEAD}{TITLE} {bracket}. Guilford Press.")[field] == value


def test_what_is_unknown_in_brackets_is_doubted() -> None:
    for bracket in ("(Applied Series, Vol. 49)", "[Journal Article]", "(ICPSR 37080; wave 2)"):
        assert not read_printed(f"{HEAD}{TITLE} {bracket}. Guilford Press.").confident


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param("In M. J. Lambert (Ed.), {} (6th ed., pp. 3–9).", id="APA 7"),
        pytest.param("In M. J. Lambert (Ed.) {} (6th ed.), pp. 3-9.", id="pages behind"),
        pytest.param("In: M. J. Lambert (ed.), {}, 6th edition (pp. 3-9).", id="edition before"),
        pytest.param("In Lambert, M. J. (Ed.). {} (pp. 3–9; 6th ed.).", id="family name first"),
        pytest.param("In M. J. Lambert, Ed., {} (6th ed.; pp.3-9).", id="no parentheses"),
        pytest.param("In M.J. Lambert (Editor), {} (6th ed., p. 3-9).", id="in full"),
    ],
)
@pytest.mark.parametrize("end", [". ", "? "])
def test_chapters(inside: str, end: str) -> None:
    book = "Handbook of psychotherapy: How and why? A guide"
    title = TITLE + end.strip(" .")
    text = f"{HEAD}{TITLE}{end}{inside.format(book)} Hoboken, NJ: Wiley."
    assert read(text) == {
        "type": "chapter",
        "author": ["Tasca, G. A."],
        "issued": "2019",
        "title": title,
        "editor": ["Lambert, M. J."],
        "container_title": book,
        "edition": "6",
        "page": "3–9",
        "publisher_place": "Hoboken, NJ",
        "publisher": "Wiley",
    }
    assert read_printed(text).confident


def test_people_named_behind_in_without_a_label_are_doubted() -> None:
    printed = read_printed(f"{HEAD}{TITLE}. In I. Kant, Werke (pp. 1–9). Berlin: de Gruyter.")
    assert not printed.confident
    assert read(printed.text)["editor"] == ["Kant, I."]


# -- formatting, and what is told -------------------------------------------------------------------


@pytest.mark.parametrize(
    "journal",
    [
        "*Group Dynamics*, *49*(1), 81–89.",
        "_Group Dynamics_, _49_(1), 81–89.",
        "<em>Group Dynamics, 49</em>(1), 81–89.",
        '<i class="x">Group Dynamics</i>, <b>49</b>(1), 81–89.',
        "Group\u00a0Dynamics,\u00a049(1), 81\u00ad–89.",
        "Group\nDynamics, 49(1),\n  81–\n89.",
    ],
)
def test_formatting_is_taken_out(journal: str) -> None:
    printed = read_printed(f"{HEAD}{TITLE}. {journal}")
    assert printed.reference is not None
    assert printed.reference.container_title == "Group Dynamics"
    assert printed.reference.volume == "49"
    assert printed.reference.page == "81–89"
    assert printed.confident
    assert printed.text[printed.used[3].start :].startswith("Group")


def test_words_in_italics_within_a_title_keep_them() -> None:
    printed = read_printed(f"{HEAD}Effects of *Hypericum* on mood. *JAMA*, 1, 2–3.")
    assert printed.reference is not None
    assert printed.reference.title == "Effects of <i>Hypericum</i> on mood"


def test_stars_that_are_no_formatting_stay() -> None:
    printed = read_printed("Faul, F. (2007). G*Power 3: A program. Behavior Research, 39, 175–191.")
    assert printed.reference is not None
    assert printed.reference.title == "G*Power 3: A program"


@pytest.mark.parametrize(
    ("broken", "word", "doubted"),
    [
        pytest.param("psycho-\ntherapy", "psychotherapy", True, id="syllable"),
        pytest.param("psycho-\r\n  therapy", "psychotherapy", True, id="indented"),
        pytest.param("psycho-\\ntherapy", "psychotherapy", True, id="written as an escape"),
        pytest.param("psycho\u00ad\ntherapy", "psychotherapy", False, id="soft hyphen"),
        pytest.param("evidence-\nbased", "evidence-based", False, id="compound by its end"),
        pytest.param("self-\nesteem", "self-esteem", False, id="compound by its beginning"),
        pytest.param("non-\nWestern", "non-Western", False, id="a capital"),
        pytest.param("COVID-\n19", "COVID-19", False, id="a number"),
        pytest.param("drop-\nout", "drop-out", False, id="drop-out"),
    ],
)
def test_a_word_that_a_line_breaks_is_whole_again(broken: str, word: str, doubted: bool) -> None:
    printed = read_printed(f"{HEAD}On {broken} research. JAMA, 1, 2–3.")
    assert printed.reference is not None
    assert printed.reference.title == f"On {word} research"
    doubts = [f"A line ends within “{word}”, which is read without a hyphen."] if doubted else []
    assert list(printed.doubts) == doubts


@pytest.mark.parametrize(
    "links",
    [
        "[Crossref], [PubMed], [Web of Science ®], [Google Scholar]",
        "Crossref. PubMed. Web of Science.",
        "PubMed PubMed Central Google Scholar",
        "[doi link]",
        "[PDF] [Full text]",
    ],
)
def test_the_links_of_a_page_are_no_part_of_a_reference(links: str) -> None:
    whole = f"{HEAD}{TITLE}. Psychotherapy, 55, 316–340. https://doi.org/10.1037/pst0000172"
    for text in (whole, whole.partition(" https")[0]):
        printed = read_printed(f"{text} {links}")
        assert printed.confident, (printed.doubts, printed.leftover)
        assert printed.reference == read_printed(text).reference


def test_a_title_that_ends_like_a_link_keeps_its_words() -> None:
    printed = read_printed("Smith, J. (2012). Searching PubMed. JAMA, 1, 2–3.")
    assert printed.reference is not None
    assert printed.reference.title == "Searching PubMed"


@pytest.mark.parametrize(
    "names", ["Yalom, I. D., with Leszcz, M.", "Yalom, I. D. (with Leszcz, M.)."]
)
def test_who_helped_is_no_author(names: str) -> None:
    printed = read_printed(f"{names} (2005). The theory of groups (5th ed.). Basic Books.")
    assert printed.confident, printed.doubts
    assert printed.reference is not None
    people = [(one.role, one.family) for one in printed.reference.contributors]
    assert people == [(Role.AUTHOR, "Yalom"), (Role.CONTRIBUTOR, "Leszcz")]


@pytest.mark.parametrize("suffix", ["III", "II", "IV", "Jr.", "Sr."])
def test_a_suffix_before_the_date(suffix: str) -> None:
    stop = "" if suffix.endswith(".") else "."
    printed = read_printed(f"Davison, G. C., {suffix}{stop} (1994). {TITLE}. JAMA, 31, 1–10.")
    assert printed.confident, printed.doubts
    assert printed.reference is not None
    (person,) = printed.reference.contributors
    assert (person.family, person.given, person.suffix) == ("Davison", "G. C.", suffix)


@pytest.mark.parametrize(
    ("before", "people"),
    [
        pytest.param("( ", ["Li"], id="most of it is the name"),
        pytest.param("( ( ", [], id="hardly more than half of it"),
    ],
)
def test_odd_characters_among_names(before: str, people: list[str]) -> None:
    printed = read_printed(f"{before}Li, B. (2015). {TITLE}. JAMA, 1, 2–3.")
    assert printed.reference is not None
    assert [person.family for person in printed.reference.contributors] == people


@pytest.mark.parametrize(
    ("line", "looks"),
    [
        pytest.param("Li, A. (2010). Hop. BMJ, 1, 2.", True, id="30 characters"),
        pytest.param("Li, A. (2010). On. BMJ, 1, 2.", False, id="29 characters"),
    ],
)
def test_a_short_line_does_not_look_printed(line: str, looks: bool) -> None:
    assert read_printed(line).reference is not None
    assert looks_printed(line) is looks


@pytest.mark.parametrize(
    ("printed", "page"),
    [
        pytest.param("81–82", "81–82", id="the next page"),
        pytest.param("81–81.", "81–81", id="a page twice, with its full stop"),
        pytest.param("270–71.", "270–71", id="shortened"),
        pytest.param("99–101", "99–101", id="more digits"),
    ],
)
def test_pages_that_are_whole(printed: str, page: str) -> None:
    read = read_printed(f"A, B. (2012). Of this. JAMA, 49, {printed}")
    assert read.reference is not None
    assert read.reference.page == page
    assert not [doubt for doubt in read.doubts if "pages" in doubt]


def test_an_episode_of_a_podcast() -> None:
    printed = read_printed(
        "Glass, I. (Host). (2011, August 12). Amusement park (No. 443) [Audio podcast episode]. "
        "In This American Life. WBEZ Chicago. https://www.thisamericanlife.org/443"
    )
    assert printed.confident, printed.doubts
    reference = printed.reference
    assert reference is not None
    assert reference.type is ReferenceType.BROADCAST
    assert (reference.title, reference.number) == ("Amusement park", "443")
    assert reference.genre == "Audio podcast episode"
    assert (reference.container_title, reference.publisher) == (
        "This American Life",
        "WBEZ Chicago",
    )


@pytest.mark.parametrize(
    "number",
    ["NICE Guideline NG222", "ISO Standard 45001", "Evidence Report 42", "AHRQ Publication 16-EHC031"],
)  # fmt: skip
def test_a_number_that_has_no_no(number: str) -> None:
    printed = read_printed(
        f"World Health Organization. (2022). Depression ({number}). https://who.int/d"
    )
    assert printed.reference is not None
    assert (printed.reference.title, printed.reference.number) == ("Depression", number)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        pytest.param("A, B. (2012). Of this. JAMA, 49, 89-81.", "run backwards", id="pages"),
        pytest.param("A, B. (2012). Of this and th", "ends inside the title", id="title"),
        pytest.param("A, B. (2012). Of this. JAMA, 49, 81", "full stop", id="page"),
        pytest.param("A, B. (2012). Of this. JAMA, 49, 81–", "inside the pages", id="dash"),
        pytest.param("A, B. (2012). Of this. JAMA, 49, 81–81", "inside the pages", id="a page twice"),
        pytest.param("A, B. (2012). Of this. JAMA, 49, 81–9", "inside the pages", id="one digit"),
        pytest.param("A, B. (2012). Of this. JAMA, 49, 270–70.", "run backwards", id="shortened"),
        pytest.param("A, B. (2012). Of this. JAMA, 1, 2–3. https://doi.or", "ends inside a DOI", id="DOI"),
        pytest.param("A, B. (2012). Of this. New York:", "before the publisher", id="publisher"),
        pytest.param("A, B. (2012). Of this (2nd e", "not closed", id="parenthesis"),
        pytest.param("A, B. (2012). Of this. Advance online publicat", "status", id="status"),
        pytest.param("A, B. (2012).", "no title", id="date"),
        pytest.param("A, B. (2012. Of this. JAMA, 1, 2–3.", "not closed", id="date not closed"),
        pytest.param("A, B. 2012. Of this. JAMA, 1, 2–3.", "is not in parentheses", id="bare year"),
        pytest.param("A, B. (2012). “Of this.” JAMA, 1, 2–3.", "quotation marks", id="quotation"),
        pytest.param("A, B. (2012). Of this JAMA, 1, 2–3.", "journal is not named", id="journal"),
        pytest.param("Of this and that. (2012). JAMA, 1, 2–3.", "No author", id="no author"),
    ],
)  # fmt: skip
def test_doubts(text: str, doubt: str) -> None:
    printed = read_printed(text.replace("A, B.", "Abe, B."))
    assert any(doubt in one for one in printed.doubts), printed.doubts
    assert not printed.confident


NOT_APA = "This is not a reference in APA style: no date in parentheses follows the authors."


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        pytest.param("", "There are no words.", id="nothing"),
        pytest.param("   \n", "There are no words.", id="blanks"),
        pytest.param("12 (2013)", "There are no words.", id="numbers"),
        pytest.param("Practice Implications", NOT_APA, id="heading"),
        pytest.param("Is the Alliance Really Therapeutic?", NOT_APA, id="title"),
        pytest.param(
            "The alliance is often defined as the agreement between client and therapist.",
            NOT_APA,
            id="prose",
        ),
        pytest.param(
            "Lambert (2013) found that half of the patients recover (Horvath et al., 2011).",
            NOT_APA,
            id="prose that cites",
        ),
        pytest.param("x" * 8001, "The text is too long for one reference.", id="8,001 letters"),
        pytest.param("x" * 8000, NOT_APA, id="8,000 letters"),
    ],
)
def test_no_reference(text: str, doubt: str) -> None:
    printed = read_printed(text)
    assert printed.reference is None
    assert not printed.confident
    assert printed.doubts == (doubt,)


@pytest.mark.parametrize(
    "line",
    [
        "June 2017",
        "Is the Alliance Really Therapeutic? (Part 2, 2017)",
        "The Great Psychotherapy Debate: Since in April, 2015 I review parts of it (Wampold, 2015).",
        "Zilcha-Mano (2017) argues that the alliance is not a byproduct of symptom improvement.",
        "In 2013, Lambert, M. J. (2013) argued that outcome can be measured in many ways.",
        "Lambert, M. J. (2013) argued that outcome can be measured in many ways. Psychotherapy helps.",
        "American Psychological Association (2013) recognises the effectiveness of psychotherapy.",
        "According to Wampold, B. E. (2015). The alliance matters more than technique does.",
        "Dr. Tasca (University of Ottawa, 2016) writes a monthly blog. World Psychiatry, 14, is cited.",
        "- Attendance, Attrition, and Drop-Out (2014)",
        "Wampold BE. How important are the common factors? World Psychiatry. 2015;14(3):270-7.",
    ],
)
def test_lines_that_are_no_references(line: str) -> None:
    assert not looks_printed(line)


def test_show() -> None:
    text = "Fowler, J.C. (2012). Suicide risk: Guidelines, Psychotherapy, 49, 89-81. [doi link]"
    assert show_printed(read_printed(text)).splitlines() == [
        "type            article-journal",
        'author          "Fowler, J.C."             → Fowler, J. C.',
        'issued          "(2012)"                   → 2012',
        'title           "Suicide risk: Guidelines"',
        'container title "Psychotherapy"',
        'volume          "49"',
        'page            "89-81"                    → 89–81',
        'links           "[doi link]"',
        "doubt           The pages 89-81 run backwards.",
    ]


def test_show_names_what_is_uncertain() -> None:
    lines = show_printed(read_printed(f"Carl Rogers (1951). {TITLE}. Boston: Houghton Mifflin."))
    assert (
        'author          "Carl Rogers"            → Rogers, Carl (uncertain)' in lines.splitlines()
    )


def test_show_what_is_no_reference() -> None:
    assert show_printed(read_printed("Practice Implications")).splitlines() == [
        'left over    "Practice Implications"',
        "doubt        This is not a reference in APA style: no date in parentheses follows the authors.",
    ]
