r"""LaTeX as it occurs in bibliographies to text with CSL's rich text tags, and back.

One regular expression cuts a value into tokens and a stack of open groups replaces recursion, so
the work grows with the length of the value alone and no depth of braces is too deep.
Unlike LaTeX itself, `%` and a single `&` are characters here: BibTeX files are full of them.
"""

from __future__ import annotations

import re
import unicodedata

from pprkb.formats.latex.encode import (
    BIBSTRINGS,
    COMBINING,
    DECLARATIONS,
    GAPS,
    MATH_SYMBOLS,
    NOT_TEXT,
    QUOTES,
    SWALLOWED,
    SYMBOLS,
    TRANSPARENT,
    WRAPPERS,
)

PROTECT_OPEN = "\ufdd0"
"""Marks where a brace-protected stretch begins (a Unicode noncharacter, never in real text)."""
PROTECT_CLOSE = "\ufdd1"

_SPACES = re.compile(r"[ \t\r\n]+")
_HAS_SPACES = re.compile(r"[\t\r\n]|  ")
_SPECIAL = re.compile(r"[\\{}$~`\ufdd0\ufdd1]|--|''")
_NOT_PLAIN = re.compile(r"[\\{}$~`\t\r\n\ufdd0\ufdd1]|--|''|  ")
_LETTER_ARGUMENT = r"\\[ij](?![A-Za-z])|[^\s{}\\]"
_TOKEN = re.compile(
    rf"""
    \\(?P<accent>[`'^"~=.]|[uvHcdbkrt](?![A-Za-z]))\s*
        (?:\{{\s*(?P<braced>{_LETTER_ARGUMENT}|)\s*\}}|(?P<bare>{_LETTER_ARGUMENT})(?<!\{{))
  | \\(?P<verbatim>url|path|nolinkurl|doi)\s*\{{(?P<address>[^{{}}]*)\}}
  | \\href\s*\{{(?P<target>[^{{}}]*)\}}\s*
  | \\bibstring\s*\{{\s*(?P<bibstring>\w*)\s*\}}
  | \\(?P<command>[A-Za-z]+)(?P<star>\*?)(?P<end>\{{\}}|[ ]*)
  | \\(?P<symbol>[^A-Za-z]|$)
  | (?P<open>\{{) | (?P<close>\}})
  | (?P<dollar>\$)
  | (?P<ligature>---?|``|''|[`~])
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMULA = re.compile(
    r"""
    \$\$(?P<display>(?:[^$\\]|\\.)+)\$\$
  | \$(?P<inline>(?:[^$\\]|\\.)+)\$(?P<digit>(?=\d))?
  | \\\((?P<round>(?:[^\\]|\\[^()])*)\\\)
  | \\\[(?P<square>(?:[^\\]|\\[^\[\]])*)\\\]
    """,
    re.VERBOSE | re.DOTALL,
)
_MATH_MARK = re.compile(r"\\(?P<command>[A-Za-z]+)|\\.|(?P<script>[_^])", re.DOTALL)
_AMOUNT = re.compile(r"\d.*[\s(\[–—/-]", re.DOTALL)
_PROSE = re.compile(r".*[A-Za-z]{3}|\d[\d.,]*\s+[A-Za-z]{2}", re.DOTALL)
_NUMBER = r"(?:\d+\.?\d*|\.\d+)"
_UNIT = r"(?:pt|pc|in|bp|cm|mm|dd|cc|sp|em|ex|mu|fil+)"
_MEASURE = re.compile(rf"(?P<number>[-+]?\s*{_NUMBER})\s*(?:true\s*)?(?P<unit>{_UNIT})")
_LENGTH = rf"[-+]?\s*{_NUMBER}\s*(?:true\s*)?{_UNIT}"
_BARE_LENGTH = re.compile(rf"\s*=?\s*{_LENGTH}(?:\s*plus\s*{_LENGTH})?(?:\s*minus\s*{_LENGTH})?")
_OPTIONS = re.compile(r"(?:\s*\[[^\]{}]*\])+")
_ARGUMENT = re.compile(r"(?:\s*\[[^\]{}]*\])*\s*\{([^{}]*)\}")
_POINTS = {
    "pt": 1.0, "pc": 12.0, "in": 72.27, "bp": 1.0, "cm": 28.45, "mm": 2.85, "dd": 1.07,
    "cc": 12.84, "sp": 0.0, "em": 10.0, "ex": 4.3, "mu": 0.56,
}  # fmt: skip
"""Points in a unit of length, in type of ten points (Knuth, The TeXbook, chapter 10)."""
_WORD_SPACE = 2.5
"""Points from which a gap reads as a blank: a thin space has 1.7, one between words 3.3."""
_MATH_TOKEN = re.compile(
    r"\\([A-Za-z]+)\s*|\\(.)|([_^])\s*(\{|\\[A-Za-z]+\s*|.)?|([{}~])", re.DOTALL
)
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "~": "\u00a0"}
_CLOSING_QUOTE = re.compile(r"'(?!\w)")
_CONTROL_SYMBOLS = {
    " ": " ", "\n": " ", "\t": " ", ",": "\u2009", ";": " ", ":": " ", "!": "", "-": "",
    "/": "", "@": "", "\\": " ", "(": "", ")": "", "[": "", "]": "", "*": "", "|": "|",
}  # fmt: skip


def collapse(text: str) -> str:
    """Reduce every stretch of blanks and line ends to one blank, and strip both ends."""
    if _HAS_SPACES.search(text):
        text = _SPACES.sub(" ", text)
    return text.strip(" \t\r\n")


def decode(value: str, *, protect: bool = False, unknown: list[str] | None = None) -> str:
    r"""Turn a LaTeX value into text with CSL's rich text tags.

    Args:
        value: The value without its outer delimiters, such as `Sm{\o}rg{\aa}s \& {DNA}`.
        protect: Keep brace-protected stretches between `PROTECT_OPEN` and `PROTECT_CLOSE`, for
            `titles.case.cased`. Braces that are the argument of a command, or hold only a
            symbol or an accented letter, protect nothing (BibTeX's "special characters").
        unknown: Is called with the names of unknown commands, whose argument is kept.

    Returns:
        The text, blanks collapsed.
    """
    if not _NOT_PLAIN.search(value):
        return value.strip(" \t\r\n")
    value = collapse(value)
    if not _SPECIAL.search(value):
        return value
    if protect and (PROTECT_OPEN in value or PROTECT_CLOSE in value):
        value = value.replace(PROTECT_OPEN, "").replace(PROTECT_CLOSE, "")
    return collapse(_Decoder(value, protect=protect, unknown=unknown).run())


class _Decoder:
    """The state of decoding one value."""

    def __init__(self, value: str, *, protect: bool, unknown: list[str] | None) -> None:
        self.value = value
        self.protect = protect
        self.unknown = unknown
        self.out: list[str] = []
        self.closers: list[str] = []
        """The text to write at the end of each open group."""
        self.pending: tuple[str, str] | None = None
        """The text that a command puts before and after the next group."""
        self.swallow = -1
        """Depth of a group whose text is dropped, with the length of `out` where it began."""
        self.swallow_from = 0
        self.after = 0
        """Where the next token begins."""
        self.quotes = 0
        self.single_quotes = False

    def run(self) -> str:
        """Decode the whole value."""
        value, out = self.value, self.out
        position = 0
        while token := _TOKEN.search(value, position):
            start = token.start()
            if start > position:
                if self.pending:
                    start_text = value[position:start]
                    self._bare_argument(start_text)
                else:
                    out.append(value[position:start])
            self.after = token.end()
            self._token(token, token.lastgroup or "")
            position = self.after
        if position < len(value):
            if self.pending:
                self._bare_argument(value[position:])
            else:
                out.append(value[position:])
        out.extend(reversed(self.closers))
        text = "".join(out)
        return _CLOSING_QUOTE.sub("’", text) if self.single_quotes else text

    def _token(self, token: re.Match[str], kind: str) -> None:
        out = self.out
        if kind == "open":
            self._open(token.end())
            return
        if kind == "close":
            self._close()
            return
        self.pending = None
        if kind in ("braced", "bare"):
            out.append(_accented(token["accent"], token[kind]))
        elif kind == "end":
            self._command(token["command"], token["star"], token["end"], token)
        elif kind == "symbol":
            symbol = token["symbol"]
            if symbol not in ("(", "[") or not self._formula(token.start()):
                out.append(_CONTROL_SYMBOLS.get(symbol, symbol))
        elif kind == "ligature":
            ligature = token["ligature"]
            out.append(_LIGATURES[ligature])
            self.single_quotes |= ligature == "`"
        elif kind == "dollar":
            if not self._formula(token.start()):
                out.append("$")
        elif kind == "address":
            out.append(verbatim(token["address"]))
        elif kind == "target":
            if self.value.startswith("{", token.end()):
                self.pending = ("", "")
            else:
                out.append(verbatim(token["target"]))
        else:
            name = token["bibstring"]
            out.append(BIBSTRINGS.get(name, name))

    def _formula(self, start: int) -> bool:
        """Write the formula that begins at `start`, if any; return whether there is one."""
        formula = _FORMULA.match(self.value, start)
        if formula is None or not _is_formula(formula):
            return False
        self.after = formula.end()
        content = next(filter(None, formula.group("display", "inline", "round", "square")), "")
        math = self._math(content)
        self.out.append(f"{PROTECT_OPEN}{math}{PROTECT_CLOSE}" if self.protect else math)
        return True

    def _bare_argument(self, text: str) -> None:
        """Give a command without braces its argument: the next character, as in TeX."""
        before, after = self.pending or ("", "")
        self.pending = None
        self.out.append(f"{before}{text[0]}{after}{text[1:]}")

    def _open(self, end: int) -> None:
        if self.pending:
            before, after = self.pending
            self.pending = None
        elif self.protect and not _is_special_character(self.value, end):
            before, after = PROTECT_OPEN, PROTECT_CLOSE
        else:
            before = after = ""
        if before:
            self.out.append(before)
        self.closers.append(after)

    def _close(self) -> None:
        self.pending = None
        if not self.closers:
            return
        depth = len(self.closers)
        closer = self.closers.pop()
        if depth == self.swallow:
            del self.out[self.swallow_from :]
            self.swallow = -1
        elif closer:
            self.out.append(closer)
            if closer in ("”", "’") and self.quotes:
                self.quotes -= 1

    def _command(self, name: str, star: str, end: str, token: re.Match[str]) -> None:
        out = self.out
        symbol = SYMBOLS.get(name)
        if symbol is not None:
            out.append(symbol + star)
        elif name in WRAPPERS:
            if end != "{}":
                self.pending = WRAPPERS[name]
        elif name in QUOTES:
            self.quotes += 1
            self.pending = ("‘", "’") if self.quotes % 2 == 0 else QUOTES[name]
        elif name in DECLARATIONS:
            before, after = DECLARATIONS[name]
            out.append(before)
            if self.closers:
                self.closers[-1] = after + self.closers[-1]
            else:
                self.closers.append(after)
        elif name in NOT_TEXT:
            start = token.end() - (2 if end == "{}" else 0)
            written, self.after = _without_text(name, self.value, start)
            out.append(written)
            if self.value.startswith("{", self.after) and not written:
                self.pending = ("", "")
        elif name in TRANSPARENT:
            self.pending = ("", "")
        elif name in SWALLOWED:
            if self.value.startswith("{", token.end()) and self.swallow < 0:
                self.swallow = len(self.closers) + 1
                self.swallow_from = len(out)
                self.pending = ("", "")
        elif name in MATH_SYMBOLS:
            out.append(MATH_SYMBOLS[name])
        elif len(name) == 1 and name in COMBINING:
            pass  # an accent whose argument is more than a letter: the argument is kept
        else:
            if self.unknown is not None:
                self.unknown.append(name)
            if end == "{}" or not self.value.startswith("{", token.end()):
                out.append(end if end != "{}" else "")
            else:
                self.pending = ("", "")

    def _math(self, source: str) -> str:
        """Turn simple mathematics into text with sub- and superscript tags."""
        out: list[str] = []
        closers: list[str] = []
        position = 0
        while token := _MATH_TOKEN.search(source, position):
            out.append(source[position : token.start()])
            position = token.end()
            name, symbol, script, argument, other = token.groups()
            if name in NOT_TEXT:
                written, position = _without_text(name, source, position)
                out.append(written)
            elif name:
                out.append(self._math_command(name))
            elif symbol:
                out.append(_CONTROL_SYMBOLS.get(symbol, symbol))
            elif script:
                tag = "sub" if script == "_" else "sup"
                if argument == "{":
                    out.append(f"<{tag}>")
                    closers.append(f"</{tag}>")
                elif argument:
                    text = (
                        self._math_command(argument[1:].strip())
                        if argument[0] == "\\"
                        else argument
                    )
                    out.append(f"<{tag}>{text}</{tag}>")
            elif other == "{":
                closers.append("")
            elif other == "}" and closers:
                out.append(closers.pop())
            elif other == "~":
                out.append(" ")
        out.append(source[position:])
        out.extend(reversed(closers))
        return "".join(out).strip()

    def _math_command(self, name: str) -> str:
        symbol = MATH_SYMBOLS.get(name, SYMBOLS.get(name))
        if symbol is not None:
            return symbol
        if name in TRANSPARENT or name in WRAPPERS or name in DECLARATIONS:
            return ""
        if self.unknown is not None:
            self.unknown.append(name)
        return ""


def _is_formula(formula: re.Match[str]) -> bool:
    r"""Return whether dollars enclose mathematics: "$p$-curve", not "costs of $5 and $10".

    What has a command of mathematics, or an index, is a formula. Else the dollars of a formula
    hug it, the last has no digit after it (pandoc's manual, "tex_math_dollars"), and there are no
    words between them. Braces that the dollars cut through belong to the text.
    """
    if formula["round"] is not None or formula["square"] is not None:
        return True
    content = formula["display"] or formula["inline"]
    if not _balanced(content) or (formula["digit"] is not None and _AMOUNT.fullmatch(content)):
        return False
    for mark in _MATH_MARK.finditer(content):
        name = mark["command"] or ""
        text = name in SYMBOLS or name in WRAPPERS or name in COMBINING or name.startswith("text")
        if mark["script"] or (name and not text):
            return True
    inner = content.strip()
    if not inner or formula["digit"] is not None:
        return False
    if inner != content:
        # "$ n $", but neither "in $ or $" nor "$5 or €5 in $".
        return content[0].isspace() and content[-1].isspace() and len(inner) == 1
    return not (any(map(str.isspace, inner)) and _PROSE.match(inner))


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\.", "", text)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _without_text(name: str, source: str, start: int) -> tuple[str, int]:
    r"""Pass over the arguments of a command that are lengths, colours, names of languages.

    Args:
        name: Of the command, in `NOT_TEXT`.
        source: Holds the command.
        start: Where its arguments begin.

    Returns:
        A space for a gap of that width or else nothing, and the position after the gap.
    """
    count = NOT_TEXT[name]
    argument = _BARE_LENGTH.match(source, start) if count is None else None
    end = argument.end() if argument else start
    for _ in range(count or 0):
        if argument := _ARGUMENT.match(source, end):
            end = argument.end()
    if count is not None and (options := _OPTIONS.match(source, end)):
        end = options.end()
    if argument is None or name not in GAPS:
        return "", end
    measure = _MEASURE.search(argument.group())
    if measure is None:
        return " ", end  # \hspace{\fill}
    width = float(measure["number"].replace(" ", "")) * _POINTS.get(measure["unit"], 10.0)
    return " " if width >= _WORD_SPACE else "", end


def _accented(accent: str, letter: str | None) -> str:
    mark = COMBINING[accent]
    if not letter:
        return {"~": "~", "^": "^", "`": "`", "'": "'", '"': '"'}.get(accent, "")
    base = {"\\i": "i", "\\j": "j"}.get(letter, letter)
    if not base.isalpha():
        return base
    return unicodedata.normalize("NFC", base + mark)


_SPECIAL_CHARACTER = re.compile(
    rf"""\s*\\(?:[`'^"~=.]|[uvHcdbkrt](?![A-Za-z]))\s*(?:\{{\s*(?:{_LETTER_ARGUMENT}|)\s*\}}|{_LETTER_ARGUMENT})?\s*\}}
      | \s*\\[^A-Za-z]\s*\}}
      | \s*\\(?P<command>[A-Za-z]+)\s*(?P<group>\{{\}})?\s*\}}
      | \s*\}}
      | "\}} | -\}} | ``\}} | ''\}}
    """,
    re.VERBOSE,
)


def _is_special_character(value: str, start: int) -> bool:
    r"""Return whether the group that begins at `start` holds one symbol only, such as `{\o}`."""
    match = _SPECIAL_CHARACTER.match(value, start)
    if match is None:
        return False
    command = match["command"]
    return command is None or len(SYMBOLS.get(command, "  ")) <= 1


_VERBATIM_ESCAPE = re.compile(
    r"\{?\\text(braceleft|braceright|backslash|asciitilde|underscore)(?:\{\})?\}?"
    r"|\{\\([_%&#~$^])\}|\\([_%&#$])|\\[~^]\{\}|\\~|\{([_%&#~$])\}"
)
_VERBATIM_SYMBOLS = {
    "braceleft": "{",
    "braceright": "}",
    "backslash": "\\",
    "asciitilde": "~",
    "underscore": "_",
}


def verbatim(value: str) -> str:
    r"""Undo the escapes that people and programs write into addresses and DOIs.

    `\_`, `{\_}`, `\%`, `\&`, `\#`, `\~{}`, `\textasciitilde{}` mean one character each; every
    other character, and `%20`, stays as it is.
    """
    value = collapse(value)
    while len(value) > 1 and value[0] == "{" and value[-1] == "}" and "}" not in value[1:-1]:
        value = value[1:-1].strip()
    if "\\" not in value and "{" not in value:
        return value
    return _VERBATIM_ESCAPE.sub(_verbatim_character, value)


def _verbatim_character(match: re.Match[str]) -> str:
    name, braced, plain, group = match.groups()
    if name:
        return _VERBATIM_SYMBOLS[name]
    return braced or plain or group or match.group().strip("\\{}")
