"""The OpenDocument file around the text: styles, page, header and properties."""

from __future__ import annotations

from collections.abc import Mapping

from pprkb.documents.document import Document
from pprkb.documents.writers.characters import is_right_to_left, language_tag
from pprkb.documents.writers.odt.styles import FIRST_PAGE, NAMESPACES, escaped, page_xml, styles_xml
from pprkb.documents.writers.page_setup import (
    CODE_FONT,
    FONT,
    Page,
    ParagraphStyle,
    data_date,
    running_head,
)
from pprkb.files.archive import write_archive

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
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"


def packed(
    document: Document,
    paragraph_styles: Mapping[str, ParagraphStyle],
    page: Page,
    *,
    body: str,
    automatic: str,
) -> bytes:
    """Return the file; its archive is dated 1980, so that equal documents are equal files.

    Args:
        document: Gives language, running head and properties.
        paragraph_styles: By name.
        page: Its size.
        body: The text, as children of `office:text`.
        automatic: The styles that the text needs beside the named ones.
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
        for name, kind in (("/", _MIME), *((name, "text/xml") for name in members))
    )
    members["META-INF/manifest.xml"] = (
        f'<manifest:manifest xmlns:manifest="{_MANIFEST}" manifest:version="1.3">{entries}'
        "</manifest:manifest>"
    )
    # First and not compressed, so that the kind of file is seen from its bytes.
    files = {"mimetype": _MIME.encode()}
    for name, content in members.items():
        files[name] = (_DECLARATION + content).encode("utf-8", errors="replace")
    return write_archive(files, stored=("mimetype",))


def _styles(document: Document, paragraph_styles: Mapping[str, ParagraphStyle], page: Page) -> str:
    head = running_head(document)
    turned = is_right_to_left(language_tag(document.language))
    mode = ' style:writing-mode="rl-tb" fo:text-align="right"' if turned else ""
    named = styles_xml(paragraph_styles, language=language_tag(document.language), page=page)
    return (
        f"<office:document-styles {NAMESPACES}>"
        f"<office:font-face-decls>{_FONTS}</office:font-face-decls>"
        f"<office:styles>{_DASH}{named}</office:styles>"
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
