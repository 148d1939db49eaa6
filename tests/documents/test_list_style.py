"""The style and locale that a reading list names."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import pprkb
from pprkb.cli.main import program
from pprkb.csl.files.styles import STYLES
from pprkb.web.app import create_app

_REFERENCES = """\
@book{one2020, author={One, Ann}, title={A title}, publisher={Press}, year={2020}}
"""
_LIST = """\
title: Seminar
{field}
sections:
  - heading: Week 1
    items:
      - reference: one2020
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of one work."""
    (tmp_path / "data" / "reading-lists").mkdir(parents=True)
    (tmp_path / "data" / "summaries").mkdir()
    (tmp_path / "data" / "references.bib").write_text(_REFERENCES)
    return tmp_path


def write(library: Path, field: str) -> Path:
    path = library / "data" / "reading-lists" / "seminar.yaml"
    path.write_text(_LIST.format(field=field))
    return path


def run(library: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["--library", str(library), *words])


UNUSABLE = [
    pytest.param(
        "style: apaa",
        'there is no style "apaa"; did you mean "apa" or "apsa"?',
        id="a misspelt style",
    ),
    pytest.param(
        "style: own.csl",
        'the style "own.csl" cannot be used: there is no such file',
        id="a file that is not there",
    ),
    pytest.param(
        "locale: french",
        'there is no locale "french"; write a tag such as en-GB or fr-CA',
        id="a word for a locale",
    ),
    pytest.param("locale: fr-QC", 'there is no locale "fr-QC"; did you mean', id="no such locale"),
]


@pytest.mark.parametrize(("field", "message"), UNUSABLE)
def test_a_style_that_cannot_be_used_is_an_error_with_its_line(
    library: Path, field: str, message: str
) -> None:
    write(library, field)
    found = run(library, "check")
    assert found.exit_code == 1
    said, _, hint = message.partition("; ")
    assert f"yaml:2: error: seminar: {said} (unknown-style)\n    {hint}" in found.output
    again = run(library, "check")
    assert again.output == found.output


@pytest.mark.parametrize(("field", "message"), UNUSABLE)
def test_a_list_is_not_written_in_another_style_than_it_names(
    library: Path, field: str, message: str
) -> None:
    write(library, field)
    written = run(library, "reading-list", "write", "seminar", "--to", "text")
    assert written.exit_code == 3
    assert written.stdout == ""
    said = message.partition(";")[0]
    assert f"data/reading-lists/seminar.yaml:2: {said}; nothing was written" in written.stderr


@pytest.mark.parametrize(("field", "message"), UNUSABLE)
def test_a_page_of_a_list_says_what_cannot_be_used(library: Path, field: str, message: str) -> None:
    write(library, field)
    made = pprkb.open(library).reading_list("seminar", with_errors=True)
    text = " ".join(made.text.split())
    assert f"[not understood: {message.partition(';')[0]}" in text
    assert "One, A. (2020). A title. Press." in text


def test_what_was_asked_for_goes_before_what_a_list_names(library: Path) -> None:
    write(library, "style: apaa")
    command = ("reading-list", "write", "seminar", "--to", "text", "--style", "ieee")
    written = run(library, *command)
    assert written.exit_code == 0, written.output
    assert "A. One, A title." in written.stdout


@pytest.mark.parametrize("folder", ["data/reading-lists", "."], ids=["beside", "library"])
def test_the_file_of_a_style_is_found_from_wherever_a_list_is_written(
    library: Path, folder: str, tmp_path_factory: pytest.TempPathFactory, monkeypatch
) -> None:
    write(library, "style: own.csl")
    shutil.copy(STYLES / "ieee.csl", library / folder / "own.csl")
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run(library, "check").exit_code == 0
    written = run(library, "reading-list", "write", "seminar", "--to", "text")
    assert written.exit_code == 0, written.output
    assert "A. One, A title." in written.stdout


def test_a_style_that_comes_later_is_found(library: Path) -> None:
    write(library, "style: own.csl")
    assert run(library, "check").exit_code == 1
    shutil.copy(STYLES / "ieee.csl", library / "own.csl")
    assert run(library, "check").exit_code == 0


@pytest.mark.parametrize("live", [True, False], ids=["live", "published"])
def test_a_site_shows_a_list_whose_style_cannot_be_used(library: Path, live: bool) -> None:
    write(library, "style: apaa")
    opened = pprkb.open(library)
    opened.build()
    client = create_app(opened, live=live).test_client()
    for below in ("", "fr/"):
        page = client.get(f"/{below}lists/seminar/")
        assert page.status_code == 200
        assert "there is no style" in page.text
        assert "One, A. (2020)" in page.text
        assert client.get(f"/{below}lists/seminar/seminar.docx").status_code == 200
