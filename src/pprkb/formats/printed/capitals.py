"""Capitals: whether words are printed as a name is, or as a sentence."""

from __future__ import annotations

_IN_SMALL = """
of the and for in on an a to with de del der des die das und et la le les di e y à du en i og
och van voor & from as at by
"""
_SMALL = frozenset(_IN_SMALL.split())


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, without marks."""
    words = [word.strip(".,;:!?()[]“”\"'’") for word in text.split()]
    return [word for word in words if word and word not in _SMALL]


def is_title_case(text: str) -> bool:
    """Say whether every word that carries meaning begins with a capital or a digit."""
    words = content_words(text)
    return bool(words) and all(not word[0].islower() for word in words)
