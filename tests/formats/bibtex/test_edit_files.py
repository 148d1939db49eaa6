"""In whole files, odd and real ones: an entry is added, changed and deleted, all other bytes stay."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from pathlib import Path

import pytest

from pprkb.files.exact_text import edit_exactly, read_exactly
from pprkb.formats.bibtex.edit.entries import add_entries, rename_key
from pprkb.formats.bibtex.edit.fields import FieldChange, change_fields, fields_of, remove_field
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.formats.latex.encode import spell_out
from pprkb.model.errors import EditError

FACTS = Path(__file__).resolve().parents[4] / "shared" / "facts"
SHARED = sorted(FACTS.glob("real-bib/*.bib")) + sorted(FACTS.glob("nasty-bib/*.bib"))
NEW = "@article{pprkbNew2020,\n  author = {Müller, Ä.},\n  title = {New},\n}\n"

# Programs differ in all that BibTeX does not care about.
OWN = {
    "JabRef, Windows": (
        "\ufeff% Encoding: UTF-8\r\n\r\n@Article{Smith2003,\r\n  author  = {Smith, J. and Müller, Ä.},\r\n"
        "  title   = {{A Title}},\r\n  year    = {2003},\r\n  comment = {two\r\nlines},\r\n}\r\n\r\n"
        "@Book{b,\r\n  title     = {B},\r\n  publisher = pub # { Press},\r\n}\r\n\r\n"
        "@Comment{jabref-meta: databaseType:bibtex;}\r\n\r\n"
        "@Comment{jabref-meta: grouping:\r\n0 AllEntriesGroup:;\r\n}\r\n"
    ).encode(),
    "BibDesk, no last line end": (
        b"%% Created with BibDesk\n\n@string{jcp = {J. Clin. Psych.}}\n\n@article{a,\n"
        b"\tAuthor = {A, B},\n\tDate-Added = {2010-01-01},\n\tJournal = jcp,\n\tYear = {2003}}\n\n"
        b"@article{b,\n\tAuthor = {C, D},\n\tTitle = {{\\'E}t{\\'e}}}"
    ),
    "Zotero": (
        b"\n@article{smith_title_2003,\n\ttitle = {Title},\n\tvolume = {5},\n\tmonth = jan,\n"
        b"\tauthor = {Smith, J.},\n\tyear = {2003},\n\tnote = {Publisher: X},\n}\n\n"
        b"@misc{noauthor_web_nodate,\n\ttitle = {Web},\n}\n"
    ),
    "by hand": (
        b"Old things\n@Book ( key:1 ,\n   title=\"A {\"}quoted{\"} thing\"\n , year=1999, note= # 5)\n"
        b"@misc{x}@misc{y,}  % two on a line\n\n\n@comment{@misc{hidden, t = {x}}}\n"
        b"@INPROCEEDINGS{z, CROSSREF = {p}, TITLE = {T}}\n@proceedings{p, title = {P}, year = 2001}\n"
    ).replace(b", note= # 5", b""),
    "Windows-1252": (
        b"@article{m,\n  author = {M\xfcller, \xc4.},\n  title = {\x93Quoted\x94 \x81},\n  year = 2003\n}\n"
        b"@article{n,\n  title = {N},\n  pages = {1\x965}\n}\n"
    ),
    "old Macintosh": b"@misc{a,\r  title = {A},\r  year = 2001\r}\r\r@misc{b,\r  title = {B}\r}\r",
    "mixed line ends": (
        b"@misc{a,\r\n  title = {A},\n  year = 2001\r\n}\n\n@misc{b,\n  title = {B\r\nB}\n}\r\n\r\n@misc{c}"
    ),
    "UTF-16": "\ufeff@misc{a,\r\n  title = {Ä},\r\n}\r\n".encode("utf-16-le"),
    "comments and blanks": (
        b"\n\n% a\n  @misc{a,\n    title   = {A} ,\n\n    year    = 2001 ,\n  }   \n% b\n\n\n"
        b"@preamble{\"\\newcommand{\\x}{y}\"}\n@misc{b, title = {B}} trailing words\n% end\n"
    ),
}  # fmt: skip


def set_field(text, key, field, value, *, as_written=False):
    change = FieldChange(key=key, field=field, value=value, as_written=as_written)
    return change_fields(text, [change])


def edit(content, change, *arguments, **options):
    return edit_exactly(
        content, "f", lambda text: change(text, *arguments, **options), spell=spell_out
    )


def cases():
    for name, content in OWN.items():
        yield pytest.param(content, id=name)
    for path in SHARED:
        if "nul" in path.stem:
            continue  # refused: tests/files/test_merge_conflict.py
        large = path.stat().st_size > 100_000
        yield pytest.param(
            path.read_bytes(),
            id=f"{path.parent.name}/{path.stem}",
            marks=[pytest.mark.slow] if large else [],
        )


@lru_cache(maxsize=4)
def references(content):
    """All references by key; how a title is cased may depend on the rest of the file."""
    found = read_bibtex(read_exactly(content, "f").text).references
    return {
        reference.key: (reference.type, reference.contributors, reference.issued, reference.doi,
                        reference.page, reference.source_title, reference.aliases, reference.note)
        for reference in found
    }  # fmt: skip


def others(content, key):
    """Return the references that do not take fields from the one with a key."""
    text = read_exactly(content, "f").text
    leaning = re.findall(r"@\w+\s*[{(]\s*([^\s,]+),[^@]*?(?:crossref|xdata)\s*=", text, re.I)
    return {k: value for k, value in references(content).items() if k not in {key, *leaning}}


def alike(one, other):
    """Return how many bytes two texts begin with in common."""
    return next(
        (i for i, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1),
        min(len(one), len(other)),
    )


def changed_bytes(before, after):
    """Return what one splice has taken away and put in, as short as can be, and where it begins."""
    start = alike(before, after)
    rest = min(len(before), len(after)) - start
    end = alike(before[::-1][:rest], after[::-1][:rest])
    return before[start : len(before) - end], after[start : len(after) - end], start


def entry_place(content, key):
    """Return where an entry stands, in bytes, as the reader says."""
    exact = read_exactly(content, "f")
    span = next(s for s in read_bibtex(exact.text).entries if s.kind == "entry" and s.key == key)
    mark = len(exact.mark)
    encode = partial(str.encode, encoding="cp1252" if exact.encoding == "windows-1252" else exact.encoding, errors="replace")  # fmt: skip
    return mark + len(encode(exact.text[: span.start])), mark + len(encode(exact.text[: span.end]))


def chosen(keys):
    """Return up to six keys: the first and last, and some between."""
    return keys if len(keys) <= 6 else [*keys[:2], keys[len(keys) // 2], *keys[-2:]]


def keys_of(content):
    return list(references(content))


@pytest.mark.parametrize("content", list(cases()))
def test_an_entry_is_added(content):
    added = edit(content, add_entries, [NEW])
    gone, new, _ = changed_bytes(content, added)
    assert gone == b""
    assert b"pprkbNew2020" in new.replace(b"\0", b"")
    found = dict(references(added))
    assert found.pop("pprkbNew2020")
    assert found == references(content)


def attempt(act, reason):
    """Return what an edit gives; None where it is refused for a good reason."""
    try:
        return act()
    except EditError as error:
        if not re.search(reason, error.message):
            raise
        return None


def sound_fields(content, key):
    text = read_exactly(content, "f").text
    return attempt(
        lambda: fields_of(text, key),
        r"^line \d+: (the entry .* cannot be edited|the key .* is on)",
    )


@pytest.mark.parametrize("content", list(cases()))
def test_an_entry_is_changed(content):
    for key in chosen(keys_of(content)):
        fields = sound_fields(content, key)
        if fields is None:
            continue
        begin, end = entry_place(content, key)
        for name in {*list(fields)[:1], *list(fields)[-1:], "pprkb-note"}:
            edited = attempt(
                lambda: edit(content, set_field, key, name, "Neu é"),  # noqa: B023
                f"has the field {name} on lines",
            )
            if edited is None:
                continue
            gone, _, start = changed_bytes(content, edited)
            assert begin < start <= start + len(gone) < end, (key, name)
            assert others(edited, key) == others(content, key)
            if name in fields:
                back = edit(edited, set_field, key, name, fields[name], as_written=True)  # fmt: skip
                assert back == content, (key, name)
            elif fields:
                assert edit(edited, remove_field, key, name) == content


@pytest.mark.parametrize("content", list(cases()))
def test_an_entry_gets_another_key(content):
    for key in chosen(keys_of(content)):
        fields = sound_fields(content, key)
        if fields is None:
            continue
        edited = edit(content, rename_key, key, "pprkbNew")
        assert key in read_by_key(edited)["pprkbNew"].aliases
        assert edited.count(b"\n") - content.count(b"\n") in (0, 1, 2)
        if fields:
            if re.search(r"\s", key):
                continue  # a key that is read, but not written
            back = edit(edited, rename_key, "pprkbNew", key, keep_alias=False)
            assert back.lower() == content.lower()


def read_by_key(content):
    return {r.key: r for r in read_bibtex(read_exactly(content, "f").text).references}
