"""Makes text and addresses from any source safe for every format."""

from __future__ import annotations

import locale
import re
from functools import cache
from importlib.resources import files
from unicodedata import bidirectional
from urllib.parse import quote, unquote

from pprkb.languages import usage_of

# -- characters, and the direction in which text runs --------------------------------------------

# Whatever ends a line in some program, and the controls that mean a space. A run is part
# of a line: only blocks say where a paragraph ends.
_LINE_ENDS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")

# What XML 1.0 does not allow at all, and what HTML calls control and non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


def one_line(text: str) -> str:
    """Return text without control characters and with spaces in place of line breaks."""
    return _FORBIDDEN.sub("", _LINE_ENDS.sub(" ", text))


def language_tag(text: str) -> str:
    """Return a language tag such as "fr-CA", or English if the text is not one."""
    tag = text.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else "en-US"


def with_country(tag: str) -> str:
    """Return a language tag with a country, since word processors have a dictionary for each.

    "en" becomes "en-US", "fr" "fr-CA", after our own words; others are of the largest country.
    """
    if "-" in tag or (usage := usage_of(tag)) != tag:
        return tag if "-" in tag else usage
    name = locale.normalize(tag.lower()).partition(".")[0]
    return name.replace("_", "-") if name.partition("_")[0] == tag.lower() else tag


_EAST_ASIAN = frozenset({"ja", "ko", "zh"})


def is_east_asian(language: str) -> bool:
    """Return whether a language (BCP 47 tag) is written in an East Asian script."""
    return language.partition("-")[0].lower() in _EAST_ASIAN


def encode(text: str) -> bytes:
    """Encode finished output as UTF-8, with question marks for invalid characters."""
    return text.encode("utf-8", errors="replace")


# The blocks that the Unicode Standard sets aside for scripts of strong direction R and AL.
_LETTER = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_ANY = re.compile(f"[{_LETTER}]")
_STRETCH = re.compile(rf"([{_LETTER}]+(?:[\W\d_]+[{_LETTER}]+)*)")

_LANGUAGES = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def runs_rightwards(text: str) -> bool:
    """Return whether a paragraph runs from left to right, judged by its first strong character.

    Rules P2 and P3 of the Unicode Bidirectional Algorithm (UAX #9), but for isolates.
    """
    if not _ANY.search(text):
        return True
    for character in text:
        match bidirectional(character):
            case "L":
                return True
            case "R" | "AL":
                return False
    return True


def is_right_to_left(language: str) -> bool:
    """Return whether a language (BCP 47 tag) is written from right to left."""
    return language.partition("-")[0].lower() in _LANGUAGES


def stretches(text: str) -> list[tuple[str, bool]]:
    """Split text by direction into non-empty parts, each with whether it is right-to-left."""
    if not _ANY.search(text):
        return [(text, False)] if text else []
    parts = _STRETCH.split(text)
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


# -- which addresses become links, and how they are spelled --------------------------------------

# Everything RFC 3986 allows in an address; the rest is percent-encoded.
_ALLOWED = ":/?#[]@!$&'()*+,;=%~-._"

_WEB = re.compile(r"(?:https?://[^/?#\s]|mailto:[^\s@]+@)", re.IGNORECASE)
_DOI = re.compile(r"doi:\s*(10\..+)", re.IGNORECASE)
_RESOLVED = re.compile(r"(https?://(?:dx\.)?doi\.org/)(10\..+)", re.IGNORECASE | re.DOTALL)
_IN_DOI = "/:;()@!$&'*+,=~-._"
"""Characters of a DOI allowed in a link (DOI Handbook, section 2.5.2.4); others are escaped."""
_NOT_ENCODED = re.compile(r"[\s#?<>\[\]{}\\^`|\"]|%(?![0-9A-Fa-f]{2})")
"""Signs of a DOI that is part of an address as it is; nothing in it is an escape then."""
_ANCHOR = re.compile(r"#[\w.:~-]+")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def safe_link(address: str) -> str:
    """Return the safe address of a link, or the empty string.

    Only web and mail addresses, DOIs and places in the same document are links: anything else
    in a data file ("javascript:", "file:") is printed as text.

    Args:
        address: As it stands in the data.
    """
    address = address.strip()
    if _ANCHOR.fullmatch(address):
        return address
    if doi := _DOI.fullmatch(address):
        # In a DOI "?", "#" and "%" are characters of the name, not of the address.
        return "https://doi.org/" + quote(doi[1], safe=_IN_DOI, errors="replace")
    if (resolved := _RESOLVED.fullmatch(address)) and _NOT_ENCODED.search(resolved[2]):
        return resolved[1] + quote(resolved[2], safe=_IN_DOI, errors="replace")
    if not _WEB.match(address):
        return ""
    return quote(_STRAY_PERCENT.sub("%25", address), safe=_ALLOWED, errors="replace")


def link_within(address: str, anchors: frozenset[str]) -> str:
    """Return the safe address of a link in a file of pages, or the empty string.

    Args:
        address: As it stands in the data.
        anchors: The places of the document; a link to any other would lead nowhere.
    """
    safe = safe_link(address)
    return "" if safe.startswith("#") and safe[1:] not in anchors else safe


def is_bare(text: str, address: str) -> bool:
    """Return whether a link's text is its address, so that printing both would be redundant.

    The address of a proxy, which leads to that of the text, is of no use on paper either.
    """
    # An address may be percent-encoded where its text is not: "<" in old DOIs.
    plain = unquote(address)
    stripped = text.strip()
    if stripped.startswith("http") and unquote(plain).endswith(f"={unquote(stripped)}"):
        return True
    return not {stripped, unquote(stripped)}.isdisjoint(
        (plain, plain.removeprefix("mailto:"), plain.removeprefix("https://doi.org/"))
    )


# -- what lies beside the writers -----------------------------------------------------------------


@cache
def beside(name: str) -> str:
    """Return the text of a file in this package, such as `page.css`."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
