"""Lists of names."""

from __future__ import annotations

import pytest

from pprkb.formats.bibtex.read.names import Name, parse_names

SMITH, JONES = Name(family="Smith", given="J."), Name(family="Jones", given="M.")

READ = {
    "last-first": ("Smith, J. and Jones, M.", [SMITH, JONES]),
    "first-last": ("J. Smith AND M. Jones", [SMITH, JONES]),
    "suffix": ("King, Jr., Martin Luther", [Name(family="King", given="Martin Luther", suffix="Jr.")]),
    "particle": ("van der Berg, Jan", [Name(family="Berg", given="Jan", non_dropping_particle="van der")]),
    "particle-in-the-middle": (
        "Ludwig van Beethoven",
        [Name(family="Beethoven", given="Ludwig", non_dropping_particle="van")],
    ),
    "braces-make-a-body": (
        "{World Health Organization} and {Barnes and Noble}",
        [Name(literal="World Health Organization"), Name(literal="Barnes and Noble")],
    ),
    "braces-make-one-word": (r"V{\'a}zques{ de }Parga, Luis", [Name(family="Vázques de Parga", given="Luis")]),
    "accents": (r"{\"O}zg\"ur, {\'E}. B.", [Name(family="Özgür", given="É. B.")]),
    "initials-are-spaced": ("G.J.M. Rogers", [Name(family="Rogers", given="G. J. M.")]),
    "hyphenated-initials-stay": ("Sartre, J.-P.", [Name(family="Sartre", given="J.-P.")]),
    "tie": ("Knuth, Donald~E.", [Name(family="Knuth", given="Donald E.")]),
    "one-word": ("Aristotle", [Name(family="Aristotle")]),
    "biblatex-form": (
        "family=Berg, given=Jan, prefix=van der, useprefix=false",
        [Name(family="Berg", given="Jan", dropping_particle="van der")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("value", "names"), READ.values(), ids=READ)
def test_sound_names(value, names):
    assert parse_names(value) == (tuple(names), False, ())


def test_others_are_no_person():
    assert parse_names("Smith, J. and others") == ((SMITH,), True, ())


def test_useprefix():
    assert parse_names("van Berg, Jan", use_prefix=False).names[0].dropping_particle == "van"


FLAWED = {
    "semicolon": ("Smith, J.; Jones, M.", [SMITH, JONES], '";"'),
    "ampersand": (r"Smith, J. \& Jones, M.", [SMITH, JONES], '"&"'),
    "ampersand-in-a-body": ("Johnson & Johnson", [Name(literal="Johnson & Johnson")], '"&"'),
    "quote": ('"Smith, J."', [SMITH], '"'),
    "no-and": ("Smith, J., Jones, M.", [SMITH, JONES], "too many commas"),
    "suffix-for-given": ("King, Jr.", [Name(family="King", suffix="Jr.")], "suffix"),
    "suffix-last": ("King, M. L., Jr.", [Name(family="King", given="M. L.", suffix="Jr.")], "suffix"),
    "and-at-the-end": ("Smith, J. and", [SMITH], "empty name"),
    "two-ands": ("Smith, J. and and Jones, M.", [SMITH, JONES], "empty name"),
    "comma-at-the-end": ("Smith, J.,", [SMITH], "ends in a comma"),
    "et-al": ("Smith, J. and et al.", [SMITH], "not a name"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "names", "words"), FLAWED.values(), ids=FLAWED)
def test_malformed_names(value, names, words):
    result = parse_names(value)
    assert list(result.names) == names
    assert len(result.flaws) == 1
    assert words in result.flaws[0][0]


MENDED = {
    "et-al-name": ("A, B and et al.", ("A",), True, 1),
    "et-al-braced": ("A, B and {et al.}", ("A",), True, 1),
    "et-al-trailing": ("A, B and Smith, J. et al.", ("A", "Smith"), True, 1),
    "et-al-comma": ("Smith, J., et al", ("Smith",), True, 1),
    "et-al-within": ("Set Al", ("Al",), False, 0),
    "others": ("A, B and others", ("A",), True, 0),
    "suffix-without-commas": ("John Smith Jr.", ("Smith",), False, 1),
    "suffix-roman": ("John Smith III", ("Smith",), False, 1),
    "suffix-with-commas": ("Smith, Jr., John", ("Smith",), False, 0),
    "suffix-fifth": ("Smith, V, John", ("Smith",), False, 0),
    "suffix-braced": ("John {Smith Jr.}", ("Smith Jr.",), False, 0),
    "middle-is-no-suffix": ("Smith, John, Mary", ("Smith",), False, 1),
    "persons-in-braces": ("{John Smith, Karl Jones, Lee Brown}", ("",), False, 1),
    "body-without-braces": ("R Core Team and Smith, J.", ("Team", "Smith"), False, 0),
    "body-partly-braced": ("World {Health Organization}", ("Health Organization",), False, 0),
    "body-in-braces": ("{Center for Health, Stanford, CA}", ("",), False, 0),
}


@pytest.mark.parametrize(("value", "families", "incomplete", "flaws"), MENDED.values(), ids=MENDED)
def test_names_that_are_mended_or_told(value, families, incomplete, flaws):
    result = parse_names(value)
    assert tuple(name.family for name in result.names) == families
    assert result.incomplete is incomplete
    assert len(result.flaws) == flaws


def test_a_suffix_without_commas_is_a_suffix():
    name = parse_names("John van der Berg Jr.").names[0]
    assert (name.given, name.non_dropping_particle, name.family, name.suffix) == (
        "John",
        "van der",
        "Berg",
        "Jr.",
    )
