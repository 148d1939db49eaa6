"""Hints: in words of the library, and on the command line in its own."""

import ast
import pickle
import re
from pathlib import Path

import pytest

import pprkb
from pprkb.cli.output import _ON_THE_COMMAND_LINE, on_the_command_line
from pprkb.model.errors import Hint, NotFoundError, Step

SOURCE = Path(pprkb.__file__).parent
ABOUT = ("one", "two", "three", "four")
_OF_THE_COMMAND_LINE = re.compile(
    r"(?:^|[\s`(])(?:--[a-z]|pprkb (?:add|check|cite|export|extract|init|list|new|topics)\b)"
)


@pytest.mark.parametrize("step", Step)
def test_a_step_is_said_by_the_library_and_by_the_command_line(step):
    hint = Hint(step, *ABOUT)
    assert not _OF_THE_COMMAND_LINE.search(hint)
    assert "{" not in hint
    said = on_the_command_line(hint)
    assert said != hint
    assert "pprkb " in said or "--" in said


def test_no_step_is_without_words_on_the_command_line():
    assert set(_ON_THE_COMMAND_LINE) == set(Step)


def test_other_hints_stay_as_they_are():
    assert on_the_command_line("look at its permissions") == "look at its permissions"


@pytest.mark.parametrize(
    ("folder", "command"),
    [
        (".", "pprkb init --from zotero.bib"),
        ("my works", "pprkb init 'my works' --from zotero.bib"),
    ],
)
def test_names_are_written_as_a_shell_takes_them(folder, command):
    assert on_the_command_line(Hint(Step.BEGIN_FROM, "zotero.bib", folder)).endswith(command)


def test_a_hint_outlasts_the_memory():
    hint = Hint(Step.PIN, "alliance")
    again = pickle.loads(pickle.dumps(hint, protocol=5))
    assert (again, again.step, again.about) == (hint, Step.PIN, ("alliance",))


def test_an_error_says_what_would_help():
    with pytest.raises(NotFoundError) as caught:
        pprkb.open().articles(topic="xyzzy")
    assert str(caught.value) == f"{caught.value.message}; look at the list of topics"


def texts(tree):
    """Yield the texts of a module but its docstrings, with their lines."""
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


# The README of a new library is for a person at a terminal; Pagefind is a program with options.
ELSEWHERE = {"desk/new_library.py", "web/inventory/searched.py"}


def test_the_library_does_not_speak_of_the_command_line():
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {text[:60]}"
        for path in sorted(SOURCE.rglob("*.py"))
        if "cli" not in path.parts and str(path.relative_to(SOURCE)) not in ELSEWHERE
        for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
        if _OF_THE_COMMAND_LINE.search(text)
    ]
    assert found == []


# A word that another has replaced, so that one thing has one word.
RETIRED = {"mend": r"\bmend(?:s|ed|ing)?\b", "index of an effect": r"\bindex not named\b"}


@pytest.mark.parametrize("word", RETIRED)
def test_a_word_that_was_replaced_is_not_printed(word):
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {text[:60]}"
        for path in sorted(SOURCE.rglob("*.py"))
        for line, text in texts(ast.parse(path.read_text(encoding="utf-8")))
        if re.search(RETIRED[word], text)
    ]
    assert found == []
