"""Compiled styles by name or file, and adaptations of items to styles."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from pprkb.csl import Cite as CslCite
from pprkb.csl import (
    CiteGroup,
    CompiledBibliography,
    CompiledStyle,
    CslError,
    RunsFormatter,
    find_locale,
)
from pprkb.csl.files.locales import locale_names
from pprkb.csl.files.styles import USUAL_NAMES, is_installed, style_called, style_names
from pprkb.formats.titles.filing import filed_body, filed_title
from pprkb.formats.titles.words import is_english_title
from pprkb.languages import Words, words_for
from pprkb.model.citation import CslItem, Style, variables
from pprkb.model.errors import CitationError, Hint, Step
from pprkb.text.markup import NOCASE_OPEN, SPAN_CLOSE
from pprkb.text.spelling import did_you_mean

_ROLE_LABEL = re.compile(r"<label\b[^>]*>")
_NAME = re.compile(r"<name\b(?![^>]*delimiter-precedes-last)")
_RETRIEVED = """<group delimiter=", ">
                <date form="text" variable="accessed"/>"""
_STYLE_ID = re.compile(rb"<id>([^<]*)</id>")


def compiled_style(style: Style) -> CompiledStyle:
    """Return a compiled style; a `.csl` file is read again each time.

    Raises:
        CitationError: The style or locale cannot be used.
    """
    return _compile(style) if style.name.endswith(".csl") else _named(style)


def document_words(style: Style) -> Words:
    """Return the words for documents in a style, in the language of its locale.

    Raises:
        CitationError: The style or locale cannot be used.
    """
    return words_for(compiled_style(style).lang)


@lru_cache(maxsize=8)
def _named(style: Style) -> CompiledStyle:
    return _compile(style)


def _unusable(style: str, error: CslError) -> CitationError:
    """Return the message and hint for an unusable style."""
    called = style_called(style)
    finds = Hint(Step.STYLES)
    if style.endswith(".csl") or is_installed(called):
        return CitationError(f'the style "{style}" cannot be used: {error}', hint=finds)
    if called in USUAL_NAMES.values():
        also = "" if called == style else f" ({called})"
        return CitationError(
            f'the style "{style}"{also} is not installed',
            hint="pip install 'pprkb[styles]' brings it, with over ten thousand others",
        )
    return CitationError(
        f'there is no style "{style}"', hint=did_you_mean(style, style_names(), finds)
    )


def _compile(style: Style) -> CompiledStyle:
    try:
        wanted = find_locale(style.locale) if style.locale else None
    except CslError as error:
        hint = did_you_mean(style.locale, locale_names(), "write a tag such as en-GB or fr-CA")
        raise CitationError(f'there is no locale "{style.locale}"', hint=hint) from error
    try:
        compiled = CompiledStyle(style_called(style.name), wanted)
    except CslError as error:
        raise _unusable(style.name, error) from error
    if wanted and wanted.startswith("fr") and style_name(compiled) in _FRENCH_BY_US:
        return CompiledStyle(_in_french(compiled.file().read(), wanted), wanted, validate=False)
    return compiled


_FRENCH_BY_US = ("apa", "apa-annotated-bibliography")
"""APA styles, whose French locale keeps English conventions."""
_FRENCH_TERMS = """<locale xml:lang="{}"><terms>
<term name="and" form="symbol">et</term>
<term name="retrieved">récupéré le</term>
<term name="from">de</term>
<term name="editor" form="short"><single>dir.</single><multiple>dir.</multiple></term>
</terms></locale>
</style>"""


def _in_french(style: bytes, locale: str) -> bytes:
    """Return an APA style adapted to the French-language guides of Quebec.

    "Barkham, M., Lutz, W. et Castonguay, L. G. (dir.)" (Université de Montréal, "Citer selon les
    normes de l'APA, 7e édition"): "et" without a comma before it, and lower-case labels of roles.
    """
    text = style.decode("utf-8")
    text = text.replace('delimiter-precedes-last="always"', 'delimiter-precedes-last="never"')
    text = text.replace(_RETRIEVED, _RETRIEVED.replace(', ">', ' ">'))
    text = _NAME.sub('<name delimiter-precedes-last="never"', text)
    text = _ROLE_LABEL.sub(lambda match: match[0].replace(' text-case="title"', ""), text)
    return text.replace("</style>", _FRENCH_TERMS.format(locale)).encode()


_PROBE = {"id": "probe", "type": "article-journal", "title": "T", "number": "987654"}


@lru_cache(maxsize=16)
def prints_article_numbers(style: CompiledStyle) -> bool:
    """Return whether a style prints the number of an article without pages, by trying it."""
    bibliography = CompiledBibliography(style, [_PROBE], RunsFormatter)
    bibliography.register(CiteGroup([CslCite("probe")]))
    return any(_PROBE["number"] in run.text for _, runs in bibliography.entries() for run in runs)


def with_number_as_page(item: CslItem) -> CslItem:
    """Return an item with its article number as page, if the style does not print `number`.

    CSL uses `number` for it, but most styles from before 2020 ignore it.
    """
    if item.get("type") != "article-journal" or item.get("page") or not item.get("number"):
        return item
    return item | {"page": item["number"]}


_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_PREPRINT = re.compile(r"pre-?(?:print|published)", re.IGNORECASE)


def as_one_number(item: CslItem) -> CslItem:
    """Return an item whose number is not treated as a range, such as "18-2424".

    CSL prints 18-2424 as a range, "Nos. 18–2424", unless the hyphen is escaped (CSL 1.0.2,
    section "Number").
    """
    number = item.get("number")
    if not isinstance(number, str) or "--" in number or "\\-" in number:
        return item
    return item | {"number": _HYPHEN.sub(r"\\-", number)}


def without_preprint_status(item: CslItem) -> CslItem:
    """Return an item without the status "preprint".

    CSL has a type for preprints, so styles can print this themselves.
    """
    if item.get("type") != "article" or not _PREPRINT.fullmatch(str(item.get("status", ""))):
        return item
    item = item.copy()
    del item["status"]
    return item


_PACKAGE = re.compile(r"(?P<name>[^\W\d_][\w.+-]*): (?P<next>.)")
"""The name of a program or package before its description, as in "lme4: Linear models"."""


def with_own_case(item: CslItem) -> CslItem:
    """Return an item with protected letters, if a style would wrongly change their case.

    These are the lower-case name of a package, as in "lme4: Linear models", and the name of a
    periodical in another language: CSL applies title case only to English text (CSL 1.0.2, section
    "Text-case"), and a periodical's language may differ from the article's.
    """
    title = item.get("title")
    if isinstance(title, str) and title[:1].islower() and (match := _PACKAGE.match(title)):
        name = match["name"]
        if not name.isalpha() or not name.islower() or match["next"].isupper():
            end = len(name)
            item = item | {"title": f"{NOCASE_OPEN}{name}{SPAN_CLOSE}{title[end:]}"}
    journal = item.get("container-title")
    if (
        isinstance(journal, str)
        and str(item.get("type", "")).startswith(("article-", "review"))
        and NOCASE_OPEN not in journal
        and _is_foreign(journal)
    ):
        item = item | {"container-title": f"{NOCASE_OPEN}{journal}{SPAN_CLOSE}"}
    return item


@lru_cache(maxsize=4_000)
def _is_foreign(journal: str) -> bool:
    return not is_english_title(journal, "")


_OWN_TITLES = ("title", "title-short")
"""Variables in the language of the work."""
_OTHER_TITLES = ("container-title", "reviewed-title")
_FIRST_NAMES = ("author", "editor")


def as_filed(item: CslItem) -> CslItem:
    """Return an item for sorting, without a leading article (APA manual, section 9.49).

    The Chicago and MLA manuals have the same rule, but CSL cannot express it. The same item is
    returned if nothing changes.
    """
    language = str(item.get("language") or "")
    given = variables(item)
    filed: dict[str, object] = {}
    for name in (*_OWN_TITLES, *_OTHER_TITLES):
        if isinstance(title := given.get(name), str):
            filed[name] = filed_title(title, language if name in _OWN_TITLES else "")
    for name in _FIRST_NAMES:
        if isinstance(names := given.get(name), list):
            filed[name] = [
                one | {"literal": filed_body(one["literal"])} if one.get("literal") else one
                for one in names
            ]
    return item if filed.items() <= given.items() else cast("CslItem", {**item, **filed})


def style_name(style: CompiledStyle) -> str:
    """Return a style's id, regardless of the path of its file."""
    match = _STYLE_ID.search(style.file().read())
    return match[1].decode("utf-8", "replace").strip().rpartition("/")[2] if match else ""
