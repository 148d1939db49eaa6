"""JSON Schema for the YAML files, for completion, documentation and checks in editors.

Draft 7 (Wright & Andrews, 2018), which VS Code's YAML extension reads. It is generated from the
definitions in `files/read/shapes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pprkb.files.read.shapes import FILES, NO_REFERENCE, Form, Names, Shape, Value
from pprkb.model.effect import Metric
from pprkb.model.library import FileKind, Library
from pprkb.model.summary import ResearchType, Topic

SCHEMAS = {"retractions" if kind is FileKind.NOTICES else kind.value: kind for kind in FILES}
"""The kinds of YAML files by the names of their schemas."""
_SCALAR = ["string", "number", "boolean"]
"""Types that other YAML readers give to plain values, which are text here."""

Schema = dict[str, object]


def schema_titles() -> dict[str, str]:
    """Return the names of the schemas with descriptions."""
    return {name: FILES[kind][0] for name, kind in SCHEMAS.items()}


def json_schema(kind: FileKind, library: Library | None = None) -> Schema:
    """Return the schema for a kind of file.

    Args:
        kind: One of `SCHEMAS`.
        library: Restricts names to the works, topics and research types of a library.
    """
    title, shape = FILES[kind]
    names = _names(library) if library else {}
    made = _object(shape, {one: {"$ref": f"#/definitions/{_word(one)}"} for one in names})
    made["type"] = ["object", "null"] if not made.get("required") else "object"
    schema: Schema = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **made}
    used = str(made)
    definitions = {
        # An empty enumeration: editors would not show the message of an alternative.
        _word(one): {
            "enum": [*words, "", None],
            "errorMessage": f"The library has no such {one.value}.",
        }
        for one, words in names.items()
        if f"/{_word(one)}'" in used
    }
    return schema | ({"definitions": definitions} if definitions else {})


def _word(names: Names) -> str:
    return names.name.lower().replace("_", "-")


def _names(library: Library) -> dict[Names, list[str]]:
    """Return all names in a library, the usual ones first."""
    works = [*library.references, *library.keys]
    topics = [*library.topics, *_other_names(library.topics.values())]
    types = [*library.research_types, *_other_names(library.research_types.values())]
    found = {
        Names.WORK: works,
        Names.WORK_OR_NONE: [NO_REFERENCE, *works],
        Names.TOPIC: topics,
        Names.TOPIC_ID: list(library.topics),
        Names.RESEARCH_TYPE: types,
    }
    return {one: list(dict.fromkeys(words)) for one, words in found.items()}


def _other_names(terms: Iterable[Topic | ResearchType]) -> list[str]:
    return [name for term in terms for name in (term.label, *term.aliases)]


def _object(shape: Shape, names: dict[Names, Schema]) -> Schema:
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _value(value, names) for name, value in shape.fields.items()},
    }
    if needed := [name for name, value in shape.fields.items() if value.needed]:
        made["required"] = needed
    if shape.needs:
        made["dependencies"] = {name: [other] for name, other in shape.needs.items()}
    if shape.alone:
        made["anyOf"] = [{"required": [name]} for name in shape.alone]
    if shape.owns:
        made["allOf"] = _owned(shape, shape.owns, names)
    if "metric" in shape.fields:
        made["if"] = {"properties": {"metric": {"const": Metric.VERBAL.value}}}
        made["else"] = {
            "required": ["value"],
            "properties": {"value": {"minLength": 1, "not": {"type": "null"}}},
        }
    return made


def _owned(
    shape: Shape, owns: Mapping[str, Mapping[str, Value]], names: dict[Names, Schema]
) -> list[Schema]:
    """Return the rules for the variants of a mapping."""
    something = {"minLength": 1, "not": {"type": "null"}}
    made: list[Schema] = [
        {
            "if": {"required": [first]},
            "then": {
                "properties": {
                    name: something if name == first else False
                    for name in shape.fields
                    if name not in own
                }
                | {
                    name: _value(value, names)
                    for name, value in own.items()
                    if value != shape.fields[name]
                }
            },
        }
        for first, own in owns.items()
    ]
    every = {name for own in owns.values() for name in own}
    shared = {name for name in every if all(name in own for own in owns.values())}
    alone = dict.fromkeys(name for name in shape.fields if name in every - shared - {*shape.alone})
    none = {"properties": dict.fromkeys(alone, False)}
    return [*made, {"if": {"anyOf": [{"required": [first]} for first in owns]}, "else": none}]


def _value(value: Value, names: dict[Names, Schema]) -> Schema:
    told: Schema = {"description": value.told}
    nothing = [] if value.needed else ["null"]
    if value.form in (Form.PARTS, Form.ITEMS):
        assert value.shape
        inner = _object(value.shape, names)
        if value.form is Form.ITEMS:
            return told | {"type": ["array", "null"], "items": inner}
        return told | inner | {"type": ["object", *nothing]}
    if value.form is Form.REASONS:
        reason = {"type": _SCALAR, "minLength": 1}
        properties = {
            word: {"description": "Why it is silenced.", **reason} for word in value.words
        }
        return told | {
            "type": ["object", "null"],
            "properties": properties,
            "additionalProperties": False,
        }
    if value.form is Form.PAIR:
        two = {"type": _SCALAR, "minLength": 1}
        return told | {"type": ["array", "null"], "items": two, "minItems": 2, "maxItems": 2}
    if value.form is Form.WHOLE:
        return told | {
            "type": ["integer", "string", "null"],
            "minimum": value.least,
            "pattern": r"^\s*(?:\d[\d, \u202f]*)?\s*$",
        }
    one = _word_of(value, names)
    if value.form is Form.TEXTS:
        several: Schema = {"type": "array", "items": one}
        if value.least:
            return told | several | {"minItems": value.least}
        return told | {"anyOf": [several, one, {"type": "null"}]}
    if nothing and value.names in names:
        assert value.names
        return told | {"allOf": [names[value.names]]}
    if nothing and value.words:
        return told | {"anyOf": [one, {"type": "null"}, {"const": ""}]}
    return told | _word_of(value, names, *nothing)


def _matching(pattern: str, times: str, *more: str) -> Schema:
    """Return the schema for texts that match a pattern, including other types read as text.

    Args:
        pattern: A regular expression.
        times: "?" if the text may be empty.
        more: Other types of values.
    """

    def matches(*texts: str) -> bool:
        return any(re.fullmatch(pattern, text) for text in texts)

    numbers = ["number"] if matches("0.5") else ["integer"] if matches("1", "2016") else []
    truths = ["boolean"] if matches("true") else []
    made: Schema = {
        "type": ["string", *numbers, *truths, *more],
        "pattern": rf"^\s*(?:{pattern}){times}\s*$",
    }
    if not matches("-1"):
        made["minimum"] = 0
    return made


def _word_of(value: Value, names: dict[Names, Schema], *more: str) -> Schema:
    """Return the schema of one value, which may have several types."""
    if value.names in names:
        assert value.names
        return {"allOf": [names[value.names], {"not": {"enum": ["", None]}}]}
    if value.words:
        return {"enum": list(value.words)}
    made: Schema = {"type": [*_SCALAR, *more]}
    if value.pattern:
        made = _matching(value.pattern, "" if value.needed else "?", *more)
        # VS Code and related editors show it instead of the regular expression.
        made["errorMessage"] = value.told
    if value.needed:
        made["minLength"] = 1
    if value.examples:
        made["examples"] = list(value.examples)
    return made
