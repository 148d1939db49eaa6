"""A release: an archive that can be checked, cited and made again."""

import hashlib
import io
import sqlite3
import zipfile

import pytest
import yaml

from tests.command_line import invoke
from tests.libraries_of_tests import copy_library


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def run(root, *arguments, code=0):
    return invoke("--library", root, "release", *arguments, code=code)


def files_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def test_the_archive_holds_everything_and_its_sums_are_right(root, tmp_path):
    run(root, "2026.1", "-o", str(tmp_path / "a.zip"), "--author", "Tasca, G. A.")
    files = files_of(tmp_path / "a.zip")
    for path in (root / "data").rglob("*"):
        if path.is_file():
            assert files[path.relative_to(root).as_posix()] == path.read_bytes()
    sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    assert all(hashlib.sha256(files[name]).hexdigest() == digest for name, digest in sums.items())
    (tmp_path / "pprkb.db").write_bytes(files["pprkb.db"])
    with sqlite3.connect(tmp_path / "pprkb.db") as database:
        assert database.execute("SELECT count(*) FROM summary").fetchone() == (3,)
    cff = yaml.safe_load(files["CITATION.cff"])
    assert cff["version"] == "2026.1"
    assert cff["authors"] == [{"family-names": "Tasca", "given-names": "G. A."}]
    assert str(cff["date-released"]) == "2019-03-01"
    assert "The first release" in files["CHANGES.md"].decode()


def test_the_same_library_gives_the_same_archive(root, tmp_path):
    for name in ("a.zip", "b.zip"):
        run(root, "2026.1", "-o", str(tmp_path / name))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_what_changed_since_the_release_before(root, tmp_path):
    run(root, "2026.1", "-o", str(tmp_path / "a.zip"))
    summary = root / "data/summaries/2018-11-alliance.md"
    summary.write_text(summary.read_text().replace("k: 295", "k: 296").replace("early.", "soon."))
    (root / "data/summaries/2019-03-no-reference.md").unlink()
    with (root / "data/references.bib").open("a") as stream:
        stream.write("\n@book{new2020, author = {New, A.}, title = {A new book}, year = 2020,\n")
        stream.write("  publisher = {P}}\n")
    run(root, "2026.2", "-o", str(tmp_path / "b.zip"), "--since", str(tmp_path / "a.zip"))
    log = files_of(tmp_path / "b.zip")["CHANGES.md"].decode()
    for words in (
        "# Changes in 2026.2",
        "practice implications",
        "k = 296 studies",
        "before: Working alliance and outcome: r = .278, 95% CI [.256, .299], p < .0001, k = 295",
        "New (2020), A new book (new2020)",
        "A note on naïve questions",
    ):
        assert words in log, words


def test_a_citation_file_of_the_library_is_kept_but_for_version_and_date(root, tmp_path):
    own = "# ours\ncff-version: 1.2.0\ntitle: Ours   # the name\nversion: '2025.9'\n"
    (root / "CITATION.cff").write_text(own)
    run(root, "2026.1", "-o", str(tmp_path / "a.zip"))
    made = files_of(tmp_path / "a.zip")["CITATION.cff"].decode()
    assert made.startswith("# ours\ncff-version: 1.2.0\ntitle: Ours   # the name\n")
    assert yaml.safe_load(made)["version"] == "2026.1"
    assert (root / "CITATION.cff").read_text() == own
    (root / "CITATION.cff").write_text(own.replace("'", ""))
    assert "in quotes" in run(root, "2026.10", "-o", str(tmp_path / "b.zip"), code=3).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("../x",), "cannot be the name"), (("",), "cannot be the name")],
    ids=["path", "empty"],
)
def test_names_that_no_release_can_have(root, arguments, message):
    assert message in run(root, *arguments, code=3).stderr


def test_a_library_with_errors_is_not_released(root, tmp_path):
    summary = root / "data/summaries/2018-11-alliance.md"
    summary.write_text(summary.read_text().replace("fluckiger2018", "nobody"))
    message = run(root, "2026.1", "-o", str(tmp_path / "a.zip"), code=3).stderr
    assert "fix what `check` finds" in message
    assert not (tmp_path / "a.zip").exists()
    run(root, "2026.1", "-o", str(tmp_path / "a.zip"), "--force")


def test_a_release_before_that_is_none(root, tmp_path):
    (tmp_path / "old.zip").write_bytes(b"no archive")
    out = str(tmp_path / "a.zip")
    said = run(root, "2026.1", "-o", out, "--since", str(tmp_path / "old.zip"), code=3).stderr
    assert said == (
        "pprkb: the release before cannot be read: it is not an archive, or it is damaged\n"
    )
    assert not (tmp_path / "a.zip").exists()
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    (tmp_path / "old.zip").write_bytes(empty.getvalue())
    assert (
        "no data/references.bib"
        in run(root, "2026.1", "-o", out, "--since", str(tmp_path / "old.zip"), code=3).stderr
    )


def test_the_files_of_the_library_alone_are_released(root, tmp_path):
    for name in ("secrets.env", "summaries/2020-01-draft.txt", "notes/todo.md", "LICENSE.md"):
        path = root / "data" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    (root / "README.md").write_text("ours")
    (root / "passwords.txt").write_text("mine")
    (root / "data/diary.txt").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text("private")
    result = run(root, "2026.1", "-o", str(tmp_path / "a.zip"))
    files = files_of(tmp_path / "a.zip")
    named = {line.split()[2] for line in result.stderr.splitlines() if "left out: " in line}
    assert named == {
        "data/secrets.env",
        "data/summaries/2020-01-draft.txt",
        "data/notes/todo.md",
        "data/diary.txt",
    }
    assert not named & files.keys()
    assert {"data/LICENSE.md", "README.md", "data/references.bib"} <= files.keys()
    assert not any(content == b"mine" or b"private" in content for name, content in files.items()
                   if name != "data/LICENSE.md")  # fmt: skip


def test_the_release_before_is_not_written_over(root, tmp_path):
    out = tmp_path / "a.zip"
    run(root, "2026.1", "-o", str(out))
    before = out.read_bytes()
    result = run(root, "2026.2", "--since", str(out), "-o", str(out), code=3)
    assert "is the release before" in result.stderr
    assert out.read_bytes() == before


def test_a_pin_is_released(root, tmp_path):
    (root / "data/pinned").mkdir()
    (root / "data/pinned/alliance.json").write_text("{}")
    run(root, "2026.1", "-o", str(tmp_path / "a.zip"))
    assert files_of(tmp_path / "a.zip")["data/pinned/alliance.json"] == b"{}"


@pytest.mark.parametrize("name", ["data/summaries/2018-11-alliance.md", "data/LICENSE"])
def test_a_link_that_leads_out_of_the_library_is_refused(root, tmp_path, name):
    outside = tmp_path / "outside.md"
    if (root / name).exists():
        (root / name).rename(outside)
    else:
        outside.write_text("not ours")
    (root / name).symlink_to(outside)
    result = run(root, "2026.1", "-o", str(tmp_path / "a.zip"), code=3)
    assert f"{name} is a link that leads out of the library" in " ".join(result.stderr.split())
    assert not (tmp_path / "a.zip").exists()


def test_a_library_whose_data_lie_elsewhere_is_released(root, tmp_path):
    (root / "data").rename(tmp_path / "elsewhere")
    (root / "data").symlink_to(tmp_path / "elsewhere")
    run(root, "2026.1", "-o", str(tmp_path / "a.zip"))
    assert "data/references.bib" in files_of(tmp_path / "a.zip")
