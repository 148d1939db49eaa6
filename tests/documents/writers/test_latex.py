"""LaTeX that compiles, whatever the text is, and says what the document says."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import pprkb
from pprkb.documents.document import (
    Block,
    Document,
    Entry,
    Paragraph,
    ParagraphRole,
    Quotation,
    Table,
    TextList,
)
from pprkb.documents.writers import Format, write
from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.latex import tex, url
from pprkb.formats.latex.decode import decode
from pprkb.model.citation import Style
from pprkb.text.markup import Run, strip_tags
from tests.documents.writers.hostile import NASTY, documents, squeezed, texts
from tests.documents.writers.sample import SAMPLE

_slow = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def printed(*blocks: Block, **values: object) -> str:
    document = Document(title="T", blocks=blocks, **values)
    text = write(document, Format.LATEX).decode()
    return text.partition("\\maketitle\n\n")[2].partition("\n\\end{document}")[0]


def faults(text: str) -> list[str]:
    """Return what keeps TeX from reading on: braces, environments, bare special characters."""
    found = []
    depth = 0
    environments: list[str] = []
    for token in re.finditer(
        r"\\(begin|end)\{(\w+)\}|\\([a-zA-Z]+|.)|([{}])|([\x00-\x08\x0b-\x1f\x7f])|(.)",
        text,
        re.DOTALL,
    ):
        if token[1] == "begin":
            environments.append(f"{token[2]} {depth}")
        elif token[1] == "end":
            if not environments or environments.pop() != f"{token[2]} {depth}":
                found.append(f"{token[2]} ends and has not begun here")
        elif token[4]:
            depth += 1 if token[4] == "{" else -1
            if depth < 0:
                found.append("a brace closes nothing")
        elif token[5]:
            found.append(f"control character {token[5]!r}")
        elif token[6] and token[6] in "#$^_":
            found.append(f"a bare {token[6]}")
    return found + environments + ["a brace stays open"] * (depth > 0)


def body(document: Document) -> str:
    text = write(document, Format.LATEX).decode()
    return text[text.index("\\begin{document}") :]


def test_special_characters() -> None:
    assert tex(r"50% of $x & #1_a {b} ~c^d \e") == (
        r"50\% of \$x \& \#1\_a \{b\} \textasciitilde{}c"
        r"\textasciicircum{}d \textbackslash{}e"
    )
    assert tex("a--b ''c'' <<d>> ,,e `f") == r"a-{}-b '{}'c'{}' <{}<d>{}> ,{},e \`{}f"


def test_characters_that_text_fonts_lack() -> None:
    assert tex("η² ≥ −.05, x\u0304, ₂ and 10⁴") == (
        r"\ensuremath{\eta}² \ensuremath{\geq} \ensuremath{-}.05, \={x},"
        r" \textsubscript{2} and 10\textsuperscript{4}"
    )
    assert tex("e\u0301 ü “x” – 2 × 2") == "é ü “x” – 2 × 2"


def test_addresses() -> None:
    assert url("https://a.b/%3Cx%3E?q=1&r=$~_#p") == r"https://a.b/\%3Cx\%3E?q=1\&r=\%24\%7E\_\#p"


def test_a_reference_hangs_and_its_annotation_stands_under_it() -> None:
    note = Paragraph(runs=(Run(text="Attend."),))
    entry = Entry(
        key="a",
        runs=(Run(text="[Anon.] (2010). "), Run(text="T", italic=True)),
        importance="essential",
        annotation=(note,),
    )
    assert printed(entry, entry) == (
        "\\begin{references}\n"
        "\\item {}\\phantomsection\\label{ref-a-0}[Anon.] (2010). \\textit{T}"
        " \\importance{essential}\n\nAttend.\n"
        "\\item {}[Anon.] (2010). \\textit{T} \\importance{essential}\n\nAttend.\n"
        "\\end{references}"
    )
    assert printed(entry, hanging_indent=False).startswith("\\begin{references}[0in]\n")


def test_a_warning_has_a_mark_of_its_own() -> None:
    warning = Paragraph(runs=(Run(text="Retracted."),), role=ParagraphRole.WARNING)
    assert printed(warning) == "\\warning{Retracted.}"


def test_lists_of_one_kind_are_nested_four_deep() -> None:
    block: Block = Paragraph(runs=(Run(text="core"),))
    for _ in range(5):
        block = TextList(items=((block,),))
    text = printed(block)
    assert text.count("\\begin{itemize}") == text.count("\\end{itemize}") == 4
    assert "-- core" in text


def test_nothing_is_nested_deeper_than_latex_can() -> None:
    block: Block = Paragraph(runs=(Run(text="Deep."),))
    for _ in range(4):
        block = Quotation(blocks=(TextList(items=((block,),)), TextList(items=((block,),))))
    text = printed(block)
    deepest = depth = 0
    for token in re.finditer(r"\\(begin|end)\{", text):
        depth += 1 if token[1] == "begin" else -1
        deepest = max(deepest, depth)
    assert deepest == 5
    assert text.count("Deep.") == 16


def test_links_lead_to_places_that_are_there() -> None:
    text = body(SAMPLE)
    places = set(re.findall(r"\\label\{([^}]*)\}", text))
    assert re.findall(r"\\hyperref\[([^]]*)\]", text) == ["alliance-3"]
    assert "alliance-3" in places
    assert len(places) == 6


@settings(deadline=None)
@given(texts)
def test_a_reader_of_latex_finds_the_text(text: str) -> None:
    plain = unicodedata.normalize("NFC", one_line(text))
    read = strip_tags(decode(tex(text)))
    # Digits above and below the line are commands; the reader makes tags of them.
    wanted = strip_tags(plain)
    assert _comparable(read) == _comparable(wanted)


def _comparable(text: str) -> str:
    """Return text without blanks, and with one spelling for signs that LaTeX has one for."""
    same = str.maketrans("‐‑‒―−", "--–—-", "\u200b")
    return squeezed(unicodedata.normalize("NFKC", text).translate(same).replace("'", "’"))


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_no_text_breaks_the_file(nasty: str) -> None:
    run = Run(text=nasty, italic=True, link="https://a.b/%zz ü)")
    document = Document(title=nasty, subtitle=nasty, author=nasty, blocks=(Paragraph(runs=(run,)),))
    assert not faults(body(document))


@_slow
@given(documents)
def test_any_document_is_balanced(document: Document) -> None:
    text = write(document, Format.LATEX).decode()
    assert not faults(text[text.index("\\begin{document}") :])
    preamble = re.sub(r"\\[{}]", "", text[: text.index("\\begin{document}")])
    assert preamble.count("{") == preamble.count("}")


def test_the_faults_are_found() -> None:
    assert faults("{") == ["a brace stays open"]
    assert faults("\\begin{a}{\\end{a}}")
    assert faults("a_b") == ["a bare _"]
    assert faults("\x07")


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="needs pdflatex")
@pytest.mark.parametrize(
    ("named", "style"),
    [
        pytest.param("treatments-course", Style("apa", "fr-CA"), id="a course in French"),
        pytest.param("therapeutic-alliance", Style("ieee", ""), id="a list with numbers"),
        pytest.param("", Style("apa", ""), id="all articles"),
    ],
)
def test_the_own_library_fits_its_pages(named: str, style: Style, tmp_path: Path) -> None:
    """No character is missing, and no line or cell is wider than its place."""
    library = pprkb.open(Path(__file__).parents[3], tmp_path / "pprkb.db")
    if named:
        publication = library.reading_list(named, depth="full", style=style)
    else:
        publication = library.export(depth="full", style=style)
    (tmp_path / "list.tex").write_bytes(publication.write("latex"))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "list.tex"]
    for _ in range(2):
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert result.returncode == 0, result.stdout[-2000:]
    log = (tmp_path / "list.log").read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"^(?:Overfull .*|Missing character.*|.*Warning.*)", log, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("language", "patterns"),
    [("fr-CA", "l@french"), ("de", "l@ngerman"), ("en-US", ""), ("ja", "")],
    ids=lambda value: str(value),
)
def test_words_break_as_the_language_of_the_document_does(language: str, patterns: str) -> None:
    text = write(Document(title="T", language=language), Format.LATEX).decode()
    assert (r"\frenchspacing" in text) == bool(patterns)
    assert patterns in text


def test_the_numbers_of_references_hang_as_far_as_the_widest() -> None:
    entries = (
        Entry(key=str(number), runs=(Run(text="A"),), label=(Run(text=f"[{number}]"),))
        for number in (9, 10)
    )
    text = printed(*entries)
    assert r"\begin{references}[2.7em]" in text
    assert r"\reflabel{[9]} A" in text


def test_a_column_has_room_for_its_longest_word() -> None:
    row = ("Countertransference", "it is " * 30, "x")
    cells = tuple((Run(text=text),) for text in row)
    text = printed(Table(header=cells, rows=(cells,)))
    widths = [float(width) for width in re.findall(r"p\{([\d.]+)", text)]
    assert widths[0] > 0.2
    assert sum(widths) < 1


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="needs pdflatex")
@pytest.mark.parametrize("style", ["hanging", "flush"])
def test_pdflatex_compiles_it(style: str, tmp_path: Path) -> None:
    nasty = tuple(Paragraph(runs=(Run(text=text[:200], link="https://a.b/c"),)) for text in NASTY)
    # Letters, which LaTeX numbers inner lists by, know neither -1 nor 30.
    inner = TextList(ordered=True, start=-1, items=((nasty[0],), (nasty[1],)))
    outer = TextList(ordered=True, start=30, items=((inner,),))
    blocks = (*SAMPLE.blocks, outer, *nasty)
    document = replace(SAMPLE, hanging_indent=style == "hanging", blocks=blocks)
    (tmp_path / "list.tex").write_bytes(write(document, Format.LATEX))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "list.tex"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert result.returncode == 0, result.stdout[-2000:]
    assert (tmp_path / "list.pdf").exists()
