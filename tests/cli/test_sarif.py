"""`check --format sarif`: what code scanning and editors are given."""

import json
from urllib.parse import unquote

import jsonschema
import pytest
from click.testing import CliRunner

from pprkb.cli.main import program
from pprkb.cli.sarif import sarif_log
from pprkb.model.problem import Location, Problem, Rule, SilencedProblem
from tests.libraries_of_tests import LIBRARIES, copy_library

BROKEN = sorted(path.name for path in (LIBRARIES / "broken").iterdir())

_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
LOG = {
    "type": "object",
    "required": ["version", "$schema", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {"driver": {"$ref": "#/definitions/driver"}},
                    },
                    "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
                },
            },
        },
    },
    "definitions": {
        "driver": {
            "required": ["name", "version", "rules"],
            "properties": {
                "rules": {
                    "type": "array",
                    "uniqueItems": True,
                    "items": {
                        "required": ["id", "shortDescription", "fullDescription", "help"],
                        "properties": {
                            "id": {"type": "string", "maxLength": 255},
                            "shortDescription": {**_TEXT, "maxLength": 1024},
                            "fullDescription": _TEXT,
                            "help": _TEXT,
                            "defaultConfiguration": {"properties": {"level": _LEVEL}},
                        },
                    },
                }
            },
        },
        "result": {
            "required": ["ruleId", "ruleIndex", "level", "message", "locations"],
            "properties": {
                "level": _LEVEL,
                "message": _TEXT,
                "locations": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "required": ["physicalLocation"],
                        "properties": {
                            "physicalLocation": {
                                "required": ["artifactLocation", "region"],
                                "properties": {
                                    "artifactLocation": {
                                        "required": ["uri"],
                                        "properties": {"uri": {"pattern": r"^[A-Za-z0-9._~/%-]+$"}},
                                    },
                                    "region": {
                                        "required": ["startLine"],
                                        "properties": {
                                            "startLine": {"type": "integer", "minimum": 1}
                                        },
                                    },
                                },
                            }
                        },
                    },
                },
                "suppressions": {
                    "type": "array",
                    "items": {
                        "required": ["kind"],
                        "properties": {"kind": {"enum": ["inSource", "external"]}},
                    },
                },
            },
        },
    },
}
"""What SARIF 2.1.0 and GitHub's code scanning require of a log."""


def checked(library, *options):
    command = ["--library", str(library), "check", "--format", "sarif", *options]
    result = CliRunner().invoke(program, command)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    log = json.loads(result.stdout)
    jsonschema.validate(log, LOG)
    return log["runs"][0], result.exit_code


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_is_a_result(name):
    library = LIBRARIES / "broken" / name
    run, code = checked(library, "--notes")
    command = ["--library", str(library), "check", "--format", "json", "--notes"]
    problems = json.loads(CliRunner().invoke(program, command).stdout)
    places = [one["locations"][0]["physicalLocation"] for one in run["results"]]
    assert code == 1
    assert [
        (
            unquote(place["artifactLocation"]["uri"]),
            place["region"]["startLine"],
            one["ruleId"],
            one["level"],
        )
        for one, place in zip(run["results"], places, strict=True)
    ] == [(one["path"], one["line"], one["rule"], one["severity"]) for one in problems]
    rules = run["tool"]["driver"]["rules"]
    for one, problem in zip(run["results"], problems, strict=True):
        assert rules[one["ruleIndex"]]["id"] == one["ruleId"]
        assert problem["message"] in one["message"]["text"]
        assert problem["hint"] in one["message"]["text"]


def test_a_sound_library_has_no_results_and_all_rules(tmp_path):
    run, code = checked(copy_library(tmp_path))
    assert (run["results"], code) == ([], 0)
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert set(rules) == {rule.value for rule in Rule}
    assert rules["bad-doi"]["defaultConfiguration"]["level"] == "warning"
    assert rules["bad-doi"]["help"]["text"] == (
        "A DOI does not have the form of a DOI."
        " It can be silenced where it does not apply, with a reason."
        " pprkb check --fix corrects what can be corrected in one way only."
    )


def test_a_silence_is_a_suppression(tmp_path):
    root = copy_library(tmp_path)
    path = root / "data/references.bib"
    wrong = "@book{odd, author = {A, B}, title = {T}, year = 2015, pprkb-ignore = {missing-field:"
    path.write_text(path.read_text() + wrong + " a private print}}\n")
    run, code = checked(root, "--show-silenced")
    (one,) = run["results"]
    assert code == 0
    assert one["ruleId"] == "missing-field"
    assert one["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "a private print"}
    ]
    assert checked(root)[0]["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        pytest.param("data/a.md", "data/a.md", id="plain"),
        pytest.param("data/a b#c?.md", "data/a%20b%23c%3F.md", id="marks of addresses"),
        pytest.param("data/ä.md", "data/%C3%A4.md", id="letters"),
        pytest.param("data/m\udcfcller.md", "data/m%FCller.md", id="not UTF-8"),
    ],
)
def test_a_path_is_an_address(path, uri, tmp_path):
    problem = Problem(rule=Rule.BAD_DOI, at=Location(path=path, line=3), message="x")
    log = sarif_log([problem], [SilencedProblem(problem, "why")], tmp_path)
    jsonschema.validate(log, LOG)
    found = [
        one["locations"][0]["physicalLocation"]["artifactLocation"]
        for one in log["runs"][0]["results"]
    ]
    assert found == [{"uri": uri, "uriBaseId": "%SRCROOT%"}] * 2


def test_code_scanning_finds_a_library_below_the_checkout(tmp_path, monkeypatch):
    root = copy_library(tmp_path)
    (root / "data/summaries/notes.txt").write_text("x")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(root.parent))
    (one,) = checked(root)[0]["results"]
    place = one["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == f"{root.name}/data/summaries/notes.txt"
