"""One draft through `pprkb write`, through pandoc with our CSL-JSON and style, and filled in Word.

Where pandoc differs, `differences.yaml` has what we print and the reason; nothing else differs. Seen
with pandoc 2.17.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import docx
import pytest
import yaml
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import program
from pprkb.csl.files.styles import style_called
from pprkb.documents.document import Entry
from pprkb.text.markup import text_of
from tests.libraries_of_tests import LIBRARIES

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
STYLES = ROOT / "src/pprkb/csl/styles"
PANDOC = shutil.which("pandoc")
DRAFTS = {"forms": ROOT, "kinds": LIBRARIES / "cited"}
"""The drafts, and the libraries whose works they cite: every form, and works of every kind."""
NAMED = [
    *("apa", "chicago-author-date", "mla", "harvard", "asa"),
    *("vancouver", "ama", "ieee", "nature", "elsevier-vancouver"),
]
NUMERIC = ("vancouver", "ama", "ieee", "nature", "elsevier-vancouver")
_NAMES_UNREAD = ("vancouver", "ama", "mla")
"""Styles that say at their head how names are printed, where pandoc 2.17 does not look."""
_NARRATIVE = re.compile(r"(?<![\[-])@\{?[\w-]+\}?(?: \[[^@]*\])?\)? says")
_CASE = re.compile(r"\b(?:Between|After|Over)\b")
"""Prepositions in titles, which the two write with a capital and without."""
_WITH_PARTICLES = ("vanderberg2017thesis", "hayes2017emdr")
_UNDER_THE = "anonymous2014waiting"
"""What chicago-author-date and harvard list by its newspaper, "The Guardian": pandoc under T."""
_RANGE = re.compile(r"(\d+)[–-](\d+)")
pytestmark = pytest.mark.slow
needs_pandoc = pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")


def plain(html: str) -> str:
    text = unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ")
    return " ".join(text.split())


def alike(text: str) -> str:
    """Return a text without what pandoc 2.17 prints otherwise in every place."""
    # It does not know the range format of new styles, "271–73", and has a hyphen between issues.
    text = _RANGE.sub(_whole_range, text)
    return _CASE.sub(lambda match: match[0].lower(), text)


def _whole_range(match: re.Match[str]) -> str:
    first, last = match.groups()
    return f"{first}-{first[: max(0, len(first) - len(last))]}{last}"


def paragraphs(html: str) -> list[str]:
    return [plain(one) for one in re.findall(r"<p>(.*?)</p>", html, re.DOTALL)]


@dataclass(frozen=True)
class Draft:
    """A draft in a folder with its works in CSL-JSON, made as docs/writing.md says."""

    name: str
    path: Path
    library: pprkb.KnowledgeBase
    forms: tuple[str, ...]
    titles: Mapping[str, str]
    """Of the works, by key."""


@pytest.fixture(scope="module", params=DRAFTS)
def draft(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Draft:
    folder = tmp_path_factory.mktemp(request.param)
    path = folder / "draft.md"
    text = (HERE / f"{request.param}.md").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    root = DRAFTS[request.param]
    options = ["--library", str(root), "--database", str(folder / "pprkb.db")]
    command = [
        "export",
        "--to",
        "csl-json",
        "--keys-of",
        str(path),
        "-o",
        str(folder / "refs.json"),
    ]
    result = CliRunner().invoke(program, [*options, *command])
    assert result.exit_code == 0, result.output
    works = json.loads((folder / "refs.json").read_text(encoding="utf-8"))
    return Draft(
        name=request.param,
        path=path,
        library=pprkb.open(root, folder / "pprkb.db"),
        forms=tuple(form.strip() for form in text.split("\n\n")[1:]),
        titles={work["id"]: plain(work["title"]).replace('"', "“") for work in works},
    )


@dataclass(frozen=True)
class Pages:
    """What both print of a draft in a style: citations by their form, references by key."""

    style: str
    ours: Mapping[str, str]
    theirs: Mapping[str, str]


@pytest.fixture(scope="module", params=NAMED)
def pages(request: pytest.FixtureRequest, draft: Draft) -> Pages:
    style = request.param
    written = draft.library.write(draft.path, style=style)
    assert written.problems == ()
    command = [str(PANDOC), "-f", "markdown", "-t", "html", "--citeproc", draft.path.name]
    command += ["--csl", str(STYLES / f"{style_called(style)}.csl"), "--bibliography", "refs.json"]
    theirs = subprocess.run(
        command, cwd=draft.path.parent, capture_output=True, text=True, check=True
    ).stdout
    entry = r'<div id="ref-([^"]*)" class="csl-entry"[^>]*>(.*?)</div>\s*(?=<div id|</div>)'
    return Pages(
        style=style,
        ours=dict(zip(draft.forms, paragraphs(written.html), strict=True))
        | {entry.key: entry_text(entry) for entry in entries(written)},
        theirs=dict(zip(draft.forms, paragraphs(theirs), strict=True))
        | {key: plain(text) for key, text in re.findall(entry, theirs, re.DOTALL)},
    )


def entries(written: pprkb.Publication) -> list[Entry]:
    return [block for block in written.document.blocks if isinstance(block, Entry)]


def entry_text(entry: Entry) -> str:
    return plain(" ".join(filter(None, (text_of(entry.label), text_of(entry.runs)))))


def compared(style: str, text: str, title: str) -> str:
    """Return what is compared of a citation or reference."""
    if style in _NAMES_UNREAD and title:
        start = text.casefold().find(title[:9].casefold())
        text = text[max(start, 0) :]
    return alike(text)


@needs_pandoc
def test_pandoc_prints_the_same(draft: Draft, pages: Pages) -> None:
    listed = yaml.safe_load((HERE / "differences.yaml").read_text(encoding="utf-8"))
    allowed = {text for row in listed for text in row["ours"].get(pages.style, ())}
    narrative = {form for form in draft.forms if _NARRATIVE.search(form)}
    assert pages.ours.keys() == pages.theirs.keys()
    differ = [
        {"style": pages.style, "ours": ours, "pandoc": theirs}
        for name, ours in pages.ours.items()
        if not (pages.style in NUMERIC and name in narrative)
        and compared(pages.style, ours, draft.titles.get(name, ""))
        != compared(pages.style, theirs := pages.theirs[name], draft.titles.get(name, ""))
        and ours not in allowed
    ]
    assert differ == []


@needs_pandoc
def test_the_list_is_in_the_same_order(draft: Draft, pages: Pages) -> None:
    def order(side: Mapping[str, str]) -> list[str]:
        # pandoc 2.17 sorts "van der Berg" and "de Haan" by their particles in any style.
        sorted_by_family = pages.style in ("harvard", "asa")
        return [
            key
            for key in side
            if key in draft.titles
            and key != _UNDER_THE
            and not (sorted_by_family and key in _WITH_PARTICLES)
        ]

    assert order(pages.ours) == order(pages.theirs)


@pytest.mark.parametrize("style", NAMED)
def test_what_is_listed_as_different_is_what_we_print(style: str, tmp_path: Path) -> None:
    """No reason stays behind when its text has gone."""
    printed: set[str] = set()
    for name, root in DRAFTS.items():
        library = pprkb.open(root, tmp_path / f"{name}.db")
        written = library.write(HERE / f"{name}.md", style=style)
        printed |= {*paragraphs(written.html), *map(entry_text, entries(written))}
    listed = yaml.safe_load((HERE / "differences.yaml").read_text(encoding="utf-8"))
    assert [one for row in listed for one in row["ours"].get(style, ()) if one not in printed] == []


@pytest.mark.parametrize("style", [*NAMED, "chicago-notes"])
def test_a_word_file_is_filled_with_the_same(draft: Draft, style: str, tmp_path: Path) -> None:
    """A file of Word with the same text has the same citations and the same list."""
    document = docx.Document()
    forms = [form for form in draft.forms if not re.search(r"[`\\*]", form)]
    for form in forms:
        document.add_paragraph(re.sub(r"--", "–", form).replace('"', "“", 1).replace('"', "”"))
    document.save(str(tmp_path / "draft.docx"))
    (tmp_path / "draft.md").write_text("\n\n".join(forms), encoding="utf-8")
    written = draft.library.write(tmp_path / "draft.md", style=style)
    filled = docx.Document(
        io.BytesIO(draft.library.write(tmp_path / "draft.docx", style=style).write("docx"))
    )
    made = docx.Document(io.BytesIO(written.write("docx")))
    start = 1  # the title, which the text of the other file does not have
    ours = [plain(paragraph.text) for paragraph in made.paragraphs][start:]
    assert [plain(paragraph.text) for paragraph in filled.paragraphs] == ours


@needs_pandoc
@pytest.mark.parametrize("style", ["apa", "ieee"])
@pytest.mark.parametrize("to", ["docx", "odt", "latex", "markdown"])
def test_each_format_says_the_same(draft: Draft, to: str, style: str) -> None:
    """What pandoc reads in each format is what the page says."""
    written = draft.library.write(draft.path, style=style)

    def read(content: bytes, form: str) -> list[str]:
        command = [str(PANDOC), "-f", form, "-t", "plain", "--wrap=none"]
        text = subprocess.run(command, input=content, capture_output=True, check=True).stdout
        lines = [" ".join(line.split()) for line in text.decode().splitlines() if line.strip()]
        # Titles of Word files, the <sub> of Markdown, and the width of labels are no text to pandoc.
        return [
            re.sub(r"^(?:- )?(\[\d+\])?\s*", r"\1", line.replace("₂", "2"))
            for line in lines
            if line != draft.name.title()
        ]

    assert read(written.write(to), to) == read(written.html.encode(), "html")


@pytest.mark.parametrize("style", ["apa", "ieee"])
def test_cite_prints_the_list_of_a_word_file(draft: Draft, style: str, tmp_path: Path) -> None:
    """`pprkb cite --keys-of draft.docx` has the entries of the filled file."""
    document = docx.Document()
    for form in draft.forms:
        document.add_paragraph(form)
    document.save(str(tmp_path / "draft.docx"))
    options = ["--library", str(DRAFTS[draft.name]), "--database", str(tmp_path / "pprkb.db")]
    command = ["cite", "--keys-of", str(tmp_path / "draft.docx"), "--style", style]
    result = CliRunner().invoke(program, [*options, *command, "--to", "text"])
    assert result.exit_code == 0, result.output
    printed = " ".join(result.output.split())
    for entry in entries(draft.library.write(tmp_path / "draft.docx", style=style)):
        assert entry_text(entry) in printed.replace("\u00a0", " ")
