"""What a LaTeX document begins with, so that it compiles by itself."""

from __future__ import annotations

import unicodedata

_KNOWN = frozenset("–—‘’‚“”„†‡•‹›€™").union(map(chr, range(0xA0, 0x100)))
"""What pdfLaTeX knows from `inputenc` and `textcomp`, whatever the distribution."""

_PREAMBLE = r"""
\documentclass[11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[T1]{fontenc}
  \usepackage[utf8]{inputenc}
  \usepackage{textcomp}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
\else
  \usepackage{fontspec}
\fi
\usepackage[margin=1in]{geometry}
\usepackage{array,longtable}
\usepackage[unicode,hidelinks]{hyperref}
\setcounter{secnumdepth}{0}
\setlength{\parindent}{0pt}
\setlength{\parskip}{0.5\baselineskip}
\setlength{\emergencystretch}{3em}
% Arabic numbers at every level: letters end at z.
\renewcommand{\theenumii}{\arabic{enumii}}\renewcommand{\labelenumii}{\theenumii.}
\renewcommand{\theenumiii}{\arabic{enumiii}}\renewcommand{\labelenumiii}{\theenumiii.}
\renewcommand{\theenumiv}{\arabic{enumiv}}\renewcommand{\labelenumiv}{\theenumiv.}
\newenvironment{references}[1][0.5in]
  {\begin{list}{}{\setlength{\leftmargin}{#1}\setlength{\itemindent}{-#1}%
    \setlength{\listparindent}{0pt}%
    \setlength{\parsep}{0.3\baselineskip}\setlength{\itemsep}{0.3\baselineskip}}%
    \raggedright}
  {\end{list}}
\newenvironment{annotation}
  {\begin{list}{}{\setlength{\leftmargin}{0.5in}}\item\relax}
  {\end{list}}
\newcommand{\warning}[1]{\textbf{!}~#1}
\newcommand{\importance}[1]{\mbox{[#1]}}
"""

_OTHER_SCRIPTS = r"""
% Characters that pdfLaTeX or the font may not know are printed as their codes; for the characters
% themselves compile with LuaLaTeX and choose a font that has them, by \setmainfont.
\newcommand{\unprintable}[1]{[U+#1]\allowbreak{}}
\ifPDFTeX
  \newcommand{\otherscript}[3]{\ifcsname u8:\detokenize{#1}\endcsname\else
    \DeclareUnicodeCharacter{#2}{#3}\fi}
\else
  \newcommand{\otherscript}[3]{\AtBeginDocument{\iffontchar\font"#2 \else
    \catcode"#2=13 \begingroup\lccode`\~="#2 \lowercase{\endgroup\protected\def~}{#3}\fi}}
\fi
"""


def preamble(text: str) -> str:
    """Return what stands before a text: class, packages, and what the text's characters need.

    Args:
        text: All that follows.
    """
    return _PREAMBLE.lstrip() + _other_scripts(text)


def _other_scripts(text: str) -> str:
    """Declare each character that pdfLaTeX would stop at and LuaLaTeX might leave out."""
    lines = []
    for character in sorted({one for one in text if not one.isascii()} - _KNOWN):
        invisible = unicodedata.category(character) in {"Cf", "Mn", "Me"}
        code = f"{ord(character):04X}"
        printed = "" if invisible else rf"\unprintable{{{code}}}"
        lines.append(rf"\otherscript{{{character}}}{{{code}}}{{{printed}}}")
    return "\n".join([_OTHER_SCRIPTS.strip(), *lines, ""]) if lines else ""
