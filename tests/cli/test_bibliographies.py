"""Commands and works that live in data/bibliographies: they work with them and never write them."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import program
from pprkb.desk.renaming import read_pairs
from pprkb.files.change import Change, apply
from pprkb.model.errors import EditError, OutputError
from tests.files.test_bibliographies import SUMMARY, ZOTERO, library_with
from tests.test_installed import NOTICES, POST, WRITING

OLD, NEW = "dahlSuddenGains2015", "dahl2015gains"
PLACE = "data/bibliographies/zotero.bib"


@pytest.fixture
def root(tmp_path):
    return library_with(tmp_path / "library", zotero=ZOTERO)


def run(root, *arguments, exit_code=0, stdin=None):
    result = CliRunner().invoke(program, ["--library", str(root), *arguments], input=stdin)
    assert result.exit_code == exit_code, result.output
    return result


def export(root, *pairs):
    """Let Zotero change keys and export again."""
    text = (root / PLACE).read_text()
    for old, new in pairs:
        text = text.replace(f"{{{old},", f"{{{new},")
    (root / PLACE).write_text(text)


# -- works with works from there -------------------------------------------------------------------


def test_add_says_where_a_work_is_already(root, tmp_path):
    ris = tmp_path / "one.ris"
    ris.write_text(
        "TY  - JOUR\nAU  - Dahl, Carl\nTI  - Sudden Gains in Cognitive Therapy\nPY  - 2015\n"
        "JO  - Psychotherapy Research\nDO  - 10.5555/gains\nER  - \n"
    )
    before = (root / "data/references.bib").read_bytes()
    result = run(root, "add", "--yes", str(ris), exit_code=3)
    assert f"this work is in {PLACE} already, as {OLD}; nothing was added" in result.stderr
    assert (root / "data/references.bib").read_bytes() == before


def test_add_says_of_many_works_where_they_are_already(root, tmp_path):
    more = "".join(
        f"@book{{b{n}, title={{Book {n} on gardens}}, author={{Oak, B.}}, publisher={{P}},"
        f" year=199{n}}}\n"
        for n in range(6)
    )
    (tmp_path / "many.bib").write_text(ZOTERO.replace(OLD, "other") + more)
    result = run(root, "add", "--yes", str(tmp_path / "many.bib"))
    assert f"certain {OLD} in {PLACE}" in result.stderr
    assert "added 6 of 7, not added: 1 duplicate" in result.stderr


def test_a_key_of_a_bibliography_is_taken(root):
    text = "Berg, A. (2011). Another work. Journal of Tests, 1, 1-9."
    result = run(root, "add", "--yes", "--apa", text, "--key", OLD.upper(), exit_code=3)
    assert f"the key {OLD.upper()} is taken" in result.stderr


def test_summaries_are_begun_and_linked(root):
    run(root, "new", OLD, "--month", "2020-01", "--no-edit")
    summary = root / "data/summaries/2020-02-free.md"
    summary.write_text(SUMMARY.replace(f"reference: {OLD}\n", "").replace("2016-04", "2020-02"))
    run(root, "link", "2020-02-free", OLD)
    assert f"reference: {OLD}" in summary.read_text()


def test_show_says_in_which_file_a_work_is(root):
    assert f"{PLACE}:1" in run(root, "show", OLD).stdout


def test_output_is_not_written_over_an_export(root, tmp_path):
    target = tmp_path / "zotero.bib"
    (root / PLACE).rename(target)
    (root / PLACE).symlink_to(target)
    for place in (root / PLACE, target, root / "data/bibliographies/new.bib"):
        result = run(root, "export", "-o", str(place), exit_code=3)
        assert "nothing was written" in result.stderr
    assert target.read_text() == ZOTERO


def test_a_release_holds_what_a_link_leads_to(root, tmp_path):
    target = tmp_path / "zotero.bib"
    (root / PLACE).rename(target)
    (root / PLACE).symlink_to(target)
    packed = tmp_path / "one.zip"
    run(root, "release", "1.0", "-o", str(packed))
    with zipfile.ZipFile(packed) as archive:
        assert archive.read(f"pprkb-1.0/{PLACE}").decode() == ZOTERO
    result = run(root, "release", "1.1", "--since", str(packed), "-o", str(tmp_path / "two.zip"))
    assert "two.zip" in result.output


def test_no_change_of_a_bibliography_is_ever_applied(root):
    for path in (PLACE, "data/bibliographies/new.bib", "data/bibliographies"):
        with pytest.raises(OutputError, match="belongs to another program and is never written"):
            apply(root, [Change(path=path, before=None, after=b"x")])


# -- keys that change ------------------------------------------------------------------------------


def test_a_key_that_another_program_gives_is_not_renamed(root):
    result = run(root, "rename", OLD, NEW, exit_code=3)
    assert f'the key "{OLD}" is given in {PLACE}:1, which another program writes' in result.stderr
    assert f"when it is exported again: pprkb rename {OLD} {NEW}" in result.stderr


WAYS = {
    "one by one": ["rename", OLD, NEW],
    "by a file": ["rename", "--from-file", "-"],
    "found by itself": ["rename", "--found"],
}


@pytest.mark.parametrize("arguments", WAYS.values(), ids=WAYS)
def test_a_key_that_has_changed_is_changed_everywhere(root, arguments):
    notices = "notices:\n  - reference: dahlSuddenGains2015\n    nature: reinstatement\n    date: 2020-01-01\n"
    (root / "data/retractions.yaml").write_text(notices)
    run(root, "reading-list", "pin", "course")
    export(root, (OLD, NEW))
    check = run(root, "check", exit_code=1)
    assert check.stdout.count(f"its key has changed: pprkb rename {OLD} {NEW}") == 4
    shown = run(root, *arguments, "--dry-run", stdin=f"{OLD}\t{NEW}\n").stdout
    assert shown.count(f"+      - reference: {NEW}") == 1
    assert run(root, "check", exit_code=1).stdout == check.stdout
    run(root, *arguments, stdin=f"{OLD}\t{NEW}\n")
    assert run(root, "check").stdout == ""
    for name in ("summaries/2016-04-gains.md", "reading-lists/course.yaml", "retractions.yaml"):
        text = (root / "data" / name).read_text()
        assert NEW in text
        assert OLD not in text
    assert (
        (root / "data/redirects.yaml")
        .read_text()
        .endswith(f"redirects:\n  - from: articles/{OLD}/\n    to: articles/{NEW}/\n")
    )
    mine = pprkb.open(root)
    assert mine.article(OLD).key == NEW, "the old key is still understood"
    diff = run(root, "reading-list", "diff", "course")
    assert "no longer in the list" not in diff.output
    assert "nothing to change" in run(root, "rename", OLD, NEW).stderr


@pytest.mark.parametrize("arguments", WAYS.values(), ids=WAYS)
def test_a_key_that_only_texts_elsewhere_name_stays_another_key(root, arguments):
    (root / "data/summaries/2016-04-gains.md").unlink()
    (root / "data/reading-lists/course.yaml").unlink()
    run(root, "list")
    export(root, (OLD, NEW))
    assert "there is no reference" in run(root, "show", OLD, exit_code=3).stderr
    run(root, *arguments, stdin=f"{OLD}\t{NEW}\n")
    assert [path.name for path in (root / "data").glob("red*.yaml")] == ["redirects.yaml"]
    assert NEW in run(root, "show", OLD).stdout
    again = run(root, *arguments, stdin=f"{OLD}\t{NEW}\n")
    assert "nothing to change" in again.stderr or "no key has changed" in again.stderr


def test_the_page_of_an_old_key_leads_to_that_of_the_new_one(root, tmp_path):
    export(root, (OLD, "first"), ("first", "second"))
    run(root, "rename", OLD, "second")
    export(root, ("second", NEW))
    run(root, "rename", "second", NEW)
    site = tmp_path / "site"
    run(root, "publish", str(site))
    for key in (OLD, "second"):
        page = (site / "articles" / key / "index.html").read_text()
        assert f"articles/{NEW}/" in page
    redirects = (root / "data/redirects.yaml").read_text()
    assert redirects.count(f"to: articles/{NEW}/") == 2


def test_keys_that_change_places_are_changed_at_once(root):
    more = (
        ZOTERO.replace(OLD, "b").replace("Sudden Gains in", "A Slow").replace("5/gains", "5/slow")
    )
    (root / PLACE).write_text(ZOTERO.replace(OLD, "a") + more)
    summary = root / "data/summaries/2016-04-gains.md"
    summary.write_text(SUMMARY.replace(OLD, "a").replace("[@a]", "[@a; @b]"))
    (root / "data/reading-lists/course.yaml").unlink()
    export(root, ("a", "x"), ("b", "a"), ("x", "b"))
    run(root, "rename", "--from-file", "-", stdin="# swapped\na, b\nb, a\n")
    assert "reference: b\n" in summary.read_text()
    assert "[@b; @a]" in summary.read_text()
    assert not (root / "data/redirects.yaml").exists()


WRONG_PAIRS = {
    "one key": ("alone\n", "pairs.txt:1: this line holds not two keys but 1"),
    "three keys": ("a b\nc d e\n", "pairs.txt:2: this line holds not two keys but 3"),
    "an old key twice": ("a b\na c\n", 'pairs.txt:2: "a" has a new key on an earlier line'),
}


@pytest.mark.parametrize(("text", "said"), WRONG_PAIRS.values(), ids=WRONG_PAIRS)
def test_a_file_of_pairs_says_what_is_wrong(text, said):
    with pytest.raises(EditError, match=said):
        read_pairs(text, "pairs.txt")


PAIRS = {
    "tab": "old\tnew\n",
    "comma": "old,new",
    "blanks and comment": "# keys\n\n  old   new\r\n",
    "arrow": "old -> new\n",
    "quotes of a spreadsheet": '\ufeff"old";"new"\n',
}


@pytest.mark.parametrize("text", PAIRS.values(), ids=PAIRS)
def test_a_file_of_pairs_is_read(text):
    assert read_pairs(text, "pairs.txt") == {"old": "new"}


def test_a_new_key_must_be_there(root):
    result = run(root, "rename", "--from-file", "-", stdin=f"{OLD} nowhere\n", exit_code=3)
    assert f'there is no reference "nowhere" to take the place of "{OLD}"' in result.stderr


def test_a_key_of_the_own_file_does_not_become_that_of_another_work(root):
    stdin = f"berg2001course {OLD}\n"
    result = run(root, "rename", "--from-file", "-", stdin=stdin, exit_code=3)
    assert '"berg2001course" is the key of another work, at data/references.bib:1' in result.stderr


@pytest.mark.parametrize("arguments", [(), ("one",), ("a", "b", "--found")], ids=str)
def test_rename_wants_one_way(root, arguments):
    assert "--from-file FILE, or --found" in run(root, "rename", *arguments, exit_code=2).stderr


def test_nothing_is_renamed_where_no_key_has_changed(root):
    assert "no key has changed" in run(root, "rename", "--found").stderr


# -- nothing in data/bibliographies is ever written ------------------------------------------------

_WATCHED = """
import json, os, shlex, sys
from click.testing import CliRunner
from pprkb.cli.main import program

root, target, calls = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
watched = [os.path.realpath(target), os.path.realpath(root) + "/data/bibliographies"]
touched = []
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.symlink",
    "os.truncate", "os.chmod", "os.chown", "os.utime", "shutil.rmtree", "shutil.move",
    "shutil.copyfile", "sqlite3.connect"}

def hook(event, arguments):
    if event == "open":
        path, mode, flags = arguments
        if not (set(mode or "") & set("wax+") or (flags or 0) & WRITES):
            return
        paths = [path]
    elif event in CHANGES:
        paths = arguments[1:2] if event == "shutil.copyfile" else arguments[:2]
    else:
        return
    for path in paths:
        if isinstance(path, (str, bytes, os.PathLike)):
            name = os.fsdecode(path)
            for place in (os.path.abspath(name), os.path.realpath(name)):
                if any(place == one or place.startswith(one + "/") for one in watched):
                    touched.append([event, place])

sys.addaudithook(hook)
os.chdir(root)
for command in calls:
    result = CliRunner().invoke(program, shlex.split(command))
    print(json.dumps([command, result.exit_code, result.output[-300:], touched]))
    touched.clear()
"""
TAKEN = ["init", "reading-list pin", "check", "rename", "release"]
"""Commands that are called below in another way."""


@pytest.mark.slow
def test_no_command_opens_a_bibliography_to_write(tmp_path):
    root, target = tmp_path / "library", tmp_path / "My Library.bib"
    assert CliRunner().invoke(program, ["init", "--example", str(root)]).exit_code == 0
    (root / "post.txt").write_text(POST, encoding="utf-8")
    (root / "notices.csv").write_text(NOTICES, encoding="utf-8")
    (root / "essay.md").write_text("So [@wampold2015important, p. 3].\n", encoding="utf-8")
    target.write_text(
        ZOTERO.replace("doi = {10", "doi = {https://doi.org/10") + "@book{b, title={T}"
    )
    (root / "data/bibliographies").mkdir()
    (root / PLACE).symlink_to(target)
    before = os.lstat(root / PLACE), target.stat(), target.read_bytes()
    calls = [
        "reading-list pin common-factors-course",
        *(f"{name} {rest}" for name, rest, _ in WRITING if name not in TAKEN),
        f"new {OLD} --no-edit --month 2020-01",
        "check --fix",
        f"rename {OLD} other",
        "rename --found",
        "rename wampold2015important wampold2015factors",
        "release 1.0 --force",
        f"export -o {PLACE}",
        f"export -o '{target}'",
        "init .",
    ]
    done = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(root), str(target), json.dumps(calls)],
        env={**os.environ, "PYTHONPATH": str(Path(pprkb.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [command for command, *_ in said] == calls
    refused = {"export", "init"}
    for command, exit_code, output, touched in said:
        assert touched == [], command
        wrong = command.split()[0] in refused or command == f"rename {OLD} other"
        expected = {3} if wrong else {0, 1} if command.startswith(("check", "publish")) else {0}
        assert exit_code in expected, f"{command}: {output}"
    after = os.lstat(root / PLACE), target.stat(), target.read_bytes()
    assert [(one.st_ino, one.st_mtime_ns) for one in after[:2]] == [
        (one.st_ino, one.st_mtime_ns) for one in before[:2]
    ]
    assert after[2] == before[2]


@pytest.fixture
def own(tmp_path):
    """A library without files of other programs, whose summary names a key that no work has."""
    (tmp_path / "data/summaries").mkdir(parents=True)
    (tmp_path / "data/references.bib").write_text(
        "@misc{new2020, author = {Two, B.}, title = {T}, year = 2020}\n"
    )
    (tmp_path / "data/summaries/2020-01-one.md").write_text(
        "---\ntitle: One\nmonth: 2020-01\nreference: gone2020\n---\n## Summary\nText.\n"
    )
    return tmp_path


@pytest.mark.parametrize("arguments", [("gone2020", "new2020"), ("--from-file", "-")], ids=str)
def test_a_key_that_no_work_has_any_more_becomes_another_key_of_the_work(own, arguments):
    renamed = run(own, "rename", *arguments, stdin="gone2020 new2020\n").stderr
    assert "changed data/references.bib\nchanged data/summaries/2020-01-one.md\n" in renamed
    assert "ids = {gone2020}" in (own / "data/references.bib").read_text()
    assert "reference: new2020\n" in (own / "data/summaries/2020-01-one.md").read_text()
    assert not (own / "data/redirects.yaml").exists()
    assert run(own, "show", "gone2020").stdout == run(own, "show", "new2020").stdout


def test_several_keys_that_no_work_has_any_more(own):
    list_ = "title: L\nsections:\n  - heading: One\n    items:\n      - reference: lost2020\n"
    (own / "data/reading-lists").mkdir()
    (own / "data/reading-lists/one.yaml").write_text(list_)
    run(own, "rename", "--from-file", "-", stdin="gone2020 new2020\nlost2020 new2020\n")
    assert "ids = {gone2020, lost2020}" in (own / "data/references.bib").read_text()
    assert "error" not in run(own, "check").stdout


def test_the_old_name_is_said_to_be_understood_only_where_it_is(own):
    renamed = run(own, "rename", "gone2020", "new2020").stderr
    assert '"gone2020" is now "new2020"; the old name is still understood' in renamed
    summary = own / "data/summaries/2020-01-one.md"
    summary.write_text(summary.read_text().replace("new2020", "Two 2020"))
    renamed = run(own, "rename", "Two 2020", "new2020").stderr
    assert '"Two 2020" is now "new2020"\n' in renamed
    assert "reference: new2020\n" in summary.read_text()
    renamed = run(own, "rename", "new2020", "two2020").stderr
    assert '"new2020" is now "two2020"; the old name is still understood' in renamed
    for key in ("gone2020", "new2020"):
        assert "still" not in run(own, "show", key).stderr
