"""Telling a whole DOI from one that is cut off, by what a registrant's DOIs look like."""

from __future__ import annotations

import re

_SHAPES = {
    "10.1001": r"[a-z]{4,}\.\d{4}\.\d{4,6}|[a-z]{4,}\.\d{1,3}\.\d{1,3}\.\d{2,5}|archpsyc\.\d{14,}",
    "10.1002": r"[a-z]{2,6}\.\d{4,8}|\d{8}\.CD\d{6}(?:\.pub\d)?|\S{18,}",
    "10.1007": r"s\d{5}-\d{3}-\d{4}-[\dx]|s\d{14}|978-[\d-]{10,16}(?:_\d{1,4})?|BF\d{8}|\S{18,}",
    "10.1016": r"[jJ]\.\w{2,12}\.\d{4}\.(?:\d{2}\.\d{3,6}|\d{5,7})"
    r"|[sS]?\d{4}-?\d{3}[\dxX]\(\d{2}\)\d{5}-[\dA-Z]|[BbCc]?978\S{10,}|\S{18,}",
    "10.1017": r"S\d{15,16}[\dX]|s\d{15,16}[\dx]|\S{18,}",
    "10.1027": r"\d{4}-\d{3,4}[\dX]?/a\d{6}|\d{4}-\d{3}[\dX]\.\d{1,3}\.\d{1,3}\.\d{1,4}",
    "10.1037": r"[a-z]{1,3}\d{7}|\d{4}-\d{3}[\dxX]\.\d{1,3}\.[\w-]{1,9}\.\w{1,6}"
    r"|\d{5}-\d{3}|\d{7}-\d{3}",
    "10.1038": r"s\d{5}-\d{3}-\d{4,5}-[\dxyz]|[a-z]{2,8}\.\d{4}\.\d{1,4}|\d{4,9}\w{0,2}|\S{18,}",
    "10.1073": r"pnas\.\d{9,12}",
    "10.1080": r"\d{7}[\dX]\.(?:20(?:1[6-9]|[2-9]\d)\.\d{7}"
    r"|(?:1\d\d\d|200\d|201[0-5])\.\d{5,7})|\d{9,19}",
    "10.1111": r"j\.\d{4}-\d{3}[\dxX]\.\d{4}\.\w{4,9}(?:\.x)?|[a-z]{2,5}\.\d{4,6}"
    r"|\d{4}-\d{3}[\dxX]\.\w{4,6}|\S{18,}",
    "10.1146": r"annurev[\w.-]{6,20}[.-]\d{6}[.-]\d{6}|\S{18,}",
    "10.1159": r"\d{9}",
    "10.1176": r"(?:appi\.)?[a-z]{2,20}\.(?:\d{4}\.\d{8}|\d{8,13}|\d{1,3}\.\d{1,3}\.\d{1,4})",
    "10.1177": r"\d{10,18}|\d{9}[\dX]",
    "10.1186": r"s\d{5}-\d{3}-\d{4,5}-[\dxyz]|\d{4}-\d{3}[\dXx]-\d{1,3}-\w{1,6}|\S{18,}",
    "10.1192": r"bjp\.bp\.\d{3}\.\d{6}|bjp\.\d{1,4}\.\d{1,3}(?:\.\d{1,4})?|bj[a-z]\.\d{4}\.\d{1,4}",
    "10.1371": r"journal\.p[a-z]{3}\.\d{7}",
    "10.3389": r"f[a-z]{3,6}\.\d{4}\.\d{5,8}",
    "10.31219": r"osf\.io/\w{5}",
    "10.31234": r"osf\.io/\w{5}",
}
"""Of large registrants, what their DOIs look like behind the slash: a shorter one is cut off."""
_LAST = re.compile(r"\d\S{0,3}$")


def looks_whole(doi: str) -> bool:
    """Say whether a DOI is as long as its registrant's DOIs are."""
    prefix, _, suffix = doi.partition("/")
    if suffix[-1:] in "-._(/<":
        return False
    shape = _SHAPES.get(prefix)
    if shape is not None:
        return re.match(rf"(?:{shape})", suffix) is not None
    return len(suffix) >= 5 and _LAST.search(suffix) is not None
