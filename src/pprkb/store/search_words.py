"""Which words a text can be found by, and what a reader's words ask for.

SQLite's tokenizer splits at every character that is no letter or digit, so that "CBT-I", ".57"
and "14,000" fall to pieces; and it folds only letters that Unicode decomposes. The index gets
a column of further forms, made by `word_forms`, and questions are written to match it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pprkb.text.folding import fold

_DECIMAL = r"(?<![\w.])\d*[.·]\d+(?!\w|\.\d)"
_THOUSANDS = r"(?<![\w.,])\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?![\w])"
# From the beginning of a word only, without backtracking: a word may be very long.
_JOINED = r"(?<!\w)\w++(?:[-‐‑–/'’]\w++)+"
_SPECIAL = re.compile(rf"(?P<decimal>{_DECIMAL})|(?P<thousands>{_THOUSANDS})|(?P<joined>{_JOINED})")
_SEPARATORS = re.compile(r"[-‐‑–/'’]")
_WORD = re.compile(r"\w+")
_QUESTION = re.compile(
    rf'"(?P<phrase>[^"]*)"?'
    rf"|(?P<decimal>{_DECIMAL})|(?P<thousands>{_THOUSANDS.replace(' ', '')})"
    rf"|(?P<joined>{_JOINED})|(?P<word>\w+)(?P<star>\*?)"
)


def word_forms(*texts: str) -> str:
    """Return further forms of the words of some texts: numbers, joined words, folded letters.

    "CBT-I" can also be found as "cbti", ".57" and "0.57" alike, "14,000" as "14000" and
    "Rønnestad" as "ronnestad".
    """
    forms: dict[str, None] = {}
    for text in texts:
        for match in _SPECIAL.finditer(text):
            if number := match["decimal"]:
                forms[_decimal_form(number)] = None
            elif number := match["thousands"]:
                forms[_digits(number)] = None
            else:
                forms[fold(_SEPARATORS.sub("", match["joined"]))] = None
        if not text.isascii():
            for match in _WORD.finditer(text):
                word = match.group()
                if not word.isascii():
                    forms[fold(word)] = None
    return " ".join(forms)


def question(words: str) -> tuple[str, ...]:
    """Write a reader's words as FTS5 expressions, one for each thing asked.

    Words between quotation marks are a phrase; a star at the end of a word stands for any
    ending. No character of the words can be taken for FTS5's own syntax.
    """
    terms: list[str] = []
    for match in _QUESTION.finditer(words):
        if match["phrase"] is not None:
            parts = _WORD.findall(match["phrase"])
            if parts:
                terms.append(_quoted(" ".join(parts)))
        elif number := match["decimal"]:
            terms.append(_quoted(_decimal_form(number)))
        elif number := match["thousands"]:
            terms.append(_quoted(_digits(number)))
        elif joined := match["joined"]:
            apart = _quoted(_SEPARATORS.sub(" ", joined))
            together = _quoted(fold(_SEPARATORS.sub("", joined)))
            terms.append(f"({apart} OR {together})")
        else:
            word = match["word"]
            term = _quoted(word) + ("*" if match["star"] else "")
            folded = fold(word)
            terms.append(term if word.isascii() else f"({term} OR {_quoted(folded)})")
    return tuple(terms)


def decimals_of(words: str) -> re.Pattern[str] | None:
    """Return a pattern that finds the decimal numbers of a question in prose, however spelt."""
    spellings = []
    for match in _QUESTION.finditer(words):
        if number := match["decimal"]:
            whole, _, fraction = _decimal_form(number)[1:].partition("p")
            first = "0?" if whole == "0" else re.escape(whole)
            spellings.append(rf"{first}[.·]{fraction}0*")
    return re.compile(rf"(?<![\w.])(?:{'|'.join(spellings)})(?!\d)") if spellings else None


def _decimal_form(number: str) -> str:
    """Return one spelling for .57, 0.57 and 0.570, made of letters and digits only."""
    whole, _, fraction = f"{Decimal('0' + number.replace('·', '.')).normalize():f}".partition(".")
    return f"n{whole}p{fraction or '0'}"


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _quoted(text: str) -> str:
    return f'"{text}"'
