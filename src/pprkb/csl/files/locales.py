"""Terms, date formats and options of a locale (CSL 1.0.2, Locale and Locale Fallback)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import citeproc

from pprkb.csl.files.xml_tree import LocaleError, Node, parse_xml, to_node

# CSL 1.0.2, Terms: a missing form falls back along this chain
_FORM_FALLBACK = {"verb-short": "verb", "symbol": "short", "verb": "long", "short": "long"}

_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")

TermKey = tuple[str, str]


@dataclass(frozen=True)
class Term:
    """One term: singular and plural, gender, and how an ordinal matches."""

    single: str
    multiple: str
    gender: str = ""
    match: str = ""


@dataclass
class LocaleData:
    """The merged view of all locales that apply to a style."""

    lang: str
    terms: dict[TermKey, Term] = field(default_factory=dict)
    gendered: dict[tuple[str, str], Term] = field(default_factory=dict)
    dates: dict[str, Node] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)

    def term(self, name: str, form: str = "long", plural: bool = False) -> str | None:
        """Return the text of a term, following the form fallback; None if undefined."""
        term = self.find_term(name, form)
        if term is None:
            return None
        return term.multiple if plural else term.single

    def find_term(self, name: str, form: str = "long") -> Term | None:
        """Return a term in a form or the nearest one that exists."""
        nearest: str | None = form or "long"
        while nearest:
            term = self.terms.get((name, nearest))
            if term is not None:
                return term
            nearest = _FORM_FALLBACK.get(nearest)
        return None

    def text(self, name: str, form: str = "long", plural: bool = False) -> str:
        """Return the text of a term, following the form fallback; empty if undefined."""
        return self.term(name, form, plural) or ""

    def gender(self, name: str) -> str:
        """Return the gender of a noun such as "volume" (CSL 1.0.2, Gender-specific Ordinals)."""
        noun = self.terms.get((name, "long"))
        return noun.gender if noun else ""

    @property
    def punctuation_in_quote(self) -> bool:
        """Return whether commas and periods go inside quotes (CSL 1.0.2, Style Options)."""
        return self.options.get("punctuation-in-quote") == "true"

    @property
    def limit_day_ordinals(self) -> bool:
        """Return whether only day 1 is an ordinal (CSL 1.0.2, Style Options)."""
        return self.options.get("limit-day-ordinals-to-day-1") == "true"


_OTHER_NAMES = {"no": "nb-NO", "nb": "nb-NO", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}


def locale_names() -> list[str]:
    """Return the tags of all locales, such as "en-GB"."""
    return sorted(path.stem.removeprefix("locales-") for path in _locales().glob("locales-*.xml"))


def find_locale(name: str) -> str:
    """Return the locale for a name in any case, such as "de", "en-gb" or "no".

    Raises:
        LocaleError: there is none; a style would silently be printed in American English.
    """
    known = locale_names()
    folded = {locale.casefold(): locale for locale in known}
    asked = name.strip().replace("_", "-")
    asked = {key.casefold(): to for key, to in _OTHER_NAMES.items()}.get(asked.casefold(), asked)
    primary = str(citeproc.PRIMARY_DIALECTS.get(asked.casefold(), asked))
    for candidate in (asked, primary):
        if candidate.casefold() in folded:
            return folded[candidate.casefold()]
    raise LocaleError(f"there is no locale '{name}'; there are {', '.join(known)}")


def load_locale(lang: str, in_style: list[Node]) -> LocaleData:
    """Merge the locales for `lang` in the order of CSL 1.0.2, Locale Fallback."""
    language = lang.partition("-")[0]
    layers: list[Node] = []
    for layer_lang in (lang, language, None):
        layers += [node for node in in_style if node.lang == layer_lang and node not in layers]
    primary: str | None = citeproc.PRIMARY_DIALECTS.get(language)
    files: list[str] = []
    for name in (lang, primary, "en-US"):
        if name and name not in files and _locale_path(name).is_file():
            files.append(name)
    merged = LocaleData(lang)
    below = ""
    for name in reversed(files):
        _merge(merged, _locale_file(name), foreign=below == "en-US" and language != "en")
        below = name
    for layer in reversed(layers):
        _merge(merged, layer)
    return merged


def _locale_path(name: str) -> Path:
    safe = name if name.replace("-", "").isalnum() else "-"
    return _locales() / f"locales-{safe}.xml"


def _locales() -> Path:
    return Path(citeproc.LOCALES_PATH)


@lru_cache(maxsize=16)
def _locale_file(name: str) -> Node:
    try:
        return to_node(parse_xml(_locale_path(name).read_bytes(), "locale").getroot())
    except OSError as error:
        raise LocaleError(f"cannot read locale {name}: {error}") from None


def _typographic(text: str) -> str:
    return _APOSTROPHE.sub("\u2019", text)


def _merge(into: LocaleData, layer: Node, foreign: bool = False) -> None:
    """Put `layer` on top; `foreign` says that what is below is in another language."""
    options = layer.find("style-options")
    if options is not None:
        into.options.update(options.attributes)
    for date in layer.find_all("date"):
        into.dates[date.get("form")] = date
    terms = layer.find("terms")
    if terms is None:
        return
    # ordinal suffixes are one system: a layer that defines any replaces those below it
    if any(t.get("name").startswith("ordinal") for t in terms.children):
        for key in [key for key in into.terms if key[0].startswith("ordinal")]:
            del into.terms[key]
        for key in [key for key in into.gendered if key[0].startswith("ordinal")]:
            del into.gendered[key]
    if foreign:
        # the long form of the right language is better than the short form of another
        defined = {node.get("name") for node in terms.find_all("term")}
        for key in [key for key in into.terms if key[0] in defined]:
            del into.terms[key]
    for node in terms.find_all("term"):
        single, multiple = node.find("single"), node.find("multiple")
        if single is None and multiple is None:
            text_single = text_multiple = _typographic(node.text)
        else:
            text_single = _typographic(single.text) if single is not None else ""
            text_multiple = _typographic(multiple.text) if multiple is not None else text_single
        term = Term(text_single, text_multiple, node.get("gender"), node.get("match"))
        name = node.get("name")
        if node.get("gender-form"):
            into.gendered[(name, node.get("gender-form"))] = term
        else:
            into.terms[(name, node.get("form", "long"))] = term
