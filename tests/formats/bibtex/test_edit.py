"""An edit of a .bib text changes what it was asked to change and no other character."""

from __future__ import annotations

from itertools import takewhile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pprkb.formats.bibtex.edit.entries import add_entries, rename_key
from pprkb.formats.bibtex.edit.fields import (
    FieldChange,
    change_fields,
    fields_of,
    remove_field,
)
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.model.errors import EditError, NotFoundError

NEW = "@misc{new,\n  title = {New},\n}\n"
ALIGNED = "@article{a,\n  author    = {X, Y},\n  title     = {T},\n  year      = 2003,\n}\n"


def add_entry(text, entry):
    return add_entries(text, [entry])


def set_field(text, key, field, value, *, as_written=False):
    change = FieldChange(key=key, field=field, value=value, as_written=as_written)
    return change_fields(text, [change])


@pytest.mark.parametrize(
    ("text", "field", "value", "edited"),
    [
        pytest.param("@a{k, t = {x}}", "t", "y", "@a{k, t = {y}}", id="in braces"),
        pytest.param('@a{k, t = "x"}', "t", "y", '@a{k, t = "y"}', id="in quotes"),
        pytest.param(
            '@a{k, t = "x"}', "t", 'a "b"', '@a{k, t = {a "b"}}', id="quotes that do not fit"
        ),
        pytest.param(
            '@a{k, t = "x"}', "t", 'a {"b"}', '@a{k, t = "a {"b"}"}', id="quotes within braces"
        ),
        pytest.param(
            '@a{k, t = "x"}', "t", '{"a"} "b"', '@a{k, t = {{"a"} "b"}}', id="quotes outside and within braces"
        ),
        pytest.param(
            "@a{k, t = 1, u = {x}, u = {x}}", "t", "2", "@a{k, t = 2, u = {x}, u = {x}}",
            id="another field is there twice",
        ),
        pytest.param(
            "@a{open,\n t = {x,\n y = 1\n}\n\n@a{k, t = {z}}", "t", "y",
            "@a{open,\n t = {x,\n y = 1\n}\n\n@a{k, t = {y}}", id="an open brace in the entry before",
        ),
        pytest.param("@a{k, t = 2003}", "t", "2004", "@a{k, t = 2004}", id="a bare number"),
        pytest.param("@a{k, t = 2003}", "t", "in press", "@a{k, t = {in press}}", id="no number"),
        pytest.param("@a{k, month = jan}", "month", "feb", "@a{k, month = feb}", id="a bare month"),
        pytest.param("@a{k, t = a # {b}}", "t", "c", "@a{k, t = {c}}", id="a joined value"),
        pytest.param("@a(k, T={{x}} )", "t", "{y}", "@a(k, T={{y}} )", id="parentheses"),
        pytest.param(
            "@a{k,\r\n t = {x\r\n y}}", "t", "a\nb", "@a{k,\r\n t = {a\r\nb}}", id="line ends"
        ),
        pytest.param(
            ALIGNED, "doi", "10.1/x",
            ALIGNED.replace("2003,\n", "2003,\n  doi       = {10.1/x},\n"), id="new: aligned",
        ),
        pytest.param(
            ALIGNED, "note-of-mine", "x",
            ALIGNED.replace("2003,\n", "2003,\n  note-of-mine = {x},\n"), id="new: a long name",
        ),
        pytest.param(
            ALIGNED, "volume", "5",
            ALIGNED.replace("2003,\n", "2003,\n  volume    = 5,\n"), id="new: a number",
        ),
        pytest.param(
            "@a{k,\n  t=   {x},\n  year={2}\n}", "doi", "y",
            "@a{k,\n  t=   {x},\n  year={2},\n  doi= {y}\n}", id="new: aligned values, no last comma",
        ),
        pytest.param(
            "@a{k,\r\tt = {x},\r\ty = {2}\r}", "n", "v",
            "@a{k,\r\tt = {x},\r\ty = {2},\r\tn = {v}\r}", id="new: tabs, CR",
        ),
        pytest.param(
            "@a{k\n , t = {x}\n , y = {2}\n}", "n", "v",
            "@a{k\n , t = {x}\n , y = {2}\n , n = {v}\n}", id="new: commas first",
        ),
        pytest.param("@a{k,t={x},y={2}}", "n", "v", "@a{k,t={x},y={2},n={v}}", id="new: one line"),
        pytest.param(
            '@a{k,\n  Title = "x",\n  Year = 2\n}', "date-added", "v",
            '@a{k,\n  Title = "x",\n  Year = 2,\n  Date-Added = "v"\n}', id="new: capitals, quotes",
        ),
        pytest.param("@a{k}", "t", "x", "@a{k,\n  t = {x}\n}", id="new: the first"),
        pytest.param("@a{k,}", "t", "x", "@a{k,\n  t = {x},\n}", id="new: the first, a comma"),
        pytest.param("@a{k,\n}", "t", "x", "@a{k,\n  t = {x},\n}", id="new: the first, two lines"),
        pytest.param(
            "@b{o,\n\tt={x},\n\ty={z},\n}\n@a{k}", "t", "x",
            "@b{o,\n\tt={x},\n\ty={z},\n}\n@a{k,\n\tt={x}\n}", id="new: as in other entries",
        ),
        pytest.param("@a{k, t = {x}}", "month", "Mar", "@a{k, t = {x}, month = {Mar}}", id="month"),
        pytest.param(
            "@a{k,\n  author   = {X},\n  title    = {T},\n  year = 2\n}", "doi", "v",
            "@a{k,\n  author   = {X},\n  title    = {T},\n  year = 2,\n  doi = {v}\n}",
            id="new: two of three aligned are no habit",
        ),
        pytest.param(
            "@a{k,\n  author =  {X},\n  title =   {T},\n  year =    2003\n}", "doi", "v",
            "@a{k,\n  author =  {X},\n  title =   {T},\n  year =    2003,\n  doi =     {v}\n}",
            id="new: values aligned behind a blank",
        ),
        pytest.param(
            "@a{k,\n  author =  {X},\n  title =   {T},\n  year =    2003\n}", "note-of-mine", "v",
            "@a{k,\n  author =  {X},\n  title =   {T},\n  year =    2003,\n  note-of-mine = {v}\n}",
            id="new: a name longer than the column of values",
        ),
        pytest.param(
            "@a{k, a = 1, b = 2,\n c = 3}", "t", "x", "@a{k, a = 1, b = 2,\n c = 3,\n t = {x}}",
            id="new: what follows the key does not count",
        ),
        pytest.param(
            "@a{k\n, a = 1\n\n, b = 2\n\n, c = 3}", "t", "x",
            "@a{k\n, a = 1\n\n, b = 2\n\n, c = 3\n, t = {x}}", id="new: commas first, blank lines",
        ),
        pytest.param("@a{k,\n\n}", "t", "v", "@a{k,\n  t = {v},\n\n}", id="new: the first, a blank line"),
        pytest.param(
            '@a{k, a = {x} # {y}, b = {x} # {z}, c = "d"}', "t", "v",
            '@a{k, a = {x} # {y}, b = {x} # {z}, c = "d", t = "v"}', id="new: joined values are no habit",
        ),
        pytest.param(
            f"@a{{k,\r\n t = {{{'x' * 5000}}}}}", "n", "v",
            f"@a{{k,\r\n t = {{{'x' * 5000}}},\r\n n = {{v}}}}", id="new: the last line end is far before",
        ),
    ],
)  # fmt: skip
def test_a_field_is_set(text, field, value, edited):
    assert set_field(text, "K" if "{k" in text or "(k" in text else "a", field, value) == edited


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("@a{k, t = {x}, y = 1, z = 2}", "@a{k, y = 1, z = 2}"),
        ("@a{k,\n t = {x}, % y\n}", None),
        ("@a{k,\n y = 1,\n  t = {x},\n}", "@a{k,\n y = 1,\n}"),
        ("@a{k,\n y = 1,\n  t = {x}\n}", "@a{k,\n y = 1\n}"),
        ("@a{k,\n y = 1,\n  t = {x},\n z = 2}", "@a{k,\n y = 1,\n  z = 2}"),
        ("@a{k, t = {x}}", "@a{k}"),
    ],
    ids=["first", "remark", "last", "last, no comma", "between", "the only one"],
)
def test_a_field_is_taken_away(text, edited):
    if edited is None:
        with pytest.raises(EditError, match="line 2"):
            remove_field(text, "k", "T")
    else:
        assert remove_field(text, "k", "T") == edited


def test_many_changes_are_one_edit():
    text = "@a{k,\n t = {x},\n y = 1,\n}\n@a{l, t = {x}}\n"
    changes = [
        FieldChange(key="l", field="t", value=None),
        FieldChange(key="k", field="n", value="v"),
        FieldChange(key="K", field="y", value="jan # { 1}", as_written=True),
        FieldChange(key="k", field="t", value=None),
        FieldChange(key="k", field="o", value="w"),
    ]
    edited = "@a{k,\n y = jan # { 1},\n n = {v},\n o = {w},\n}\n@a{l}\n"
    assert change_fields(text, changes) == edited


ENTRY_A = "@a{a, t = {x}}"
COMMENT = "@Comment{jabref-meta: databaseType:bibtex;}"
BETWEEN = "@misc{new,\n  title = {New},\n}"


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("", f"{BETWEEN}\n"),
        ("\ufeff", f"\ufeff{BETWEEN}\n"),
        ("\n\n", f"{BETWEEN}\n\n\n\n"),
        ("My list\n", f"My list\n\n{BETWEEN}\n"),
        (f"{ENTRY_A}\n", f"{ENTRY_A}\n\n{BETWEEN}\n"),
        (ENTRY_A, f"{ENTRY_A}\n\n{BETWEEN}"),
        (f"{ENTRY_A} % mine\n\n", f"{ENTRY_A} % mine\n\n{BETWEEN}\n\n"),
        (f"{ENTRY_A}\n\n{COMMENT}\n", f"{ENTRY_A}\n\n{BETWEEN}\n\n{COMMENT}\n"),
        (f"{ENTRY_A}\n{COMMENT}", f"{ENTRY_A}\n\n{BETWEEN}\n{COMMENT}"),
        (f"{COMMENT}\n", f"{BETWEEN}\n\n{COMMENT}\n"),
        ('@string{s = "x"}\n', f'@string{{s = "x"}}\n\n{BETWEEN}\n'),
        (
            f"{ENTRY_A}\n\n@a{{bad,\n t = {{x,\n y = 1\n}}\n",
            f"{ENTRY_A}\n\n{BETWEEN}\n\n@a{{bad,\n t = {{x,\n y = 1\n}}\n",
        ),
    ],
    ids=[
        "empty",
        "a byte order mark",
        "blank lines",
        "words",
        "an entry",
        "no last line end",
        "a remark",
        "jabref",
        "jabref next line",
        "only jabref",
        "only a string",
        "a damaged entry is left behind",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_an_entry_is_added(text, edited, line_end):
    text, edited = text.replace("\n", line_end), edited.replace("\n", line_end)
    if line_end not in text:
        edited = edited.replace(line_end, "\n")
    assert add_entry(text, NEW) == edited


def test_an_entry_gets_the_line_ends_of_a_file_whose_last_line_is_long():
    long = f"words\r\n@a{{a, t = {{{'x' * 5000}}}}}"
    added = "@misc{new,\r\n  title = {New},\r\n}"
    assert add_entry(long, NEW) == f"{long}\r\n\r\n{added}"


def test_several_entries_are_added_at_once():
    text = ALIGNED + "\n@comment{jabref-meta: x}\n"
    one, other = "@misc{b,\n  title = {B},\n}\n", "@misc{c,\n  title = {C},\n}\n"
    added = add_entries(text, [one, other])
    assert added == add_entry(add_entry(text, one), other)
    assert added == f"{ALIGNED}\n{one}\n{other}\n@comment{{jabref-meta: x}}\n"


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda t: set_field(t, "none", "t", "x"), 'no entry "none"'),
        (lambda t: set_field(t, "twice", "t", "x"), "line 2: the key twice is on lines 2, 3"),
        (lambda t: set_field(t, "open", "y", "x"), "line 5: the entry open cannot be edited"),
        (lambda t: rename_key(t, "open", "x"), "line 5: the entry open cannot be edited"),
        (lambda t: set_field(t, "a", "t", "{"), "braces of the new t are not balanced"),
        (lambda t: set_field(t, "a", "t", "}{"), "braces of the new t are not balanced"),
        (lambda t: set_field(t, "a", "u", "{"), "braces of the new u are not balanced"),
        (lambda t: set_field(t, "a", "t u", "x"), "is not a field name"),
        (lambda t: set_field(t, "a", "t", "{x}, u = 1", as_written=True), "not be read as"),
        (lambda t: set_field(t, "a", "t", "\0"), "not be read as"),
        (lambda t: set_field(t, "a", "t", "\n@misc{x, y}"), "not be read as"),
        (lambda t: remove_field(t, "a", "u"), "line 1: a has no field u"),
        (
            lambda t: set_field(t, "double", "T", "x"),
            "line 8: double has the field t on lines 8, 9",
        ),
        (lambda t: add_entry(t, "@a{A}"), "line 1: the key a is taken"),
        (lambda t: add_entry(t, "@a{Older}"), "line 10: the key older is taken"),
        (lambda t: add_entry(t, "@a{new, ids = {a}}"), "line 1: the key a is taken"),
        (lambda t: add_entry(t, "@a{new"), "not one sound entry"),
        (lambda t: add_entry(t, "@a{new} @a{b}"), "not one sound entry"),
        (lambda t: add_entries(t, ["@a{new}", "@a{b"]), "not sound entries"),
        (
            lambda t: add_entries(t, ["@a{new}", "@a{NEW}"]),
            "two of the new entries have the key new",
        ),
        (lambda t: add_entries(t, ["@a{new}", "@a{b, ids = {a}}"]), "line 1: the key a is taken"),
        (lambda t: set_field(t, "older", "t", "x"), 'no entry "older"'),
        (lambda t: set_field(t, "", "t", "x"), 'no entry ""'),
        (lambda t: rename_key(t, "a", "par ent"), "cannot be a key"),
        (lambda t: rename_key(t, "a", "Parent"), "line 10: the key parent is taken"),
        (lambda t: rename_key(t, "a", "OLDER"), "line 10: the key older is taken"),
        (lambda t: rename_key(t, "joined", "x"), "line 15: crossref of uses names joined in a way"),
        (
            lambda t: rename_key(t, "quoted", "x"),
            "line 16: crossref of uses2 names quoted in a way",
        ),
    ],
)
def test_what_cannot_be_edited_safely_is_refused(edit, message):
    text = (
        "@a{a, t = {x}}\n@a{twice}\n@a{Twice}\n\n@a{open,\n t = {x,\n}\n@a{double, t = 1,\n t = 2}\n"
        "@a{parent, ids = {older}}\n@a{child, crossref = {Parent}}\n"
        "@a{hides, t = {\n@article{inner, x = 1}}}\n"
        "@a{joined}\n@a{uses, crossref = {joi} # {ned} # { joined}}\n"
        '@a{uses2, crossref = "quoted" # x}\n@a{quoted}\n'
    )
    with pytest.raises((EditError, NotFoundError)) as raised:
        edit(text)
    assert message in raised.value.message


def test_a_key_is_renamed_and_what_leans_on_it_follows():
    text = (
        "@book{old,\r\n  title = {T on old},\r\n}\r\n"
        "@inbook{b, crossref = {Old}, related = {x, old,y}, note = {old}}\r\n"
        '@misc{c, xdata = "old", older = 1, crossref = {older}}\r\n'
    )
    edited = (
        "@book{new,\r\n  title = {T on old},\r\n  ids = {old},\r\n}\r\n"
        "@inbook{b, crossref = {new}, related = {x, new,y}, note = {old}}\r\n"
        '@misc{c, xdata = "new", older = 1, crossref = {older}}\r\n'
    )
    assert rename_key(text, "OLD", "new") == edited
    assert rename_key(edited, "new", "old", keep_alias=False) == text.replace("{Old}", "{old}")


@pytest.mark.parametrize(
    ("text", "keep", "edited"),
    [
        ("@a{k, ids = {x,y}}", True, "@a{n, ids = {x,y, k}}"),
        ("@a{k, ids = {x, n}}", True, "@a{n, ids = {x, k}}"),
        ("@a{k, ids = {x,k}}", True, "@a{n, ids = {x,k}}"),
        ("@a{k, ids = {n}, t = 1}", False, "@a{n, t = 1}"),
        ("@a{k, ids = {x}}", False, "@a{n, ids = {x}}"),
        ("@a{K}", True, "@a{n,\n  ids = {K}\n}"),
    ],
    ids=["one more", "back again", "there already", "none left", "not kept", "as it was spelled"],
)
def test_the_old_key_stays_another_key(text, keep, edited):
    assert rename_key(text, "k", "n", keep_alias=keep) == edited


def test_a_key_of_several_words_is_renamed():
    text = (
        "@a{two words, t = 1, ids = {x}}\n@a{b, crossref = {two words}, related = {c, two words}}\n"
    )
    edited = "@a{n, t = 1, ids = {x}}\n@a{b, crossref = {n}, related = {c, n}}\n"
    assert rename_key(text, "two words", "n", keep_alias=False) == edited


def test_a_key_may_change_its_capitals():
    assert rename_key("@a{smith, t = 1}", "smith", "Smith") == "@a{Smith, t = 1, ids = {smith}}"


def test_the_edited_reference_is_found_under_both_keys():
    reference = read_bibtex(rename_key(ALIGNED, "a", "b")).references[0]
    assert (reference.key, reference.aliases) == ("b", ("a",))


# -- properties -------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "@article{a,", "@book(b,", "@misc{c}", "@string{s = {x}}", "@comment{x}", "@preamble{{x}}",
        "\n", "\n\n", "\r\n", "\r", " ", "\t", "title = {T}", 'year = "2003"', "month = jan",
        "note = a # {b}", ",", "}", ")", "{", '"', "% c", "words", "@", "crossref = {a}", "\ufeff",
        "@article{d,\n  title = {T},\n  year = 2003\n}\n",
    ]
)  # fmt: skip
texts = st.lists(_PIECES, max_size=20).map("".join)


@settings(max_examples=300, deadline=None)
@given(texts)
@example("@misc{c}% c@article{a,% c@article{a,")
def test_adding_inserts_one_stretch(text):
    try:
        added = add_entry(text, "@misc{zz, title = {New}}")
    except EditError:
        return
    keys = [reference.key for reference in read_bibtex(text).references]
    assert sorted([*keys, "zz"]) == sorted(r.key for r in read_bibtex(added).references)
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, added, strict=False))
    )
    assert added.endswith(text[same:])
    rest = added.replace("@misc{zz, title = {New}}", "", 1)
    assert "".join(rest.split()) == "".join(text.split())


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from(["title", "year", "month", "note", "doi"]))
def test_setting_and_setting_back_gives_the_text(text, field):
    for key in dict.fromkeys(reference.key for reference in read_bibtex(text).references):
        try:
            old = fields_of(text, key)
            changed = set_field(text, key, field, "Some {new} value")
        except EditError:
            continue
        assert fields_of(changed, key) == {**old, field: fields_of(changed, key)[field]}
        if field in old:
            assert set_field(changed, key, field, old[field], as_written=True) == text
        elif old:
            assert remove_field(changed, key, field) == text


@settings(max_examples=300, deadline=None)
@given(texts)
def test_renaming_and_back_gives_the_text(text):
    for reference in read_bibtex(text).references:
        try:
            renamed = rename_key(text, reference.key, "zz")
            back = rename_key(renamed, "zz", reference.key, keep_alias=False)
        except EditError:
            continue
        if fields_of(text, reference.key):
            assert back.lower() == text.lower()
