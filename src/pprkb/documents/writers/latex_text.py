"""Text as LaTeX prints it, in pdfLaTeX and LuaLaTeX alike."""

from __future__ import annotations

import re
import unicodedata

from pprkb.documents.document import Run
from pprkb.documents.writers.characters import one_line
from pprkb.documents.writers.links import is_bare, safe_link
from pprkb.formats.latex.commands import COMBINING, MATH_SYMBOLS
from pprkb.formats.latex.encode import escape

_ACCENTS = {mark: command for command, mark in COMBINING.items()}
_ACCENTED = re.compile(rf"([A-Za-z])([{''.join(_ACCENTS)}])")
_OF_TEXT_FONTS = frozenset("×÷±·°¬•")
"""Signs that stand in text fonts too, so that they keep the face of the words around them."""
_SYMBOLS = {
    character: rf"\ensuremath{{\{command}}}"
    for command, character in reversed(MATH_SYMBOLS.items())
    if len(character) == 1 and not character.isascii() and character not in _OF_TEXT_FONTS
} | {
    "√": r"\ensuremath{\surd}",
    "−": r"\ensuremath{-}",
    "′": r"\ensuremath{{}^{\prime}}",
    "…": r"\ldots{}",
    "\u2007": "~",
    "\u2009": r"\,",
    "\u202f": r"\,",
    "\u2010": "-",
    "\u2011": r"\mbox{-}",
    "\u2012": "--",
    "\u2015": "---",
}
_NAMED = (
    (r"\textbraceleft{}", r"\{"),
    (r"\textbraceright{}", r"\}"),
    (r"\textasciigrave{}", r"\`{}"),
)
"""What other readers of LaTeX know by a shorter name; in BibTeX its braces would not balance."""
_BROKEN = re.compile(r"(?<=<)<|(?<=>)>|(?<=,),")
"""What T1 fonts make one sign of two."""
_BREAKS = re.compile(r"(?<=[/.\-_?&=])(?=[^/])")
_URL_SPECIALS = re.compile(r"[%#&_]")


def inline(runs: tuple[Run, ...], anchors: dict[str, str]) -> str:
    """Return runs as LaTeX.

    Args:
        runs: What to print.
        anchors: The name of each place in the document that links may lead to.
    """
    return "".join(_run(run, anchors) for run in runs)


def tex(text: str) -> str:
    """Return plain text as LaTeX with balanced groups; characters of other scripts stay."""
    plain = unicodedata.normalize("NFC", one_line(text))
    escaped = _BROKEN.sub(lambda match: "{}" + match.group(), escape(plain))
    for name, shorter in _NAMED:
        escaped = escaped.replace(name, shorter)
    if escaped.isascii():
        return escaped
    accented = _ACCENTED.sub(lambda match: rf"\{_ACCENTS[match[2]]}{{{match[1]}}}", escaped)
    return "".join(map(_character, accented))


def _character(character: str) -> str:
    if character.isascii():
        return character
    if character in _SYMBOLS:
        return _SYMBOLS[character]
    kind, _, codes = unicodedata.decomposition(character).partition(" ")
    if kind in ("<super>", "<sub>", "<compat>"):
        parts = "".join(chr(int(code, 16)) for code in codes.split())
        if parts.isascii() and parts.isprintable() and character not in "¹²³ªº":
            command = {"<super>": r"\textsuperscript", "<sub>": r"\textsubscript"}.get(kind, "")
            return f"{command}{{{escape(parts)}}}" if command else escape(parts)
    return character


def url(address: str) -> str:
    """Return an address as the argument of `href`, also within other arguments.

    Args:
        address: As `safe_link` gives it: without braces, backslashes and blanks.
    """
    plain = address.replace("$", "%24").replace("~", "%7E")
    return _URL_SPECIALS.sub(lambda match: "\\" + match.group(), plain)


def _run(run: Run, anchors: dict[str, str]) -> str:
    printed = tex(run.text)
    if not printed:
        return ""
    address = safe_link(run.link)
    if address and not address.startswith("#") and is_bare(one_line(run.text), address):
        # TeX breaks an address nowhere by itself.
        printed = r"\allowbreak{}".join(map(tex, _BREAKS.split(one_line(run.text))))
    for wanted, command in (
        (run.code, "texttt"),
        (run.small_caps, "textsc"),
        (run.subscript, "textsubscript"),
        (run.superscript, "textsuperscript"),
        (run.bold, "textbf"),
        (run.italic, "textit"),
    ):
        if wanted:
            printed = f"\\{command}{{{printed}}}"
    if address.startswith("#"):
        place = anchors.get(address[1:])
        return rf"\hyperref[{place}]{{{printed}}}" if place else printed
    return rf"\href{{{url(address)}}}{{{printed}}}" if address else printed
