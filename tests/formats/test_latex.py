"""LaTeX to text and back."""

from __future__ import annotations

import time

import pytest

from pprkb.formats.latex import PROTECT_CLOSE, PROTECT_OPEN, decode, encode, verbatim

DECODED = {
    "letters": (r"Sm{\o}rg{\aa}s \ss{} {\AE}", "Smørgås ß Æ"),
    "accents-in-all-spellings": (
        r"\'{\i} \"o {\"o} {\"{o}} \'\i {\aa} \v{s} \c c \~n",
        "í ö ö ö í å š ç ñ",
    ),
    "escapes": (r"50\% \& \$5 \#1 a\_b", "50% & $5 #1 a_b"),
    "percent-is-a-character": ("Effects in 50% of cases", "Effects in 50% of cases"),
    "ampersand-is-a-character": ("R & D", "R & D"),
    "quotes-and-dashes": ("``a'' -- b --- `c'", "“a” – b — ‘c’"),
    "apostrophe-stays": ("children's", "children's"),
    "tie": ("Alfred A.~Knopf", "Alfred A.\u00a0Knopf"),
    "formats": (
        r"\emph{a} \textbf{b} \textsc{c} \textsuperscript{d} \textsubscript{e}",
        "<i>a</i> <b>b</b> "
        '<span style="font-variant:small-caps;">c</span> <sup>d</sup> <sub>e</sub>',
    ),
    "old-declarations": (r"a {\em b c} d", "a <i>b c</i> d"),
    "argument-without-braces": (r"\textit ab", "<i>a</i>b"),
    "nested-quotes": (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”"),
    "mathematics": (r"H$_2$O, $\alpha^{2}$, $p < .05$", "H<sub>2</sub>O, α<sup>2</sup>, p < .05"),
    "lone-dollar": ("costs $5", "costs $5"),
    "links": (r"\href{http://x.org/}{text} \url{http://x.org/a_b}", "text http://x.org/a_b"),
    "sorting-helps-vanish": (r"{\noopsort{1973b}}1973", "1973"),
    "bibstring": (r"\bibstring{newseries}", "new series"),
    "literal-braces": (r"\{set\}", "{set}"),
    "blanks": (" a\n\t b  c ", "a b c"),
    "less-and-greater": (r"{\textless}p{\textgreater}", "<p>"),
    "unbalanced": ("a} {b", "a b"),
    "backslash-at-the-end": ("a\\", "a"),
}


@pytest.mark.parametrize(("value", "text"), DECODED.values(), ids=DECODED)
def test_decode(value, text):
    assert decode(value) == text


PROTECTED = {
    "word": ("The {DNA} x", "The [DNA] x"),
    "accent-protects-nothing": (r"{\'E}tude {\o} {\ss}", "Étude ø ß"),
    "argument-protects-nothing": (r"\emph{In Vivo}", "<i>In Vivo</i>"),
    "braced-command-protects": (r"{\emph{Homo Sapiens}}", "[<i>Homo Sapiens</i>]"),
    "mathematics-protects": ("$p$-curve", "[p]-curve"),
    "quote-in-braces-protects-nothing": ('{"}big{"}', '"big"'),
}


@pytest.mark.parametrize(("value", "text"), PROTECTED.values(), ids=PROTECTED)
def test_protection(value, text):
    marked = decode(value, protect=True)
    assert marked.replace(PROTECT_OPEN, "[").replace(PROTECT_CLOSE, "]") == text


def test_unknown_command_keeps_its_argument():
    unknown: list[str] = []
    assert decode(r"a \foo{bar} \baz c", unknown=unknown) == "a bar c"
    assert unknown == ["foo", "baz"]


VERBATIM = {
    "underscore": (r"http://x.org/a\_b", "http://x.org/a_b"),
    "braced-underscore": (r"10.1000/a{\_}b", "10.1000/a_b"),
    "percent-stays": ("a%20b", "a%20b"),
    "tilde": (r"x\~{}y{\textasciitilde}z", "x~y~z"),
    "double-braces": ("{http://x.org}", "http://x.org"),
    "windows-path": ("C:\\dir\\", "C:\\dir\\"),
}


@pytest.mark.parametrize(("value", "text"), VERBATIM.values(), ids=VERBATIM)
def test_verbatim(value, text):
    assert verbatim(value) == text


ENCODED = {
    "what HTML would read as a character": ("&LT; &#38;", r"\&{}LT; \&{}\#38;"),
    "specials": ("50% & $5 #1 a_b", r"50\% \& \$5 \#1 a\_b"),
    "unicode-stays": ("Smørgås – 中", "Smørgås – 中"),
    "ligatures-are-broken": ("a--b ''", "a-{}-b '{}'"),
    "tags": ("<i>Homo</i> H<sub>2</sub>O", r"\textit{Homo} H\textsubscript{2}O"),
    "less-than-is-no-tag": ("p <i> q", "p <i> q"),
    "nocase-is-braces": ('<span class="nocase">nm</span>', "{nm}"),
    "braces": ("{x}", r"\textbraceleft{}x\textbraceright{}"),
}


@pytest.mark.parametrize(("text", "value"), ENCODED.values(), ids=ENCODED)
def test_encode(text, value):
    assert encode(text) == value


@pytest.mark.parametrize("piece", ["{", "}", "\\emph{", "$", "\\'", "{\\em ", "`", "<i>"])
def test_work_grows_with_length_alone(piece):
    start = time.process_time()
    decode(piece * 50_000, protect=True)
    encode(piece * 50_000)
    assert time.process_time() - start < 5
