"""The family names of a file's own contributors, which keep their capital in its titles."""

from __future__ import annotations

from collections.abc import Iterable

_COMMON_WORDS = frozenset(
    "adult anger baker banks bell best bishop black bloom bond book brain brave bright "  # noqa: SIM905
    "brooks brown bush care case chance change child church coach code cook crisis cross "
    "dance dean drake duke early english exposure family fear field fish fisher flow "
    "forest fox free french friend frost game gift gold good grace gray great green grey "
    "group guide hand hard head heart heath help hill home hope house hunter joy judge "
    "keen king knight lake lane law life light little long loss love major marsh marshall "
    "mason meaning miller mind moody moon moore more noble page pain parent parish park "
    "peace pope porter post potter power price pride prince process rice rich rivers rose "
    "savage self sharp short singer small snow speed stone storm street strong style "
    "summer summers swift taylor teacher test therapy thing trust turner walker wall ward "
    "waters weaver west white will winter wise wolf wood woods word work world worth "
    "young youth ".split()
)


def known_families(families: Iterable[str], common: frozenset[str] = frozenset()) -> frozenset[str]:
    """Choose the family names that are no everyday words.

    Args:
        families: As spelled.
        common: Words in small letters that are everyday words too.

    Returns:
        Names of one word and four letters at least, in small letters.
    """
    return frozenset(
        folded
        for family in set(families)
        if len(family) >= 4 and family.isalpha() and family[0].isupper() and family[1:].islower()
        for folded in (family.lower(),)
        if folded not in _COMMON_WORDS and folded not in common
    )
