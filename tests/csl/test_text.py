"""Text case, rich text, quotation marks and punctuation at the seams."""

from __future__ import annotations

import pytest

from tests.csl.render import book, printed


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        pytest.param("lowercase", "Some TEXT", "some text", id="lower"),
        pytest.param("uppercase", "Some text", "SOME TEXT", id="upper"),
        pytest.param("capitalize-first", "some text", "Some text", id="first"),
        pytest.param("capitalize-first", "iPod text", "iPod text", id="first-keeps-mixed"),
        pytest.param("capitalize-all", "some of text", "Some Of Text", id="all"),
        pytest.param("sentence", "Some Of TEXT", "Some of text", id="sentence"),
        pytest.param("sentence", "The iPod Of McDonald", "The iPod of McDonald", id="camel"),
        pytest.param("title", "the life of an owl", "The Life of an Owl", id="title"),
        pytest.param("title", "a tale: the end", "A Tale: The End", id="title-colon"),
        pytest.param("title", "what is it for", "What Is It For", id="title-last-word"),
        pytest.param("title", "out-of-fashion things", "Out-of-Fashion Things", id="title-hyphen"),
        pytest.param("title", "my iPhone and DNA", "My iPhone and DNA", id="title-mixed-case"),
        pytest.param("title", "roe v. wade", "Roe v. Wade", id="title-versus"),
        pytest.param(
            "title", 'a <span class="nocase">lower</span> end', "A lower End", id="title-nocase"
        ),
        pytest.param("uppercase", 'a <span class="nocase">b</span> c', "A b C", id="upper-nocase"),
        pytest.param("title", "“the quoted” word", "“The Quoted” Word", id="title-quotes"),
    ],
)
def test_text_case(case: str, text: str, expected: str) -> None:
    """The conversions of text-case."""
    assert printed(f'<text variable="title" text-case="{case}"/>', book(title=text)) == expected


def test_title_case_is_for_english_only() -> None:
    """An item in another language keeps its title; so does a style of another language."""
    layout = '<text variable="title" text-case="title"/>'
    assert printed(layout, book(title="das leben", language="de")) == "das leben"
    assert printed(layout, book(title="the life"), locale="de-DE") == "the life"
    assert printed(layout, book(title="the life", language="en-GB"), locale="de-DE") == "The Life"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a <i>b</i> c", "a <i>b</i> c", id="italic"),
        pytest.param("a <b>b</b> c", "a <b>b</b> c", id="bold"),
        pytest.param("H<sub>2</sub>O", "H<sub>2</sub>O", id="sub"),
        pytest.param("x<sup>2</sup>", "x<sup>2</sup>", id="sup"),
        pytest.param("a <i>b c", "a &lt;i&gt;b c", id="unclosed"),
        pytest.param("a </i> c", "a &lt;/i&gt; c", id="unopened"),
        pytest.param("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2", id="escaped"),
        pytest.param("a <em>b</em>", "a &lt;em&gt;b&lt;/em&gt;", id="unknown-tag"),
        pytest.param('say "hello"', "say “hello”", id="double-quotes"),
        pytest.param("say 'hello'", "say “hello”", id="single-quotes"),
        pytest.param("\"a 'b' c\"", "“a ‘b’ c”", id="nested-quotes"),
        pytest.param("don't", "don’t", id="apostrophe"),
        pytest.param("the '90s", "the ’90s", id="leading-apostrophe"),
        pytest.param('6" long', '6" long', id="lone-double-quote"),
        pytest.param(
            '<span style="font-variant: small-caps;">A</span>',
            '<span style="font-variant:small-caps;">A</span>',
            id="small-caps",
        ),
    ],
)
def test_rich_text(text: str, expected: str) -> None:
    """Markup and quotation marks in a field."""
    assert printed('<text variable="title"/>', book(title=text)) == expected


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        pytest.param(
            'font-style="italic"',
            "a <i>b</i> c",
            '<i>a <span style="font-style:normal;">b</span> c</i>',
            id="italic-in-italic",
        ),
        pytest.param(
            'font-weight="bold"',
            "a <b>b</b>",
            '<b>a <span style="font-weight:normal;">b</span></b>',
            id="bold-in-bold",
        ),
        pytest.param('font-style="italic"', "a <b>b</b>", "<i>a <b>b</b></i>", id="bold-in-italic"),
        pytest.param('quotes="true"', 'a "b" c', "“a ‘b’ c”", id="quotes-in-quotes"),
        pytest.param(
            'quotes="true" font-style="italic"', "a", "“<i>a</i>”", id="quotes-around-italic"
        ),
    ],
)
def test_flip_flop(attributes: str, text: str, expected: str) -> None:
    """Nested formatting and quotes turn around."""
    assert printed(f'<text variable="title" {attributes}/>', book(title=text)) == expected


@pytest.mark.parametrize(
    ("title", "suffix", "expected"),
    [
        pytest.param("End.", ".", "End.", id="two-periods"),
        pytest.param("End?", ".", "End?", id="question-period"),
        pytest.param("End!", ".", "End!", id="exclamation-period"),
        pytest.param("End?", ",", "End?,", id="question-comma"),
        pytest.param("End.", ",", "End.,", id="period-comma"),
        pytest.param("End,", ",", "End,", id="two-commas"),
        pytest.param("End;", ".", "End;", id="semicolon-period"),
        pytest.param("End:", "?", "End?", id="colon-question"),
        pytest.param("End ", " ", "End ", id="two-spaces"),
        pytest.param("A.. b", ".", "A.. b.", id="field-is-left-alone"),
        pytest.param("<i>End.</i>", ".", "<i>End.</i>", id="through-markup"),
    ],
)
def test_colliding_punctuation(title: str, suffix: str, expected: str) -> None:
    """What a field ends with and what the style adds."""
    assert printed(f'<text variable="title" suffix="{suffix}"/>', book(title=title)) == expected


@pytest.mark.parametrize(
    ("locale", "suffix", "expected"),
    [
        pytest.param("en-US", ".", "“End.”", id="us-period"),
        pytest.param("en-US", ",", "“End,”", id="us-comma"),
        pytest.param("en-US", ";", "“End”;", id="us-semicolon"),
        pytest.param("en-GB", ".", "‘End’.", id="gb-period"),
        pytest.param("de-DE", ",", "„End“,", id="german-comma"),
        pytest.param("fr-FR", ".", "«\u00a0End\u00a0».", id="french-period"),
    ],
)
def test_punctuation_in_quotes(locale: str, suffix: str, expected: str) -> None:
    """punctuation-in-quote and the marks of the locale."""
    layout = f'<text variable="title" quotes="true" suffix="{suffix}"/>'
    assert printed(layout, book(title="End"), locale=locale) == expected


def test_punctuation_goes_into_the_innermost_quotation() -> None:
    """Nested closing marks stand together."""
    layout = '<text variable="title" quotes="true" suffix="."/>'
    assert printed(layout, book(title="The 'End'")) == "“The ‘End.’”"


def test_strip_periods_leaves_affixes() -> None:
    """strip-periods applies to the content only."""
    layout = '<text variable="title" strip-periods="true" suffix="."/>'
    assert printed(layout, book(title="E.n.d.")) == "End."


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        pytest.param('<text term="in" suffix=" "/><text variable="volume"/>', "", id="empty"),
        pytest.param('<text term="in" suffix=" "/><text variable="title"/>', "in T", id="filled"),
        pytest.param('<text term="in"/>', "in", id="terms-only"),
        pytest.param(
            '<text term="in" suffix=" "/><group><text variable="volume"/></group>', "",
            id="nested-empty",
        ),
        pytest.param(
            '<group><text term="at" suffix=" "/></group><text variable="volume"/>', "at ",
            id="group-of-terms-counts",
        ),
    ],
)  # fmt: skip
def test_group_suppression(layout: str, expected: str) -> None:
    """A group goes with its variables."""
    assert printed(f"<group>{layout}</group>", book(title="T")) == expected


def test_choose_is_transparent_for_delimiters() -> None:
    """What a branch prints is delimited by the group around it."""
    layout = (
        '<group delimiter=", "><choose><if type="book"><text variable="title"/>'
        '<text variable="publisher"/></if></choose><text variable="volume"/></group>'
    )
    assert printed(layout, book(title="T", publisher="P", volume=2)) == "T, P, 2"


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        pytest.param('type="book chapter" match="any"', True, id="type"),
        pytest.param('variable="title volume" match="all"', False, id="variables-all"),
        pytest.param('variable="title volume" match="any"', True, id="variables-any"),
        pytest.param('variable="volume issue" match="none"', True, id="variables-none"),
        pytest.param('type="book" variable="volume"', False, id="type-and-variable"),
    ],
)
def test_conditions(test: str, expected: bool) -> None:
    """The tests of cs:if and their match."""
    layout = f'<choose><if {test}><text value="yes"/></if><else><text value="no"/></else></choose>'
    assert printed(layout, book(title="T")) == ("yes" if expected else "no")


def test_term_forms_fall_back() -> None:
    """verb-short, verb, long; symbol, short, long."""
    terms = '<locale><terms><term name="section">Section</term></terms></locale>'
    layout = '<text term="section" form="symbol"/>'
    assert printed(layout, book(), extra=terms.replace("section", "edition")) == "§"
    own = '<locale><terms><term name="wibble">Wibble</term></terms></locale>'
    assert printed('<text term="wibble" form="verb-short"/>', book(), extra=own) == "Wibble"
