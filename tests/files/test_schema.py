"""JSON Schema of the YAML files: it lets pass what the readers understand, and nothing else."""

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import program
from pprkb.files.folder import scan
from pprkb.files.front_matter import split_front_matter
from pprkb.files.read.known import Known, read_not_duplicates
from pprkb.files.read.notices import read_notices
from pprkb.files.read.reading_list import read_reading_list
from pprkb.files.read.redirects import read_redirects
from pprkb.files.read.shapes import FILES, Form
from pprkb.files.read.summary import read_summary
from pprkb.files.read.vocabulary import read_research_types, read_topics
from pprkb.files.report import Report
from pprkb.files.schema import SCHEMAS, json_schema
from pprkb.model.library import FileKind
from pprkb.model.problem import Rule
from tests.libraries_of_tests import LIBRARIES

ROOT = Path(__file__).parents[2]


class Yaml(yaml.SafeLoader):
    """YAML as editors read it: version 1.2 has no dates, and "no" is a word."""


Yaml.yaml_implicit_resolvers = {
    first: [(tag, one) for tag, one in own if not tag.endswith((":timestamp", ":bool"))]
    for first, own in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@cache
def validator(kind):
    schema = json_schema(kind)
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def tree_of(file):
    text = file.content.decode("utf-8-sig")
    if file.kind is FileKind.SUMMARY:
        front, _ = split_front_matter(text, Report(file.path))
        text = front.text if front else ""
    return yaml.load(text, Yaml)


def files_of(root):
    return [file for file in scan(root).files if file.kind in FILES]


# -- the libraries ---------------------------------------------------------------------------------

SOUND = [
    pytest.param(root, file, id=f"{root.name}/{file.path.removeprefix('data/')}")
    for root in (ROOT, *(LIBRARIES / name for name in ("small", "common_factors", "retracted")))
    for file in files_of(root)
]


@pytest.mark.parametrize(("root", "file"), SOUND)
def test_every_file_of_a_sound_library_is_valid(root, file):
    validator(file.kind).validate(tree_of(file))


def test_the_names_of_the_default_library_are_known():
    base = pprkb.open(ROOT)
    for name, kind in SCHEMAS.items():
        checked = jsonschema.Draft7Validator(base.schema(name, own_names=True))
        for file in files_of(ROOT):
            if file.kind is kind:
                checked.validate(tree_of(file))
    summary = base.schema("summary", own_names=True)
    assert "alliance" in summary["definitions"]["topic"]["enum"]
    assert "wampold2015important" in summary["definitions"]["work"]["enum"]
    assert summary["definitions"]["topic"]["errorMessage"] == "The library has no such topic."
    tree = {"title": "T", "month": "2016-04", "topics": ["aliance"]}
    assert list(jsonschema.Draft7Validator(summary).iter_errors(tree))
    assert validator(FileKind.SUMMARY).is_valid(tree)


@pytest.mark.parametrize(
    ("name", "tree", "valid"),
    [
        pytest.param("summary", {"reference": "wampold2015important"}, True, id="a key"),
        pytest.param("summary", {"reference": "none"}, True, id="no single work"),
        pytest.param("summary", {"reference": None}, True, id="nothing yet"),
        pytest.param("summary", {"reference": "nobody"}, False, id="no key"),
        pytest.param("summary", {"also": ["wampold2015great"]}, True, id="keys"),
        pytest.param("summary", {"also": ["wampold2015great", None]}, False, id="a gap in a list"),
        pytest.param(
            "summary", {"topics": "Alliance and Therapeutic Relationship"}, True, id="a label"
        ),
        pytest.param("retractions", {"notices": [{"reference": None}]}, False, id="nobody"),
    ],
)
def test_names_where_they_are_known(name, tree, valid):
    checked = jsonschema.Draft7Validator(pprkb.open(ROOT).schema(name, own_names=True))
    needed = {"title": "T", "month": "2016-04"} if name == "summary" else {}
    errors = [one for one in checked.iter_errors({**needed, **tree}) if one.validator != "required"]
    assert (not errors) == valid


SHAPE = {Rule.UNKNOWN_FIELD, Rule.MISSING_VALUE, Rule.BAD_VALUE, Rule.BAD_MONTH}
"""What a schema can know of."""
BEYOND = (
    "is not a number",
    "known importance",
    "the interval ends",
    "the list has no",
    "is not an address",
    "is no address",
    "no work has the keyword",
    "no work is in a journal",
    "is not a known kind",
    "names neither",
    "is not a date",
    "there is no kind of work",
    "is not a DOI",
    "is not a confidence level",
    "a decision must name",
    "is not a rate",
    'needs the field "date"',
)
"""Values that have the right form, and are wrong by what other values say."""


def broken_files():
    for root in sorted((LIBRARIES / "broken").iterdir()):
        problems = pprkb.open(root).findings().problems
        for file in files_of(root):
            own = [
                one
                for one in problems
                if one.at.path == file.path
                and one.rule in SHAPE
                and not any(words in one.message for words in BEYOND)
            ]
            if own:
                yield pytest.param(file, id=f"{root.name}/{file.path.removeprefix('data/')}")


@pytest.mark.parametrize("file", list(broken_files()))
def test_a_file_with_a_field_of_the_wrong_form_is_not_valid(file):
    assert not validator(file.kind).is_valid(tree_of(file))


# -- every field -----------------------------------------------------------------------------------


class Everything(Known):
    """Every name is known."""

    def answer(self, _kind, name):
        return name


KNOWN = Everything()
READERS = {
    FileKind.SUMMARY: lambda text, report: read_summary(
        f"---\n{text}\n---\n## Summary\nX d = .57\n\n## Practice implications\nX\n",
        report,
        "x",
        KNOWN,
    ),
    FileKind.READING_LIST: lambda text, report: read_reading_list(text, report, "x", KNOWN),
    FileKind.TOPICS: read_topics,
    FileKind.RESEARCH_TYPES: read_research_types,
    FileKind.NOTICES: lambda text, report: read_notices(text, report, KNOWN.reference),
    FileKind.NOT_DUPLICATES: lambda text, report: read_not_duplicates(text, report, KNOWN),
    FileKind.REDIRECTS: read_redirects,
}
RIGHT = {
    "metric": "d",
    "month": "2016-04",
    "value": ".57",
    "low": ".4",
    "high": ".7",
    "rate": "20%",
    "p": "< .05",
    "date": "2016-04",
    "data-set": "2016-04-01",
    "from": "?cat=17",
    "to": "topics/x/",
    "since": 2015,
    "notice_doi": "10.1000/x",
    "keys": ["one", "two"],
    "compared": ["one", "two"],
    "importance": "essential",
    "kind": "book",
    "level": "95",
    "i2": "56%",
    "language": "fr-CA",
    "link": "https://example.org/video",
    "pages": "12-40",
    "proxy": "https://proxy.example.edu/login?url=",
}
"""A value of fields that do not take any word."""


def right(name, value):
    if name == "importance" and value.form is Form.TEXTS:
        return ["essential", "other"]
    if name == "level" and value.words:
        return value.words[0]
    if name in RIGHT:
        return RIGHT[name]
    if value.words:
        return {Form.REASONS: {value.words[0]: "why"}}.get(value.form, value.words[0])
    if value.pattern:
        return ".5" if ".5" in value.pattern or "." in value.pattern else "x"
    return {
        Form.TEXT: "x",
        Form.WHOLE: 3,
        Form.TEXTS: ["x", "y"],
        Form.PAIR: ["x", "y"],
        Form.PARTS: {},
        Form.ITEMS: [],
    }[value.form]


def least(shape, *also):
    """Return the least that a mapping of a shape needs, with some more fields."""
    wanted = [name for name, one in shape.fields.items() if one.needed or name in also]
    wanted += ["value"] if "metric" in shape.fields else []
    if shape.alone and not set(also) & set(shape.alone):
        owners = (first for first, own in (shape.owns or {}).items() if set(also) & set(own))
        question = next(name for name in shape.alone if name not in (shape.owns or {}))
        wanted.append(question if set(also) & {"max", "pinned"} else next(owners, shape.alone[0]))
    for name, other in (shape.needs or {}).items():
        wanted += [other] if name in also else []
    return {name: full(name, shape.fields[name]) for name in dict.fromkeys(wanted)}


def full(name, value):
    if value.form is Form.PARTS:
        return least(value.shape)
    return [least(value.shape)] if value.form is Form.ITEMS else right(name, value)


def places(kind):
    """Yield every field of a kind of file: its path, and a file with what it needs."""

    def below(shape, path, put):
        for name, value in shape.fields.items():

            def put_here(made, name=name, shape=shape):
                return put({**least(shape, name), name: made})

            yield (*path, name), value, put_here
            if value.shape:
                inside = (
                    (lambda made, p=put_here: p([made])) if value.form is Form.ITEMS else put_here
                )
                yield from below(value.shape, (*path, name), inside)

    yield from below(FILES[kind][1], (), lambda made: made)


FIELDS = [
    pytest.param(kind, value, put, id=f"{kind.value}:{'.'.join(path)}")
    for kind in FILES
    for path, value, put in places(kind)
]


def problems_of(kind, tree):
    report = Report("x.yaml")
    # JSON is YAML.
    READERS[kind](json.dumps(tree, ensure_ascii=False), report)
    return report.problems


@pytest.mark.parametrize(("kind", "value", "put"), FIELDS)
def test_a_right_value_is_read_and_valid(kind, value, put, request):
    name = request.node.callspec.id.rpartition(":")[2].rpartition(".")[2]
    tree = put(full(name, value))
    assert [one for one in problems_of(kind, tree) if one.rule in (*SHAPE, Rule.BAD_EFFECT)] == []
    validator(kind).validate(tree)


VALUES = {
    "a word": "odd word",
    "nothing": None,
    "an empty text": "",
    "a small number": 3,
    "a negative number": -1,
    "a fraction": 2.5,
    "a truth value": True,
    "a list of one": ["one"],
    "a list of two": ["one", "two"],
    "an empty list": [],
    "a list in a list": [["one"], ["two"]],
    "a mapping": {"odd": "one"},
    "a list of mappings": [{"odd": "one"}],
}


@pytest.mark.parametrize(("kind", "value", "put"), FIELDS)
def test_a_schema_and_the_reader_agree(kind, value, put):
    for said, made in VALUES.items():
        if made == "" and value.form is not Form.TEXT:
            continue  # Nothing to the reader, and nobody writes it for a list.
        tree = put(made)
        problems = problems_of(kind, tree)
        of_shape = [
            one
            for one in problems
            if one.rule in SHAPE and not any(words in one.message for words in BEYOND)
        ]
        errors = [error.message for error in validator(kind).iter_errors(tree)]
        assert errors or not of_shape, said
        assert problems or not errors, said


def test_every_kind_of_yaml_file_has_a_schema():
    bibtex = {FileKind.REFERENCES, FileKind.BIBLIOGRAPHY}
    assert set(SCHEMAS.values()) == set(FileKind) - bibtex
    assert set(READERS) == set(SCHEMAS.values())
    for kind in FILES:
        assert all(value.told.endswith(".") for _, value, _ in places(kind))


def test_a_schema_knows_the_words_of_a_vocabulary():
    effect = json_schema(FileKind.SUMMARY)["properties"]["effects"]["items"]["properties"]
    assert {"enum": ["higher", "lower"]} in effect["better"]["anyOf"]
    assert effect["metric"]["enum"][0] == "d"
    assert effect["metric"]["description"] == "The index in which the effect is reported."


# -- the command -----------------------------------------------------------------------------------


def run(*arguments, code=0):
    result = CliRunner().invoke(program, ["--library", str(ROOT), "schema", *arguments])
    assert result.exit_code == code, result.output
    return result


def test_the_command_lists_the_schemas():
    assert [line.split()[0] for line in run().stdout.splitlines()] == list(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_command_writes_a_schema(name, tmp_path):
    file = tmp_path / "made.json"
    assert run(name, "-o", str(file)).stdout == ""
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made == json.loads(run(name).stdout) == json_schema(SCHEMAS[name])


def test_the_command_names_the_works_of_the_library():
    made = json.loads(run("reading-list", "--names").stdout)
    assert "horvath2011alliance" in made["definitions"]["work"]["enum"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(["reading-lst"], 3, 'did you mean "reading-list"?', id="a name mistyped"),
        pytest.param(["--names"], 2, "name the schema", id="no name"),
    ],
)
def test_a_schema_that_is_not_there(arguments, code, said):
    assert said in run(*arguments, code=code).stderr


def test_no_schema_is_written_into_the_library():
    place = ROOT / "data/reading-lists/reading-list.schema.json"
    assert "the folder of a library" in run("reading-list", "-o", str(place), code=3).stderr
    assert not place.exists()


def test_the_example_in_python_is_true(monkeypatch):
    page = (ROOT / "docs/editors.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    monkeypatch.chdir(ROOT)
    exec(example, {})
