"""The docs tell the truth: examples are run, links lead somewhere, every rule is described."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from docx import Document

import pprkb
from pprkb.check.fix import FIXED
from pprkb.cli.main import COMMANDS, program
from pprkb.cli.options import DEPTHS, SORTS
from pprkb.cli.reading.export import FORMATS
from pprkb.documents.writers import HOSTS
from pprkb.knowledge_base.desk import Desk
from pprkb.knowledge_base.publication import Composed
from pprkb.model.effect import Metric
from pprkb.model.filters import Sort
from pprkb.model.problem import Rule
from pprkb.model.reading_list import Depth
from tests.libraries_of_tests import copy_library

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
_EXAMPLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


TRANSCRIPT = ROOT / "docs/author.md"
"""Its examples build on one another."""
FIRST_STEPS = ROOT / "docs/first-steps.md"
"""So do these, from an empty folder with an export of Zotero."""
ZOTERO = ROOT / "docs/zotero.md"
"""And these, from an empty folder into which Zotero exports."""
_STEP = re.compile(r"^```(?:(console)|markdown (\S+))\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples():
    for page in PAGES:
        if page in (TRANSCRIPT, FIRST_STEPS, ZOTERO):
            continue
        for number, block in enumerate(_EXAMPLE.findall(page.read_text(encoding="utf-8")), 1):
            yield pytest.param(block, id=f"{page.name}-{number}")


def check_example(block, *options):
    """Run the commands of an example and compare what they print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        name, *arguments = shlex.split(command)
        assert name == "pprkb"
        result = CliRunner().invoke(program, [*options, *arguments])
        assert result.exit_code == 0, result.output
        # A line "…" stands for any lines; what goes to stderr may be shown or not.
        shown = (result.stdout, result.stderr, result.stdout + result.stderr)
        pattern = "".join(
            r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line)
            for line in expected.splitlines(keepends=True)
        )
        assert any(re.fullmatch(pattern, text) for text in shown), f"$ {command}\n{result.output}"


@pytest.mark.parametrize("block", list(examples()))
def test_examples_print_what_they_say(block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PPRKB_LIBRARY", str(ROOT))
    check_example(block, "--database", str(tmp_path / "pprkb.db"))


def test_a_month_of_the_author(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    for console, path, text in _STEP.findall(TRANSCRIPT.read_text(encoding="utf-8")):
        if console:
            check_example(text)
        else:
            # What the author writes; the file was begun by the command above.
            assert (tmp_path / path).is_file()
            (tmp_path / path).write_text(text, encoding="utf-8")


def test_the_first_steps_of_a_person_with_an_export_of_zotero(tmp_path, monkeypatch):
    shutil.copy(ROOT / "tests/libraries/zotero.bib", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    for block in _EXAMPLE.findall(FIRST_STEPS.read_text(encoding="utf-8")):
        check_example(block)
    document = Document(tmp_path / "alliance.docx")
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.text] == [
        "Alliance",
        "Bordin, E. S. (1979). The generalizability of the psychoanalytic concept of the working"
        " alliance. Psychotherapy: Theory, Research & Practice, 16(3), 252–260."
        " https://doi.org/10.1037/h0085885",
        "Eubanks, C. F., Muran, J. C., & Safran, J. D. (2018). Alliance rupture repair: A"
        " meta-analysis. Psychotherapy, 55(4), 508–519. https://doi.org/10.1037/pst0000185",
        "Flückiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018). The alliance in"
        " adult psychotherapy: A meta-analytic synthesis. Psychotherapy, 55(4), 316–340."
        " https://doi.org/10.1037/pst0000172",
        "Horvath, A. O., Del Re, A. C., Flückiger, C., & Symonds, D. (2011). Alliance in"
        " individual psychotherapy. Psychotherapy, 48(1), 9–16. https://doi.org/10.1037/a0022186",
        "Safran, J. D., & Muran, J. C. (2000). Negotiating the therapeutic alliance: A relational"
        " treatment guide. Guilford Press.",
    ]
    # The person's own file is as it was, and so are the references but for what was added.
    exported = (tmp_path / "zotero.bib").read_bytes()
    assert exported == (ROOT / "tests/libraries/zotero.bib").read_bytes()
    assert (tmp_path / "data/references.bib").read_bytes().startswith(exported)


def test_the_steps_with_a_file_that_zotero_keeps(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    begin, *steps, rename = _EXAMPLE.findall(ZOTERO.read_text(encoding="utf-8"))
    check_example(begin)
    export = tmp_path / "data/bibliographies/zotero.bib"
    export.parent.mkdir()
    shutil.copy(ROOT / "tests/libraries/zotero.bib", export)
    for block in steps:
        check_example(block)
    old, new = rename.split("\n")[0].split()[-2:]
    assert CliRunner().invoke(program, ["new", old, "--no-edit"]).exit_code == 0
    export.write_text(export.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    check_example(rename)
    assert CliRunner().invoke(program, ["check"]).exit_code == 0
    (summary,) = (tmp_path / "data/summaries").iterdir()
    assert f"reference: {new}" in summary.read_text(encoding="utf-8")


def run_examples(name, tmp_path, monkeypatch):
    """Run a page as a session of Python in an empty folder; return how many examples it has.

    They use no name that they do not make.
    """
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    monkeypatch.setattr(
        "pprkb.knowledge_base.base.default_database",
        lambda root: tmp_path / f"{root.name}.db",
    )
    page = ROOT / "docs" / name
    example = doctest.DocTestParser().get_doctest(
        page.read_text(encoding="utf-8").replace("\n```", "\n\n```"), {}, page.name, str(page), 0
    )
    runner = doctest.DocTestRunner()
    said: list[str] = []
    runner.run(example, out=said.append)
    assert not runner.failures, "".join(said)
    return runner.tries


@pytest.mark.parametrize("name", ["frames.md", "csl-library.md"])
def test_the_examples_of_a_page_in_python_are_true(name, tmp_path, monkeypatch):
    assert run_examples(name, tmp_path, monkeypatch) > 4


def test_the_examples_in_python_are_true(tmp_path, monkeypatch):
    assert run_examples("python.md", tmp_path, monkeypatch) > 30
    titles = {
        name: Document(tmp_path / name).paragraphs[0].text
        for name in ("course.docx", "course-a4.docx", "findings.docx")
    }
    assert titles == {
        "course.docx": "Common factors in psychotherapy",
        "course-a4.docx": "Common factors in psychotherapy",
        "findings.docx": "Summary of findings: Empathy",
    }


def test_methods_named_for_python_exist():
    text = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.+?) \|", text.partition("## Stability")[0], re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    methods = {name for name, one in vars(Desk).items() if callable(one) and name[0] != "_"}
    # `edit` carries out a plan; the command line alone gathers before it compares.
    assert named | {"record", "edit", "gather", "compare"} == methods


def test_the_example_of_an_edit_is_true(tmp_path, capsys):
    root = copy_library(tmp_path)
    before = (root / "data/references.bib").read_bytes()
    page = (ROOT / "docs/editing.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    exec(block, {"root": root})
    assert "+@book{beck1979cognitive," in capsys.readouterr().out
    after = (root / "data/references.bib").read_bytes()
    assert after.startswith(before.rstrip())
    beck = pprkb.open(root, tmp_path / "pprkb.db").article("beck1979cognitive").reference
    assert beck.title == "Cognitive therapy of depression"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_paths_named_in_the_architecture_exist():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    table = text[text.index("## Layers") : text.index("## Wrong input")]
    for path in re.findall(r"`([\w/*]+(?:\.py|/))`", table):
        places = [*ROOT.glob(f"src/pprkb/**/{path.rstrip('/')}"), *ROOT.glob(path)]
        assert any(place.is_dir() == path.endswith("/") for place in places), path


def test_paths_named_for_contributors_exist():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    spans = [span.split()[-1] for span in re.findall(r"`([^`\n]+)`", text)]
    paths = [
        span for span in spans if re.fullmatch(r"[\w./-]*(?:/|\.(?:py|md|txt|toml|yaml))", span)
    ]
    assert len(paths) > 40
    for path in paths:
        assert (ROOT / path).exists() or (ROOT / "src/pprkb" / path).exists(), path


def test_commands_named_for_contributors_exist():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for page in ("CONTRIBUTING.md", "README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`|^|PWD/wheels\" )make ([a-z-]+)", text, re.MULTILINE))
        assert named <= targets, page
        assert {"demo", "test"} <= named


def test_the_files_for_git_do_what_they_say(tmp_path):
    root = copy_library(tmp_path)
    page = (ROOT / "docs/git.md").read_text(encoding="utf-8")
    for name in ("gitignore", "gitattributes"):
        (text,) = re.findall(rf"^```{name}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
        (root / f".{name}").write_text(text, encoding="utf-8")

    def git(*arguments):
        command = ["git", *arguments]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout

    git("init", "-q")
    result = CliRunner().invoke(program, ["--library", str(root), "list"])
    assert result.exit_code == 0
    assert (root / "pprkb.db").is_file()
    assert git("status", "--porcelain").splitlines() == [
        "?? .gitattributes",
        "?? .gitignore",
        "?? data/",
    ]
    attributes = git("check-attr", "text", "merge", "--", "data/topics.yaml", "data/pinned/x.json")
    assert "data/topics.yaml: text: set" in attributes
    assert "data/pinned/x.json: merge: unset" in attributes


def test_every_rule_is_described():
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (\w+) \|", text, re.MULTILINE))
    assert rows == {rule.value: rule.severity.value for rule in Rule}


def test_what_is_silenced_and_fixed_is_described():
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (yes|no) \| ([^|]+) \|$", text, re.MULTILINE)
    assert {rule for rule, silenced, _ in rows if silenced == "yes"} == {
        rule.value for rule in Rule if rule.can_be_silenced
    }
    assert {rule for rule, _, fixed in rows if fixed != "no"} == {rule.value for rule in FIXED}


def test_every_metric_is_described():
    text = (ROOT / "docs/data-format.md").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("| `metric`"))
    assert set(re.findall(r"`([\w-]+)`", row)) == {"metric", *(metric.value for metric in Metric)}


def test_the_command_line_offers_what_there_is():
    """The command line names choices without importing what they choose, so that help is quick."""
    assert set(FORMATS) == {one.value for one in Composed.formats} | set(HOSTS)
    assert set(DEPTHS) == {one.value for one in Depth}
    assert set(SORTS) == {one.value for one in Sort}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command):
    result = CliRunner().invoke(program, [command, "--help"])
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_every_page_is_on_the_documentation_site():
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = re.findall(r"^ +- ([\w-]+\.md)$", text, re.MULTILINE)
    beside = {"contributing.md", "changes.md"}
    assert sorted(named) == sorted({*(page.name for page in ROOT.glob("docs/*.md")), *beside})


class _Page(HTMLParser):
    """What a page of the documentation's site links to and loads, and its anchors."""

    def __init__(self, text):
        super().__init__()
        self.links, self.loaded, self.anchors = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.anchors.update(value for value in (values.get("id"),) if value)
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        elif tag != "a":
            self.loaded += [values[name] for name in ("src", "href") if values.get(name)]


@pytest.mark.slow
def test_the_documentation_site_has_no_dead_link_and_loads_nothing_from_elsewhere(tmp_path):
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    done = subprocess.run(
        [*command, "--site-dir", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    pages = {
        path: _Page(path.read_text(encoding="utf-8"))
        for path in tmp_path.rglob("*.html")
        if path.name != "404.html"
    }
    assert len(pages) == len(list(ROOT.glob("docs/*.md"))) + 2
    dead = []
    for path, page in pages.items():
        assert not [one for one in page.loaded if re.match(r"(?:https?:)?//", one)], path
        for link in page.links:
            target, _, anchor = link.partition("#")
            if re.match(r"\w+:", target):
                continue
            there = (path.parent / unquote(target)).resolve() if target else path
            there = there / "index.html" if there.is_dir() else there
            found = there in pages and (not anchor or unquote(anchor) in pages[there].anchors)
            if not found and not (there.is_file() and not anchor):
                dead.append((path.relative_to(tmp_path).as_posix(), link))
    assert dead == []
