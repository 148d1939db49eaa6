"""Lists of names."""

from __future__ import annotations

import pytest

from pprkb.formats.bibtex.names import Name, parse_names

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
    result = parse_names(value)
    assert list(result.names) == names
    assert not result.incomplete
    assert not result.flaws


def test_others_are_no_person():
    result = parse_names("Smith, J. and others")
    assert result.names == (SMITH,)
    assert result.incomplete
    assert not result.flaws


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
    "et-al": ("Smith, J. and et al.", [SMITH], "no name"),
}  # fmt: skip


@pytest.mark.parametrize(("value", "names", "words"), FLAWED.values(), ids=FLAWED)
def test_malformed_names(value, names, words):
    result = parse_names(value)
    assert list(result.names) == names
    assert len(result.flaws) == 1
    assert words in result.flaws[0][0]
