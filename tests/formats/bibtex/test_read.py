"""What is read of sound and of damaged files."""

from __future__ import annotations

import pytest

from pprkb.formats.bibtex.read.file import read_bibtex
from tests.growth import assert_grows_with_length

OK1 = "@book{ok1,\n  author = {Good, Ann},\n  title = {Fine},\n  year = 2001\n}\n"
OK2 = "\n@book{ok2,\n  title = {Also fine},\n  year = 2002\n}\n"


def damaged(entry: str) -> str:
    """Put an entry that begins on line 6 between two sound ones."""
    return OK1 + entry + "\n" + OK2


DAMAGE = {
    # name: (entry, key, title, year, line, rule, words of the message)
    "brace-never-closed": (
        "@article{bad,\n  title = {T,\n  year = 2003\n}",
        ("bad", "T", 2003),
        (7, "bibtex-syntax", "{ of title is never closed"),
    ),
    "quote-never-closed": (
        '@article{bad,\n  title = "T,\n  year = 2003\n}',
        ("bad", "T", 2003),
        (7, "bibtex-syntax", '" of title is never closed'),
    ),
    "entry-never-closed": (
        "@article{bad,\n  title = {T},\n  year = 2003\n",
        ("bad", "T", 2003),
        (6, "bibtex-syntax", "no closing brace before the next entry (line 11)"),
    ),
    "brace-too-many": (
        "@article{bad,\n  title = {T}},\n  year = 2003\n}",
        ("bad", "T", None),
        (7, "bibtex-syntax", "fields follow"),
    ),
    "no-comma-after-key": (
        "@article{bad\n  title = {T},\n  year = 2003\n}",
        ("bad", "T", 2003),
        (6, "bibtex-syntax", "no comma after the key"),
    ),
    "no-comma-between-fields": (
        "@article{bad,\n  title = {T}\n  year = 2003\n}",
        ("bad", "T", 2003),
        (7, "bibtex-syntax", "no comma after title"),
    ),
    "two-commas": (
        "@article{bad,\n  title = {T},,\n  year = 2003\n}",
        ("bad", "T", 2003),
        (7, "bibtex-syntax", "two commas"),
    ),
    "no-equals": (
        "@article{bad,\n  title {T},\n  year = 2003\n}",
        ("bad", "T", 2003),
        (7, "bibtex-syntax", 'no "=" after title'),
    ),
    "colon-for-equals": (
        "@article{bad,\n  title: {T},\n  year = 2003\n}",
        ("bad", "T", 2003),
        (7, "bibtex-syntax", 'no "=" after title'),
    ),
    "no-value": (
        "@article{bad,\n  title = {T},\n  year = ,\n}",
        ("bad", "T", None),
        (8, "bibtex-syntax", "year has no value"),
    ),
    "quote-inside-quotes": (
        '@article{bad,\n  title = "A "big" word",\n  year = 2003\n}',
        ("bad", 'A "big" word', 2003),
        (7, "bibtex-syntax", "closing quote"),
    ),
    "escaped-brace": (
        r"@article{bad, title = {A \{set\} and \} more}, year=2003}",
        ("bad", "A {set} and } more", 2003),
        (6, "bibtex-syntax", r"BibTeX counts \{ and \}"),
    ),
    "comment-inside": (
        "@article{bad,\n% title = {Old},\n  title = {T},\n  year = 2003\n}",
        ("bad", "T", 2003),
        (7, "bibtex-syntax", "no comments inside entries"),
    ),
    "key-with-spaces": (
        "@article{van der Berg 2003,\n  title = {T}\n}",
        ("van der Berg 2003", "T", None),
        (6, "bad-key", "the key has spaces"),
    ),
    "repeated-field": (
        "@article{bad,\n  title = {T},\n  Title = {B}\n}",
        ("bad", "T", None),
        (8, "duplicate-field", "second title is ignored"),
    ),
    "undefined-macro": (
        "@article{bad,\n  title = {T},\n  journal = jclin\n}",
        ("bad", "T", None),
        (8, "undefined-string", "jclin is not defined"),
    ),
    "unknown-type": (
        "@artcle{bad,\n  title = {T}\n}",
        ("bad", "T", None),
        (6, "unknown-type", "artcle"),
    ),
    "entry-behind-percent": (
        "%@article{bad,\n%  title = {T},\n%}",
        ("bad", "T", None),
        (6, "hidden-entry", "no such comments"),
    ),
    "entry-inside-a-field": (
        "@article{bad,\n  title = {T},\n  abstract = {We cite\n@article{foo, x} here}\n}",
        ("bad", "T", None),
        (9, "hidden-entry", "inside the field abstract"),
    ),
    "bad-name": (
        "@article{bad,\n  title = {T},\n  author = {Smith, John; Jones, Mary}\n}",
        ("bad", "T", None),
        (8, "bad-name", '";" between names'),
    ),
    "bad-month": (
        "@article{bad,\n  title = {T},\n  date = {2003-13-45}\n}",
        ("bad", "T", 2003),
        (8, "bad-date", "no month 13"),
    ),
    "unknown-latex": (
        "@article{bad,\n  title = {T \\foo{x}}\n}",
        ("bad", "T x", None),
        (7, "unknown-latex", "\\foo"),
    ),
    "crossref-to-nothing": (
        "@inbook{bad,\n  title = {T},\n  crossref = {nope}\n}",
        ("bad", "T", None),
        (6, "crossref", "nope is not an entry"),
    ),
}


@pytest.mark.parametrize(("entry", "expected", "problem"), DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_damage_is_told_and_the_entry_saved(entry, expected, problem, line_end):
    text = damaged(entry).replace("\n", line_end)
    result = read_bibtex(text)
    key, title, year = expected
    assert [reference.key for reference in result.references] == ["ok1", key, "ok2"]
    bad = result.references[1]
    assert (bad.title, bad.year) == (title, year)
    assert [(p.at.line, p.rule.value) for p in result.problems] == [problem[:2]]
    assert problem[2] in result.problems[0].message
    assert result.problems[0].key == key
    assert bad.at is not None
    assert bad.at.line == 6


LOST = {
    "no-key-no-comma": ("@article{\n  title = {T}\n}", "missing-key"),
    "empty-key": ("@article{,\n  title = {T}\n}", "missing-key"),
    "no-at": ("article{bad,\n  title = {T}\n}", "hidden-entry"),
    "no-brace": ("@article bad,\n  title = {T}", "hidden-entry"),
    "comment-never-closed": ("@comment{ x", "bibtex-syntax"),
    "same-key": ("@article{ok1,\n  title = {T}\n}", "duplicate-key"),
    "same-key-in-other-case": ("@article{OK1,\n  title = {T}\n}", "duplicate-key"),
}


@pytest.mark.parametrize(("entry", "rule"), LOST.values(), ids=LOST)
def test_what_cannot_be_cited_is_told_and_left_out(entry, rule):
    result = read_bibtex(damaged(entry))
    assert [(reference.key, reference.year) for reference in result.references] == [
        ("ok1", 2001),
        ("ok2", 2002),
    ]
    assert [(p.at.line, p.rule.value) for p in result.problems] == [(6, rule)]


SOUND = {
    "parentheses": ("@article(a,\n title = {T (x)},\n year = 2001\n)", "T (x)"),
    "quotes-in-braces": ('@article{a, title = {He said "no" to {"}it{"}}}', 'He said "no" to "it"'),
    "braced-quotes-in-quotes": ('@article{a, title = "The {"}big{"} thing"}', 'The "big" thing'),
    "backslash-escapes-no-brace": ("@article{a, file = {C:\\dir\\}, title={T}}", "T"),
    "concatenation": ('@string{x="A"}\n@book{a, title=x#"B"#{C}}', "ABC"),
    "macro-case": ('@STRING{Xy="A"}\n@book{a, title=xY}', "A"),
    "comment-hides": ("@comment{ @article{hidden, title={X}} }\n@book{a, title={T}}", "T"),
    "jabref-comment": ("@Comment jabref-meta: x;\n@book{a, title={T}}", "T"),
    "at-in-text": ("write to user@host.org, @article\n@book{a, title={T}}", "T"),
    "preamble": ('@preamble{ "\\newcommand{\\x}{y}" # {z} }\n@book{a, title={T}}', "T"),
    "byte-order-mark": ("\ufeff@book{a, title={T}}", "T"),
    "percent": ("@book{a, title={Effects in 50% of cases}}", "Effects in 50% of cases"),
    "no-trailing-newline": ("@book{a,title={T}}", "T"),
}


@pytest.mark.parametrize(("text", "title"), SOUND.values(), ids=SOUND)
def test_sound_files_have_no_problems(text, title):
    result = read_bibtex(text)
    assert [(reference.key, reference.title) for reference in result.references] == [("a", title)]
    assert result.problems == ()


@pytest.mark.parametrize("text", ["", "\n \n", "% a comment\n", "@comment{x}"])
def test_files_without_entries_may_be_empty(text):
    assert read_bibtex(text).problems == ()


@pytest.mark.parametrize("text", ["hello", "<html><body>404 Not Found</body></html>"])
def test_files_that_are_no_bibtex(text):
    assert [p.rule.value for p in read_bibtex(text).problems] == ["no-entries"]


def test_nul_bytes():
    result = read_bibtex(OK1 + "\0\0" + OK2)
    assert [(p.at.line, p.rule.value) for p in result.problems] == [(6, "nul-bytes")]
    assert len(result.references) == 2


def test_macro_that_is_defined_too_late():
    text = '@article{bad,\n  journal = jclin,\n  title = {T}\n}\n@string{jclin = "J. Clin."}'
    result = read_bibtex(text)
    assert "defined only later (line 5)" in result.problems[0].message
    assert result.problems[0].at.line == 2
    assert result.references[0].container_title == ""


def test_duplicate_key_names_both_lines():
    problem = read_bibtex(damaged("@book{ok1, title={X}}")).problems[0]
    assert problem.at.line == 6
    assert "line 1" in problem.message


def test_places_are_exact():
    text = '@string{a = "x"}\r\n\r\n' + OK1.replace("\n", "\r\n") + "@comment{y}"
    spans = read_bibtex(text).entries
    assert [(span.kind.value, span.key, span.line) for span in spans] == [
        ("string", "a", 1),
        ("entry", "ok1", 3),
        ("comment", "", 8),
    ]
    assert text[spans[1].start : spans[1].end].startswith("@book{ok1,")
    assert text[spans[1].start : spans[1].end].endswith("2001\r\n}")


PIECES = {
    "entries-never-closed": "@a{x, t={",
    "entries-on-lines-never-closed": "@a{x,\nt={\n",
    "braces": lambda n: "@a{x, t=" + "{" * n + "x" + "}" * n + "}",
    "braces-never-closed": lambda n: "@book{a, title=" + "{" * n,
    "quotes-never-closed": '@a{x, t="',
    "at-signs": "@",
    "commas": lambda n: "@a{x," + "," * n,
    "names": lambda n: "@a{x, author = {" + "a and " * n + "}}",
    "empty-names": lambda n: "@a{x, author = {" + " and " * n + "}}",
    "suffixes": lambda n: "@a{x, author = {" + "jr, " * n + "}}",
    "comments": "\n%@a{x",
    "chain-of-parents": lambda n: "".join(
        f"@inbook{{k{i}, crossref={{k{i + 1}}}}}\n" for i in range(n)
    ),
} | {
    f"title-of-{piece}": lambda n, piece=piece: "@book{a, title={" + piece * n + "}}"
    for piece in ["{a}", "$", "$a", "{A b}", r"{\em a}", "$x$", "“a” ", "A-", "Word "]
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_reading_grows_with_the_length(piece):
    assert_grows_with_length(read_bibtex, piece)


def test_macros_that_double_fill_no_memory():
    doubled = "".join(f"@string{{m{n} = m{n - 1} # m{n - 1}}}\n" for n in range(1, 60))
    text = f"@string{{m0 = {{Ten words.}}}}\n{doubled}@book{{a, title = {{T}}, note = m5, series = m59}}"
    result = read_bibtex(text, path="a.bib")
    (book,) = result.references
    assert book.note == "Ten words." * 32
    told = [one for one in result.problems if "expands to more text" in one.message]
    assert told[0].message.startswith("m10 expands to more text")
    assert told[0].at.line == 12


def test_many_uses_of_a_long_macro_fill_no_memory():
    entries = "".join(f"@book{{k{n}, note = m}}\n" for n in range(500))
    text = f"@string{{m = {{{'long ' * 3_000}}}}}\n{entries}"
    result = read_bibtex(text, path="a.bib")
    assert sum(len(one.note) for one in result.references) < 1_000_000 + 10 * len(text)
    assert any("expands to more text" in one.message for one in result.problems)


@pytest.mark.parametrize(
    "value", [r"\url{}", r"\href{}{}", r"\path{ }", r"{\url{}}", r"a \url{} b"]
)
@pytest.mark.parametrize("field", ["howpublished", "url", "note", "doi", "eprint"])
def test_an_empty_address_is_none(field, value):
    (work,) = read_bibtex(f"@misc{{a, title = {{T}}, {field} = {{{value}}}}}").references
    assert work.url == ""


@pytest.mark.parametrize(
    ("kind", "hint"),
    [
        pytest.param("reprint", "did you mean @report?", id="near"),
        pytest.param("artikel", "write a type of BibTeX or biblatex", id="not near enough"),
    ],
)
def test_a_near_type_is_suggested(kind, hint):
    (problem,) = read_bibtex(f"@{kind}{{a, title={{T}}}}").problems
    assert (problem.message, problem.hint) == (f"the entry type {kind} is not known", hint)


@pytest.mark.parametrize(("distance", "count"), [(80, 1), (81, 2)])
def test_a_row_of_stray_text_is_reported_once(distance, count):
    problems = read_bibtex(f"@misc{{a, ({' ' * (distance - 1)}(, title={{x}}}}").problems
    assert [problem.message for problem in problems] == ["( is not a field"] * count
