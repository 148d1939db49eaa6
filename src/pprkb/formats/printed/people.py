"""A list of names as it is printed: "Fowler, J. C., & Del Re, A.C.", "M. Lambert and W. Lutz".

Names are read chunk by chunk between commas, ampersands and "and". What each chunk can be decides
whose initials are whose, so that a missing comma or ampersand does no harm.
"""

from __future__ import annotations

from pprkb.formats.printed.name_chunks import Chunk, chunks_of
from pprkb.formats.printed.name_reader import NameReader
from pprkb.formats.printed.names import Name, Names
from pprkb.model.reference import Contributor


def read_names(text: str, start: int, end: int, *, given_first: bool = False) -> Names:
    """Read a list of names.

    Args:
        text: A clean reference.
        start: Where the list begins.
        end: Where it ends.
        given_first: Names are expected as "M. J. Lambert", as APA prints editors.
    """
    parted = chunks_of(text, start, end)
    names = Names(others=parted.others, groups=parted.groups, odd=parted.odd)
    if not parted.chunks:
        return names
    if not parted.others and _is_one_body(parted.chunks):
        _read_body(text, parted.chunks, names)
    else:
        NameReader(text, parted.chunks, names, given_first=given_first).read()
    return names


def _is_one_body(chunks: list[Chunk]) -> bool:
    """Say whether chunks without a person's initials are the name of one body."""
    if any("i" in chunk.kinds and not chunk.is_body for chunk in chunks):
        return False
    if len(chunks) == 1:
        words = chunks[0].texts
        return chunks[0].is_body or (len(words) > 3 and all(word[0].isupper() for word in words))
    if any(character.isdigit() for chunk in chunks for character in chunk.phrase):
        return False
    return any(chunk.is_body for chunk in chunks)


def _read_body(text: str, chunks: list[Chunk], names: Names) -> None:
    start, end = chunks[0].span[0], chunks[-1].span[1]
    for group in list(names.groups):
        # "(NICE)": a short form belongs to the name that it follows.
        content = text[group[0] + 1 : group[1] - 1]
        if group[0] >= end and content.isupper() and content.replace("-", "").isalnum():
            end = group[1]
            names.groups.remove(group)
    certain = len(chunks) == 1 and chunks[0].is_body and "&" not in text[start:end]
    literal = text[start:end].rstrip(".")
    names.names.append(Name(start, start + len(literal), Contributor(literal=literal), certain))
    if not certain:
        names.doubts.append(f"“{literal}” may be one body or several.")
