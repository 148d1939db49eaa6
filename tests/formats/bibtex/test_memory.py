"""Reading with a memory of earlier readings: the same result, for the price of what has changed."""

from __future__ import annotations

from dataclasses import replace
from weakref import ref

from hypothesis import given
from hypothesis import strategies as st

from pprkb.formats.bibtex.read.file import BibtexFile, read_bibtex
from pprkb.formats.bibtex.read.memory import Memory
from pprkb.model.reference import Reference

_BLOCKS = (
    "% a comment\n\n",
    "@string{jcp = {Journal of Clinical Psychology}}\n\n",
    "@string{jcp = {Another Journal}}\n\n",
    "@comment{jabref-meta: x}\n\n",
    "@article{a2001,\n  title = {A Title in {Title} Case},\n  journal = jcp,\n  year = 2001,\n}\n\n",
    "@article{A2001, title = {The Same Key}, year = {2002}}\n\n",
    "@article{b2002,\n  title = {{Braced All Over}},\n  month = jan # { 3},\n  year = soon,\n}\n\n",
    "@book{c2003, title = {A Parent}, editor = {Berg, A.}, year = {2003}, publisher = {P}}\n\n",
    "@incollection{d2004, title = {A Child}, crossref = {c2003}}\n\n",
    "@misc{e2005, title = {Points}, related = {c2003}, year = 2005}\n\n",
    "@xdata{f, publisher = {X}}\n\n@book{g2006, title = {Takes}, xdata = {f, c2003}}\n\n",
    "@article{h2007, title = {Twice}, title = {Two}, year = {20O7}, doi = {doi:10.1/x}}\n\n",
    "@article{i2008, title = {\\unknown{Commands}}, pprkb-ignore = {missing-doi: none; x: y}}\n\n",
    "@article{j2009, title = {Never closed, year = 2009}\n\n",
    "@article{k 2010, title {No equals}, year = {2010}}\n\n",
    "@article{, title = {No key}}\n\n",
    "@article{l2011, title = {Behind}} title = {it}\n\n",
)
_HABITS = "".join(
    f"@article{{m{n}, title = {{{{Whole Title {n} Braced}}}}, year = {{2001}}}}\n"
    for n in range(11)
)
_texts = st.lists(st.sampled_from((*_BLOCKS, *_BLOCKS, _HABITS)), max_size=9)


@given(_texts, _texts, st.booleans())
def test_an_edited_file_is_read_as_without_a_memory(before: list[str], after: list[str], dos: bool):
    texts = ["".join(before), "".join(after), "".join((*before[:3], *after, *before[3:]))]
    if dos:
        texts = [text.replace("\n", "\r\n") for text in texts]
    memory = Memory()
    for text in (*texts, texts[0], texts[1]):
        assert _said(read_bibtex(text, memory=memory)) == _said(read_bibtex(text))


@given(_texts)
def test_references_taken_one_by_one_are_those_read_at_once(blocks: list[str]):
    taken: list[tuple[Reference, str]] = []
    read = read_bibtex("".join(blocks), take=lambda *one: taken.append(one))
    whole = read_bibtex("".join(blocks))
    assert taken == list(zip(whole.references, whole.marks, strict=True))
    assert read == replace(whole, references=(), marks=(), entries=())


def test_references_taken_one_by_one_are_not_kept():
    met: list[ref[Reference]] = []
    alive: list[int] = []

    def take(reference: Reference, _mark: str) -> None:
        met.append(ref(reference))
        alive.append(sum(one() is not None for one in met))

    text = "".join(f"@misc{{k{n}, title = {{Work {n}}}, year = 2001}}\n" for n in range(20))
    read_bibtex(text, take=take)
    assert len(alive) == 20
    assert max(alive) <= 2


def _said(read: BibtexFile) -> str:
    return repr(read)


def test_only_what_has_changed_is_read():
    entries = [
        f"@article{{k{n}, title = {{Work {n}}}, year = {{2001}}, month = jan}}\n\n"
        for n in range(50)
    ]
    memory = Memory()
    read_bibtex("".join(entries), memory=memory)
    assert memory.read == 50
    changed = ["% one more\n", *entries[:20], entries[20].replace("Work", "Deed"), *entries[22:]]
    read = read_bibtex("".join(changed), memory=memory)
    assert memory.read == 51
    assert [one.at.line for one in read.references if one.at][-1] == 98


def test_the_mark_of_a_reference_is_of_what_it_says_and_not_of_its_place():
    entry = "@article{a, title = {T}, year = {2001}}\n"
    here, there = read_bibtex(entry), read_bibtex(f"\n\n{entry}")
    other = read_bibtex(entry.replace("2001", "2002"))
    assert here.marks == there.marks != other.marks
