"""The package of an OpenDocument text: named and automatic styles, page layout and metadata.

Sections named are those of OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import (
    is_east_asian,
    is_right_to_left,
    language_tag,
    one_line,
    with_country,
)
from pprkb.documents.writers.page_printer import Indent
from pprkb.documents.writers.page_setup import (
    CODE_FONT,
    FONT,
    LINK_COLOUR,
    LIST_INDENT,
    MARGIN,
    Page,
    ParagraphStyle,
    StyleName,
    data_date,
    running_head,
)
from pprkb.files.archive import write_archive
from pprkb.text.markup import Run

NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' office:version="1.3"'
)
_SPACES = re.compile(r"  +|^ ")


def points(twips: float) -> str:
    """Return a length, given in twips, with its unit."""
    return f"{twips / 20:g}pt"


def escaped(text: str) -> str:
    """Return text for an attribute or element, on one line and without control characters."""
    return escape(one_line(text), quote=True)


def spaced(text: str) -> str:
    """Return the escaped text of a run, preserving repeated spaces (OpenDocument, 6.1.2)."""
    return _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', escaped(text))


FIRST_PAGE = "First_20_Page"
_LIBRE_OFFICE = {
    StyleName.BODY: "Standard",
    StyleName.CONTENTS_HEADING: "Contents Heading",
    StyleName.CONTENTS_1: "Contents 1",
    StyleName.CONTENTS_2: "Contents 2",
    StyleName.QUOTE: "Quotations",
    StyleName.HYPERLINK: "Internet link",
    StyleName.CODE_BLOCK: "Preformatted Text",
    StyleName.FOOTNOTE: "Footnote",
}
_DEEPEST_LIST = 10
_BULLETS = "•–▪"
_ORDERED = ("1", "a", "i")


def style_name(name: str) -> str:
    """Return the name by which paragraphs and spans refer to a style."""
    return _shown(name).replace(" ", "_20_")


def _shown(name: str) -> str:
    return _LIBRE_OFFICE.get(StyleName(name), name) if name in set(StyleName) else name


def styles_xml(paragraph_styles: Mapping[str, ParagraphStyle], *, language: str, page: Page) -> str:
    """Return the named styles of a document, as children of `office:styles`."""
    named = "".join(
        _paragraph_style(name, look, page.text_width) for name, look in paragraph_styles.items()
    )
    return (
        '<style:default-style style:family="paragraph">'
        f'<style:paragraph-properties style:writing-mode="lr-tb" style:tab-stop-distance="36pt"'
        ' fo:orphans="2" fo:widows="2"/>'
        f'<style:text-properties style:font-name="{FONT}" style:font-name-asian="{FONT}"'
        f' style:font-name-complex="{FONT}" fo:font-size="12pt" style:font-size-asian="12pt"'
        f' style:font-size-complex="12pt" {_language(language)}/></style:default-style>'
        f'<style:default-style style:family="table"/>{named}'
        '<style:style style:name="Internet_20_link" style:display-name="Internet link"'
        f' style:family="text"><style:text-properties fo:color="#{LINK_COLOUR}"'
        ' style:text-underline-style="solid" style:text-underline-width="auto"'
        ' style:text-underline-color="font-color"/></style:style>'
        '<style:style style:name="Index_20_Link" style:display-name="Index Link"'
        ' style:family="text"/>'
        '<style:style style:name="Code" style:family="text"><style:text-properties'
        f' style:font-name="{CODE_FONT}" fo:font-size="11pt"/></style:style>'
    )


def page_xml(page: Page) -> str:
    """Return the page layout, as a child of `office:automatic-styles`."""
    orientation = "landscape" if page.width > page.height else "portrait"
    return (
        '<style:page-layout style:name="Page"><style:page-layout-properties'
        f' fo:page-width="{points(page.width)}" fo:page-height="{points(page.height)}"'
        f' style:print-orientation="{orientation}" fo:margin-left="{points(page.margin)}"'
        f' fo:margin-right="{points(page.margin)}" fo:margin-top="{points(MARGIN // 2)}"'
        f' fo:margin-bottom="{points(page.margin)}"/><style:header-style>'
        # The header begins half an inch below the edge, the text as far as the margin is wide.
        f'<style:header-footer-properties fo:min-height="{points(page.margin - MARGIN // 2)}"'
        f' fo:margin-bottom="{points(MARGIN // 8)}"/></style:header-style></style:page-layout>'
    )


def _language(tag: str) -> str:
    """Return a language as attributes, which depend on its kind of script."""
    primary, *rest = tag.split("-")
    country = next((part for part in rest if len(part) == 2 and part.isalpha()), "none")
    if is_east_asian(tag):
        return (
            f'style:language-asian="{primary.lower()}" style:country-asian="{country.upper()}"'
            if country != "none"
            else f'style:language-asian="{primary.lower()}" style:country-asian="none"'
        )
    suffix = "-complex" if is_right_to_left(tag) else ""
    prefix = "style" if suffix else "fo"
    shown = country if country == "none" else country.upper()
    return f'{prefix}:language{suffix}="{primary.lower()}" {prefix}:country{suffix}="{shown}"'


def _paragraph_style(name: str, look: ParagraphStyle, text_width: int) -> str:
    shown = _shown(name)
    parent = "" if name == StyleName.BODY else ' style:parent-style-name="Standard"'
    level = f' style:default-outline-level="{look.level}"' if look.level else ""
    follows = ' style:next-style-name="Standard"' if look.level or look.keep_next else ""
    tab = ""
    if look.right_tab:
        leader = "dotted" if look.right_tab == "dot" else "none"
        tab = (
            f'<style:tab-stops><style:tab-stop style:position="{points(text_width)}"'
            f' style:type="right" style:leader-style="{leader}"/></style:tab-stops>'
        )
    layout = (
        f'fo:margin-left="{points(look.left)}" fo:margin-right="{points(look.right)}"'
        f' fo:text-indent="{points(look.first)}" fo:margin-top="{look.before:g}pt"'
        f' fo:margin-bottom="{look.after:g}pt" fo:line-height="{look.lines:.0%}"'
        f' fo:text-align="{"center" if look.centred else "start"}"'
    )
    if look.keep_next:
        layout += ' fo:keep-with-next="always"'
    if look.keep_together:
        layout += ' fo:keep-together="always"'
    return (
        f'<style:style style:name="{shown.replace(" ", "_20_")}" style:display-name="{shown}"'
        f' style:family="paragraph"{parent}{follows}{level}>'
        f"<style:paragraph-properties {layout}>{tab}</style:paragraph-properties>"
        f"{_font(look)}</style:style>"
    )


def _font(look: ParagraphStyle) -> str:
    properties = ""
    for wanted, what, value in (
        (look.bold, "font-weight", "bold"),
        (look.italic, "font-style", "italic"),
        (bool(look.size), "font-size", f"{look.size:g}pt"),
    ):
        if wanted:
            properties += (
                f' fo:{what}="{value}" style:{what}-asian="{value}" style:{what}-complex="{value}"'
            )
    return f"<style:text-properties{properties}/>" if properties else ""


def text_properties(run: Run, *, upright: bool) -> str:
    """Return the attributes of `style:text-properties` for a run; most runs have none.

    Args:
        run: A run.
        upright: Whether the text around it is in italics, within which what is italic is upright.
    """
    properties = ""
    if run.bold:
        properties += _for_all_scripts("font-weight", "bold")
    if run.italic:
        properties += _for_all_scripts("font-style", "normal" if upright else "italic")
    if run.small_caps:
        properties += ' fo:font-variant="small-caps"'
    if run.superscript or run.subscript:
        place = "super" if run.superscript else "sub"
        properties += f' style:text-position="{place} 58%"'
    if run.code:
        properties += f' style:font-name="{CODE_FONT}" fo:font-size="11pt"'
    if run.language:
        properties += f" {_language(with_country(run.language))}"
    return properties


class AutomaticStyles:
    """Automatic styles, which have no visible name and are created as needed (section 16.2)."""

    def __init__(self, paragraph_styles: Mapping[str, ParagraphStyle]) -> None:
        """Start without automatic styles; they are based on the given named styles."""
        self._centred = {name for name, style in paragraph_styles.items() if style.centred}
        self._names: dict[tuple[object, ...], str] = {}
        self._counts: dict[str, int] = {}
        self._made: list[str] = []

    def xml(self) -> str:
        """Return all styles created, as children of `office:automatic-styles`."""
        return "".join(self._made)

    def _name(self, prefix: str, key: tuple[object, ...]) -> tuple[str, bool]:
        """Return the name of a style, and whether it has yet to be created."""
        if known := self._names.get((prefix, *key)):
            return known, False
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        name = f"{prefix}{self._counts[prefix]}"
        self._names[(prefix, *key)] = name
        return name, True

    def paragraph(
        self,
        style: str,
        *,
        indent: Indent | None = None,
        keep_next: bool = False,
        right_to_left: bool = False,
        align: str = "",
        first_page: bool = False,
    ) -> str:
        """Return the name of a style for a paragraph.

        Args:
            style: Our name of the style that it is based on.
            indent: Where it has indents of its own.
            keep_next: Whether it stays on the page of the one below it.
            right_to_left: Whether it begins at the right.
            align: At which side, where it is not the usual one: "right" or "center".
            first_page: Whether it begins the document.
        """
        key = (style, indent, keep_next, right_to_left, align, first_page)
        if not any(key[1:]) and indent is None:
            return style_name(style)
        name, new = self._name("P", key)
        if new:
            layout = ""
            if indent is not None:
                layout += (
                    f' fo:margin-left="{points(indent.left)}"'
                    f' fo:text-indent="{points(-indent.hanging)}"'
                )
            if keep_next:
                layout += ' fo:keep-with-next="always"'
            if right_to_left:
                # LibreOffice treats "start" as left in both directions.
                layout += ' style:writing-mode="rl-tb"'
            if align or (right_to_left and style not in self._centred):
                layout += f' fo:text-align="{align or "right"}"'
            master = f' style:master-page-name="{FIRST_PAGE}"' if first_page else ""
            self._made.append(
                f'<style:style style:name="{name}" style:family="paragraph"'
                f' style:parent-style-name="{style_name(style)}"{master}>'
                f"<style:paragraph-properties{layout}/></style:style>"
            )
        return name

    def text(self, run: Run, *, upright: bool) -> str:
        """Return the name of a style for a run, or an empty string for plain text."""
        properties = text_properties(run, upright=upright)
        if not properties:
            return ""
        name, new = self._name("T", (properties,))
        if new:
            self._made.append(
                f'<style:style style:name="{name}" style:family="text">'
                f"<style:text-properties{properties}/></style:style>"
            )
        return name

    def list(self, *, ordered: bool, indent: int) -> str:
        """Return the name of a style for a list.

        Args:
            ordered: Whether its items are numbered.
            indent: Of the list as a whole, in twips.
        """
        name, new = self._name("L", (ordered, indent))
        if new:
            levels = "".join(
                _list_level(level, ordered=ordered, indent=indent)
                for level in range(1, _DEEPEST_LIST + 1)
            )
            self._made.append(f'<text:list-style style:name="{name}">{levels}</text:list-style>')
        return name

    def other(self, prefix: str, family: str, properties: str) -> str:
        """Return the name of a style of another family, such as "table-column".

        Args:
            prefix: Begins the name.
            family: As the attribute `style:family` has it.
            properties: Its element of properties.
        """
        name, new = self._name(prefix, (family, properties))
        if new:
            self._made.append(
                f'<style:style style:name="{name}" style:family="{family}">{properties}'
                "</style:style>"
            )
        return name


def _for_all_scripts(what: str, value: str) -> str:
    return f' fo:{what}="{value}" style:{what}-asian="{value}" style:{what}-complex="{value}"'


def _list_level(level: int, *, ordered: bool, indent: int) -> str:
    left = points(indent + level * LIST_INDENT)
    place = (
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab"'
        f' text:list-tab-stop-position="{left}" fo:text-indent="{points(-LIST_INDENT)}"'
        f' fo:margin-left="{left}"/></style:list-level-properties>'
    )
    if ordered:
        kind = _ORDERED[(level - 1) % len(_ORDERED)]
        return (
            f'<text:list-level-style-number text:level="{level}" style:num-format="{kind}"'
            f' style:num-suffix=".">{place}</text:list-level-style-number>'
        )
    bullet = _BULLETS[(level - 1) % len(_BULLETS)]
    return (
        f'<text:list-level-style-bullet text:level="{level}" text:bullet-char="{bullet}">{place}'
        "</text:list-level-style-bullet>"
    )


# -- the file: page, header and properties -------------------------------------------------------

_MIME = "application/vnd.oasis.opendocument.text"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FONTS = "".join(
    f'<style:font-face style:name="{name}" svg:font-family="&apos;{name}&apos;"'
    f' style:font-family-generic="{kind}" style:font-pitch="{pitch}"/>'
    for name, kind, pitch in ((FONT, "roman", "variable"), (CODE_FONT, "modern", "fixed"))
)
_DASH = (
    '<draw:stroke-dash draw:name="Dashed" draw:style="rect" draw:dots1="1"'
    ' draw:dots1-length="3pt" draw:distance="2pt"/>'
)
_NOTES = (
    '<style:style style:name="Footnote_20_anchor" style:display-name="Footnote anchor"'
    ' style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<text:notes-configuration text:note-class="footnote" text:default-style-name="Footnote"'
    ' text:citation-style-name="Footnote_20_anchor"'
    ' text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" style:num-suffix=" "'
    ' text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/>'
)
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def packed(
    document: Document,
    paragraph_styles: Mapping[str, ParagraphStyle],
    page: Page,
    *,
    body: str,
    automatic: str,
    pictures: Mapping[str, tuple[str, bytes]],
) -> bytes:
    """Return the file; its archive is dated 1980, so that equal documents give equal bytes.

    Args:
        document: Gives language, running head and properties.
        paragraph_styles: By name.
        page: Its size.
        body: The text, as children of `office:text`.
        automatic: The styles that the text needs beside the named ones.
        pictures: Media type and content of each picture, by its name in the file.
    """
    members = {
        "content.xml": (
            f"<office:document-content {NAMESPACES}>"
            f"<office:font-face-decls>{_FONTS}</office:font-face-decls>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>"
        ),
        "styles.xml": _styles(document, paragraph_styles, page),
        "meta.xml": _meta(document),
    }
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kind}"/>'
        for name, kind in (
            ("/", _MIME),
            *((name, "text/xml") for name in members),
            *((name, kind) for name, (kind, _) in pictures.items()),
        )
    )
    members["META-INF/manifest.xml"] = (
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{entries}'
        "</manifest:manifest>"
    )
    # First and not compressed, so that the kind of file is seen from its bytes.
    files = {"mimetype": _MIME.encode()}
    for name, content in members.items():
        files[name] = (_DECLARATION + content).encode("utf-8", errors="replace")
    files |= {name: content for name, (_, content) in pictures.items()}
    return write_archive(files, stored=("mimetype",))


def _styles(document: Document, paragraph_styles: Mapping[str, ParagraphStyle], page: Page) -> str:
    head = running_head(document)
    turned = is_right_to_left(language_tag(document.language))
    mode = ' style:writing-mode="rl-tb" fo:text-align="right"' if turned else ""
    named = styles_xml(paragraph_styles, language=language_tag(document.language), page=page)
    return (
        f"<office:document-styles {NAMESPACES}>"
        f"<office:font-face-decls>{_FONTS}</office:font-face-decls>"
        f"<office:styles>{_DASH}{named}{_NOTES if document.notes else ''}</office:styles>"
        f"<office:automatic-styles>{page_xml(page)}"
        '<style:style style:name="Head" style:family="paragraph" style:parent-style-name="Header">'
        f"<style:paragraph-properties{mode}/></style:style></office:automatic-styles>"
        # The first page has the title itself; every page has its number at the head.
        f"<office:master-styles>{_master(FIRST_PAGE, '')}{_master('Standard', head)}"
        "</office:master-styles></office:document-styles>"
    )


def _master(name: str, head: str) -> str:
    follows = ' style:next-style-name="Standard"' if name == FIRST_PAGE else ""
    return (
        f'<style:master-page style:name="{name}" style:page-layout-name="Page"{follows}>'
        f'<style:header><text:p text:style-name="Head">{escaped(head)}<text:tab/>'
        "<text:page-number>1</text:page-number></text:p></style:header></style:master-page>"
    )


def _meta(document: Document) -> str:
    properties = ""
    for tag, text in (
        ("dc:title", document.title),
        ("dc:subject", document.subtitle),
        ("meta:initial-creator", document.author),
        ("dc:creator", document.author),
        ("dc:language", language_tag(document.language)),
    ):
        if text:
            properties += f"<{tag}>{escaped(text)}</{tag}>"
    date = f"{data_date(document):%Y-%m-%dT%H:%M:%SZ}"
    return (
        f"<office:document-meta {NAMESPACES}><office:meta>"
        f"<meta:generator>pprkb</meta:generator>{properties}"
        f"<meta:creation-date>{date}</meta:creation-date><dc:date>{date}</dc:date>"
        "</office:meta></office:document-meta>"
    )
