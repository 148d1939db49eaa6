"""`link` and `rename`: one thing changes in the files, and no other byte."""

import json
import re

import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

NEW = (
    "---\n# begun in May\ntitle: 'New'   # working title\nmonth: 2020-05\n---\n## Summary\nText.\n"
)


@pytest.fixture
def root(tmp_path):
    made = copy_library(tmp_path)
    (made / "data/summaries/2020-05-new.md").write_text(NEW)
    return made


def run(root, *arguments, code=0):
    return invoke("--library", root, *arguments, code=code)


def contents(root):
    return {path: path.read_bytes() for path in root.glob("data/**/*") if path.is_file()}


def errors(root):
    found = json.loads(
        CliRunner().invoke(program, ["--library", str(root), "check", "--format", "json"]).stdout
    )
    return [one for one in found if one["severity"] == "error"]


# -- link ------------------------------------------------------------------------------------


def test_a_link_is_one_line_more(root):
    before = contents(root)
    run(root, "link", "2020-05-new", "fluckiger2018")
    path = root / "data/summaries/2020-05-new.md"
    assert path.read_text() == NEW.replace(
        "month: 2020-05\n", "month: 2020-05\nreference: fluckiger2018\n"
    )
    after = contents(root)
    assert {one for one in before if before[one] != after[one]} == {path}


def test_another_key_of_a_work_is_linked_by_its_own(root):
    bib = root / "data/references.bib"
    bib.write_text(
        bib.read_text().replace("@book{wampold2015,", "@book{wampold2015,\n  ids = {w15},")
    )
    run(root, "link", "2020-05-new", "w15")
    assert "reference: wampold2015\n" in (root / "data/summaries/2020-05-new.md").read_text()


def test_also_adds_to_the_works_that_are_discussed(root):
    run(root, "link", "2020-05-new", "fluckiger2018")
    run(root, "link", "2020-05-new", "wampold2015", "--also")
    assert "also: [wampold2015]\n" in (root / "data/summaries/2020-05-new.md").read_text()


def test_a_dry_run_shows_the_difference(root):
    before = contents(root)
    shown = run(root, "link", "2020-05-new", "fluckiger2018", "--dry-run").stdout
    assert "+reference: fluckiger2018" in shown.splitlines()
    assert contents(root) == before


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["2020-05-new", "fluckiger2081"], 3, "did you mean", id="no such work"),
        pytest.param(["2020-05-nev", "fluckiger2018"], 3, "did you mean", id="no such summary"),
        pytest.param(["2018-11-alliance", "wampold2015"], 3, "add --also", id="linked already"),
        pytest.param(["2020-05-new"], 2, "--suggest", id="no key"),
        pytest.param(["a", "b", "--suggest"], 2, "at most", id="suggest with a key"),
    ],
)
def test_what_cannot_be_linked(root, arguments, code, message):
    before = contents(root)
    assert message in run(root, "link", *arguments, code=code).stderr
    assert contents(root) == before


def test_linking_twice_changes_nothing(root):
    run(root, "link", "2020-05-new", "fluckiger2018")
    before = contents(root)
    assert "nothing to change" in run(root, "link", "2020-05-new", "fluckiger2018").stderr
    assert contents(root) == before


# -- rename ----------------------------------------------------------------------------------


def test_a_key_is_renamed_wherever_it_is_used(root):
    assert not errors(root)
    run(root, "rename", "wampold2015", "wampold2015great")
    assert not errors(root)
    left = [
        (path.name, line)
        for path in root.rglob("*")
        if path.suffix in (".md", ".yaml", ".bib")
        for line in path.read_text().splitlines()
        if re.search(r"wampold2015(?!great)", line)
    ]
    assert left == [("references.bib", "  ids       = {wampold2015},")]
    shown = run(root, "show", "wampold2015").stdout
    assert shown.splitlines()[1] == "wampold2015great"
    assert "[chap. 7]" in (root / "data/summaries/2018-11-alliance.md").read_text()


def test_a_topic_is_renamed_wherever_it_is_used(root):
    run(root, "rename", "alliance", "therapeutic-alliance")
    assert not errors(root)
    assert (
        "topics: [therapeutic-alliance]"
        in (root / "data/summaries/2018-11-alliance.md").read_text()
    )
    found = run(root, "list", "--topic", "alliance").stdout
    assert [line.split()[0] for line in found.splitlines() if line[0] != " "] == ["fluckiger2018"]


def test_there_and_back_leaves_the_old_name_as_an_alias(root):
    run(root, "rename", "wampold2015", "other")
    result = run(root, "rename", "other", "back")
    assert '"other" is now "back"' in result.stderr
    for name in ("wampold2015", "other", "back"):
        assert run(root, "cite", name).stdout.startswith("Wampold")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param("nothing", "x", "there is no work or topic", id="unknown"),
        pytest.param("wampold2015", "fluckiger2018", "fluckiger2018", id="taken"),
        pytest.param("wampold2015", "a b", "cannot be a key", id="no key"),
        pytest.param("wampold2015", "none", "there is no work", id="word for no work"),
        pytest.param("alliance", "cbt", "already refers to", id="topic taken"),
        pytest.param("alliance", "Alliance X", "cannot be an id", id="no id"),
    ],
)
def test_what_cannot_be_renamed(root, old, new, message):
    before = contents(root)
    assert message in run(root, "rename", old, new, code=3).stderr
    assert contents(root) == before


def test_an_old_misspelling_near_the_new_name_does_not_hinder_renaming(root):
    path = root / "data/summaries/2020-05-new.md"
    path.write_text(NEW.replace("Text.", "Text [@wampold2016]."))
    assert "wampold2017" not in errors(root)[0]["hint"]
    run(root, "rename", "wampold2015", "wampold2017")
    assert "wampold2017" in errors(root)[0]["hint"]


def test_a_renaming_can_be_looked_at_first(root):
    before = contents(root)
    shown = run(root, "rename", "wampold2015", "other", "--dry-run").stdout
    assert any(line.startswith("+  ids") for line in shown.splitlines())
    assert "+reference: other" in shown
    assert contents(root) == before


def test_what_was_decided_and_pinned_is_renamed_too(root):
    (root / "data/not-duplicates.yaml").write_text(
        "not-duplicates:\n  - keys: [wampold2015, fluckiger2018]\n"
    )
    path = root / "data/reading-lists/asked.yaml"
    path.write_text(
        "title: T\nsections:\n  - heading: H\n    items:\n"
        "      - topic: cbt\n        pinned: [wampold2015]\n"
    )
    run(root, "rename", "wampold2015", "other")
    assert "keys: [other, fluckiger2018]" in (root / "data/not-duplicates.yaml").read_text()
    assert "pinned: [other]" in path.read_text()
    shown = run(root, "check", "--notes", "--rule", "unusual-form")
    assert "another name" not in shown.stdout


def test_a_mistake_of_the_work_itself_does_not_keep_it_from_its_name(root):
    bib = root / "data/references.bib"
    bib.write_text(bib.read_text() + "\n@book{odd, title = {A}, title = {B}, year = 2001}\n")
    run(root, "rename", "odd", "even")
    assert "@book{even," in bib.read_text()


def test_a_summary_is_named_by_its_file_too(root):
    run(root, "link", str(root / "data/summaries/2020-05-new.md"), "fluckiger2018")
    assert "reference: fluckiger2018" in (root / "data/summaries/2020-05-new.md").read_text()


def test_a_work_is_not_discussed_besides_itself(root):
    run(root, "link", "2020-05-new", "fluckiger2018")
    assert (
        "other works" in run(root, "link", "2020-05-new", "fluckiger2018", "--also", code=3).stderr
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "wampold2015great", "--month", "2031-01"),
        ("link", "2016-04-common-factors", "wampold2015great"),
        ("rename", "wampold2015great", "x"),
        ("add", "--apa", "A, B. (2001). C. D."),
        ("reading-list", "new", "x", "--title", "X"),
        ("check", "--fix"),
        ("extract", "2016-04-common-factors", "--accept", "1"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_outside_of_a_library_nothing_is_written(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PPRKB_LIBRARY", raising=False)
    result = CliRunner().invoke(program, list(arguments))
    assert result.exit_code == 3, result.output
    assert "--library" in result.stderr
    assert not [*tmp_path.iterdir()]


# -- names that are taken, and names of before ----------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("alliance", "wampold2015", 'already refers to the work "wampold2015"'),
        ("alliance", "flueckiger18", 'already refers to the work "fluckiger2018"'),
        ("wampold2015", "alliance", 'already refers to the topic "alliance"'),
        ("wampold2015", "Alliance", 'already refers to the topic "alliance"'),
        ("wampold2015", "2018-11-alliance", "already names a summary"),
        ("wampold2015", "flueckiger18", 'already refers to the work "fluckiger2018"'),
        ("wampold2015", "Fluckiger2018", 'already refers to the work "fluckiger2018"'),
    ],
)
def test_a_name_that_stands_for_something_else_is_not_given(root, old, new, message):
    before = {path: path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()}
    assert message in run(root, "rename", old, new, code=3).stderr
    assert {path: path.read_bytes() for path in before} == before


def test_a_name_of_before_is_understood_by_every_command(root):
    run(root, "rename", "wampold2015", "debate2015")
    run(root, "rename", "alliance", "bond")
    run(root, "rename", "wampold2015", "greatdebate")
    run(root, "rename", "alliance", "tie")
    bib = (root / "data/references.bib").read_text(encoding="utf-8")
    assert "{greatdebate," in bib
    assert "ids = {wampold2015, debate2015}" in " ".join(bib.split())
    for command in (
        ["cite", "wampold2015"],
        ["show", "debate2015"],
        ["list", "--key", "wampold2015"],
        ["list", "--topic", "bond"],
        ["compare", "wampold2015", "fluckiger2018"],
        ["new", "debate2015", "--month", "2020-01", "--topic", "bond", "--no-edit"],
        ["link", "2019-03-no-reference", "wampold2015"],
    ):
        run(root, *command)
    text = (root / "data/summaries/2019-03-no-reference.md").read_text(encoding="utf-8")
    assert "reference: greatdebate\n" in text


def test_a_work_gets_its_old_name_back(root):
    run(root, "rename", "wampold2015", "debate2015")
    run(root, "rename", "debate2015", "wampold2015")
    assert "{wampold2015," in (root / "data/references.bib").read_text(encoding="utf-8")
