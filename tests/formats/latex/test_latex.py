"""LaTeX to text and back."""

from __future__ import annotations

import pytest

from pprkb.formats.latex.decode import PROTECT_CLOSE, PROTECT_OPEN, decode, verbatim
from pprkb.formats.latex.encode import encode
from tests.growth import assert_grows_with_length

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
    "formulas-in-a-row": (r"$\alpha$$\beta$ study of$\gamma$", "αβ study ofγ"),
    "displayed-formula": (r"$$x^2$$ \(y_1\) \[z\]", "x<sup>2</sup> y<sub>1</sub> z"),
    "formula-before-a-digit": (r"$\beta$2-agonists", "β2-agonists"),
    "formula-without-commands": ("$n = 5$, $1 < 2$, $<$b$>$, $ n $", "n = 5, 1 < 2, <b>, n"),
    "money": ("Costs of $5 and $10", "Costs of $5 and $10"),
    "money-before-and-after": ("US$5, A$6 or 7$", "US$5, A$6 or 7$"),
    "money-as-a-range": ("$5-$10, $5–$10 million", "$5-$10, $5–$10 million"),
    "money-in-words": ("$5 in May, 6 in US$", "$5 in May, 6 in US$"),
    "money-in-braces": (r"{$5} and {$10} {\&} $15", "$5 and $10 & $15"),
    "dollars-alone": ("$$$ and $$", "$$$ and $$"),
    "no-gap": (r"O'\hspace{0pt}Brien P\hspace{1pt}Q x\kern-.1em{y}", "O'Brien PQ xy"),
    "gap-as-wide-as-a-blank": (r"a\hspace{1ex}b\hspace*{2em}c\hskip 3pt d", "a b c d"),
    "gap-of-a-blank-and-less": (r"a\hspace{2.5pt}b\hspace{2.4pt}c", "a bc"),
    "gap-that-stretches": (r"a\hspace{\fill}b\hskip 0pt plus 1fil minus 2pt c", "a b c"),
    "length-without-braces": (r"a\kern1pt b \raise.5ex\hbox{c}", "a b c"),
    "lengths-and-colours": (
        r"\raisebox{1pt}[0pt]{a} \rule{1em}{.4pt}b \textcolor[rgb]{1,0,0}{c} {\color{red}d}",
        "a b c d",
    ),
    "boxes": (r"\makebox[2cm][l]{a} \parbox[t]{3cm}{b} \resizebox{1cm}{!}{c}", "a b c"),
    "name-of-a-language": (r"\foreignlanguage{german}{Das Ich}", "Das Ich"),
    "room-of-unseen-text": (r"a\phantom{x{y}}b", "ab"),
    "length-in-mathematics": (r"$a\hspace{0pt}b\kern1em c$", "ab c"),
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
    "tags": ("<i>Homo</i> H<sub>2</sub>O", r"\textit{Homo} H$_{2}$O"),
    "less-than-is-no-tag": ("p <i> q", "p <i> q"),
    "nocase-is-braces": ('<span class="nocase">nm</span>', "{nm}"),
    "braces": ("{x}", r"\textbraceleft{}x\textbraceright{}"),
}


@pytest.mark.parametrize(("text", "value"), ENCODED.values(), ids=ENCODED)
def test_encode(text, value):
    assert encode(text) == value


@pytest.mark.parametrize(
    "piece",
    ["{", "}", "\\emph{", "$", "$a", r"$\$", "$x$", r"\(", "\\'", "{\\em ", "`", "<i>", r"\hskip "],
)
def test_work_grows_with_length_alone(piece):
    assert_grows_with_length(lambda text: (decode(text, protect=True), encode(text)), piece)
