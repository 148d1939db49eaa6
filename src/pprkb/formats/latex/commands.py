"""The meaning of the LaTeX commands that occur in bibliographies.

Facts of LaTeX (Lamport, "LaTeX: A Document Preparation System", tables 3.1 to 3.3), of the
textcomp symbols and of biblatex's text commands (biblatex manual, section 4.10).
"""

from __future__ import annotations

from pprkb.text.markup import SMALL_CAPS_OPEN, SPAN_CLOSE

COMBINING = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a", "t": "\u0361",
}  # fmt: skip
"""Accent command -> combining character."""

SYMBOLS = {
    "aa": "å", "AA": "Å", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "ss": "ß", "SS": "ẞ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textquotesingle": "'",
    "textquotedbl": '"', "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»",
    "flqq": "«", "frqq": "»", "guilsinglleft": "‹", "guilsinglright": "›", "lq": "‘", "rq": "’",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textexclamdown": "¡",
    "textquestiondown": "¿", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "textcopyright": "©", "pounds": "£", "textsterling": "£", "texteuro": "€", "euro": "€",
    "textyen": "¥", "textcent": "¢", "S": "§", "textsection": "§", "P": "¶", "dag": "†",
    "ddag": "‡", "textdagger": "†", "textdegree": "°", "degree": "°", "textordfeminine": "ª",
    "textordmasculine": "º", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "textless": "<", "textgreater": ">", "textbar": "|", "textasciitilde": "~",
    "textasciicircum": "^", "textasciigrave": "`", "textasciiacute": "´", "textbackslash": "\\",
    "textbraceleft": "{", "textbraceright": "}", "textunderscore": "_", "textdollar": "$",
    "textpercent": "%", "textampersand": "&", "textasteriskcentered": "*", "textbullet": "•",
    "textperiodcentered": "·", "textmu": "µ", "textpm": "±", "texttimes": "×", "textminus": "−",
    "textonesuperior": "¹", "texttwosuperior": "²", "textthreesuperior": "³",
    "textalpha": "α", "textbeta": "β", "textgamma": "γ", "textdelta": "δ", "textchi": "χ",
    "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "BibLaTeX": "BibLaTeX", "LaTeXe": "LaTeX2e",
    "slash": "/", "space": " ", "quad": " ", "qquad": " ", "enspace": " ", "newline": " ",
    "enskip": " ", "hfil": " ", "hfill": " ", "smallskip": " ", "medskip": " ", "bigskip": " ",
    "medspace": " ", "thickspace": " ", "negthinspace": "", "linebreak": " ",
    "par": " ", "thinspace": "\u2009", "nobreakspace": "\u00a0", "adddot": ".", "addcolon": ":",
    "addcomma": ",", "addspace": " ", "bibrangedash": "–", "hyphen": "-", "cyrillicencoding": "",
    "relax": "", "protect": "", "noindent": "", "allowbreak": "", "break": "", "nobreak": "",
    "null": "", "textcompwordmark": "", "maketitle": "", "isdot": "", "sic": "",
}  # fmt: skip
"""Command without argument -> text."""

MATH_SYMBOLS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ",
    "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "ϕ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "times": "×", "cdot": "·", "div": "÷", "pm": "±", "mp": "∓", "leq": "≤",
    "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼",
    "simeq": "≃", "equiv": "≡", "propto": "∝", "infty": "∞", "partial": "∂", "nabla": "∇",
    "surd": "√", "sum": "∑", "prod": "∏", "int": "∫", "in": "∈", "notin": "∉", "subset": "⊂",
    "cup": "∪",
    "cap": "∩", "forall": "∀", "exists": "∃", "rightarrow": "→", "to": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "star": "⋆", "ast": "*",
    "bullet": "•", "circ": "°", "prime": "′", "cdots": "⋯", "ell": "ℓ", "hbar": "ℏ",
    "langle": "⟨", "rangle": "⟩", "lbrace": "{", "rbrace": "}", "backslash": "\\", "mid": "|",
    "vert": "|", "ll": "≪", "gg": "≫", "oplus": "⊕", "otimes": "⊗", "sqrt": "√", "top": "⊤",
    "bot": "⊥", "perp": "⊥", "wedge": "∧", "vee": "∨", "neg": "¬", "emptyset": "∅",
    "log": "log", "ln": "ln", "exp": "exp", "min": "min", "max": "max", "sin": "sin", "cos": "cos",
}  # fmt: skip
"""Command of mathematics -> text."""

WRAPPERS = {
    "emph": ("<i>", "</i>"), "textit": ("<i>", "</i>"), "textsl": ("<i>", "</i>"),
    "mkbibemph": ("<i>", "</i>"), "mkbibitalic": ("<i>", "</i>"), "mathit": ("<i>", "</i>"),
    "textbf": ("<b>", "</b>"), "mkbibbold": ("<b>", "</b>"), "mathbf": ("<b>", "</b>"),
    "textsuperscript": ("<sup>", "</sup>"), "mkbibsuperscript": ("<sup>", "</sup>"),
    "textsubscript": ("<sub>", "</sub>"), "mkbibsubscript": ("<sub>", "</sub>"),
    "textsc": (SMALL_CAPS_OPEN, SPAN_CLOSE),
    "mkbibparens": ("(", ")"), "mkbibbrackets": ("[", "]"), "parentext": ("(", ")"),
}  # fmt: skip
"""Command with one argument -> the text before and after the argument."""

QUOTES = {"enquote": ("“", "”"), "mkbibquote": ("“", "”")}
"""Commands that quote; a nested one takes single marks."""

TRANSPARENT = frozenset((
    "text", "textrm", "textsf", "texttt", "textup", "textmd", "textnormal", "mbox", "hbox",
    "fbox", "underline", "uline", "ensuremath", "mathrm", "mathsf", "mathtt", "mathcal",
    "mathbb", "mathnormal", "operatorname", "lowercase", "uppercase", "MakeUppercase",
    "MakeLowercase", "MakeSentenceCase", "autocap", "sout", "ul", "BibitemOpen",
    "BibitemShut", "bibnamefont", "bibfnamefont", "citenamefont", "href",
))  # fmt: skip
"""Commands whose argument is kept and whose own meaning does not matter in a reference."""

GAPS = frozenset(("hspace", "hskip", "kern", "mspace", "mskip", "mkern"))
"""Commands that make a gap within the line, as wide as their length says."""

NOT_TEXT: dict[str, int | None] = {
    "hspace": 1, "mspace": 1, "vspace": 1, "addvspace": 1, "hskip": None, "vskip": None,
    "kern": None, "mskip": None, "mkern": None, "raise": None, "lower": None, "moveleft": None,
    "moveright": None, "raisebox": 1, "parbox": 1, "makebox": 0, "framebox": 0, "rule": 2,
    "resizebox": 2, "scalebox": 1, "rotatebox": 1, "fontsize": 2, "setlength": 2,
    "addtolength": 2, "color": 1, "textcolor": 1, "colorbox": 1, "fcolorbox": 2,
    "foreignlanguage": 1, "textlang": 1, "selectlanguage": 1, "hyperlink": 1, "hypertarget": 1,
    "hyperref": 0, "bibinfo": 1, "bibfield": 1, "begin": 1, "end": 1,
}  # fmt: skip
"""Command -> how many of its arguments in braces, from the first, are lengths, colours or names
and never printed; None: a length follows without braces. The next argument is text.
"""

DECLARATIONS = {
    "em": ("<i>", "</i>"), "it": ("<i>", "</i>"), "itshape": ("<i>", "</i>"),
    "sl": ("<i>", "</i>"), "slshape": ("<i>", "</i>"), "bf": ("<b>", "</b>"),
    "bfseries": ("<b>", "</b>"), "sc": (SMALL_CAPS_OPEN, SPAN_CLOSE),
    "scshape": (SMALL_CAPS_OPEN, SPAN_CLOSE), "rm": ("", ""), "sf": ("", ""), "tt": ("", ""),
    "ttfamily": ("", ""), "rmfamily": ("", ""), "upshape": ("", ""), "small": ("", ""),
    "normalfont": ("", ""), "footnotesize": ("", ""), "cal": ("", ""),
    "left": ("", ""), "right": ("", ""), "displaystyle": ("", ""), "urlstyle": ("", ""),
}  # fmt: skip
"""Commands that work to the end of their group."""

SWALLOWED = frozenset((
    "noopsort", "SortNoop", "printfirst", "label", "index", "singleletter", "arabic",
    "roman", "Roman", "alph", "Alph", "value", "phantom", "hphantom", "vphantom",
))  # fmt: skip
"""Commands whose argument is for sorting or indexing, names a counter or only measures: it is
never printed."""

BIBSTRINGS = {
    "newseries": "new series", "oldseries": "old series", "phdthesis": "PhD thesis",
    "mathesis": "Master's thesis", "mastersthesis": "Master's thesis",
    "bathesis": "Bachelor's thesis", "candthesis": "Candidate thesis",
    "techreport": "technical report", "resreport": "research report",
    "software": "computer software", "datacd": "data CD", "audiocd": "audio CD",
    "inpress": "in press", "inpreparation": "in preparation", "forthcoming": "forthcoming",
    "submitted": "submitted", "prepublished": "pre-published", "patent": "patent",
    "patentde": "German patent", "patenteu": "European patent", "patentfr": "French patent",
    "patentuk": "British patent", "patentus": "U.S. patent", "patreq": "patent request",
    "patreqde": "German patent request", "patreqeu": "European patent request",
    "patreqfr": "French patent request", "patrequk": "British patent request",
    "patrequs": "U.S. patent request", "countryde": "Germany", "countryeu": "European Union",
    "countryep": "European Union", "countryfr": "France", "countryuk": "United Kingdom",
    "countryus": "United States of America", "and": "and", "volume": "volume", "page": "page",
    "pages": "pages",
}  # fmt: skip
"""Localisation keys of biblatex (manual, section 4.9.2) in English."""
