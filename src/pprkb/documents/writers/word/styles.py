"""The styles of a Word document: our paragraph styles in Word's own styles where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from pprkb.documents.writers.characters import is_east_asian, is_right_to_left
from pprkb.documents.writers.page_setup import (
    CODE_FONT,
    FONT,
    LINK_COLOUR,
    ParagraphStyle,
    StyleName,
)
from pprkb.documents.writers.word.elements import NAMESPACES

# As Word's files name them; its windows show capitals.
_FILE_NAMES = {
    StyleName.HEADER: "header",
    StyleName.CAPTION: "caption",
    StyleName.CONTENTS_1: "toc 1",
    StyleName.CONTENTS_2: "toc 2",
    StyleName.FOOTNOTE: "footnote text",
}
_OUR_OWN = frozenset(
    {
        StyleName.ANNOTATION,
        StyleName.ANNOTATION_NOTE,
        StyleName.EFFECTS,
        StyleName.LABEL,
        StyleName.WARNING,
        StyleName.NOTE,
        StyleName.FIGURE,
        StyleName.TABLE_TEXT,
        StyleName.TABLE_HEAD,
        StyleName.TABLE_END,
        StyleName.CODE,
        StyleName.BYLINE,
        StyleName.CODE_BLOCK,
        StyleName.DIVIDER,
    }
)
_CHARACTER = frozenset({StyleName.HYPERLINK, StyleName.CODE})
_BARE = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/>'
    "<w:unhideWhenUsed/></w:style>"
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
)


@dataclass(frozen=True)
class Styles:
    """The styles of one document."""

    ids: Mapping[str, str]
    """The id by which paragraphs and runs name a style, by our name of it."""
    italic: frozenset[str]
    """Those that are known to be italic."""

    def id(self, name: str) -> str:
        """Return the id by which a paragraph or run names a style."""
        return self.ids[name]


def own_styles(
    styles: BaseOxmlElement,
    paragraph_styles: Mapping[str, ParagraphStyle],
    *,
    language: str,
    text_width: int,
) -> Styles:
    """Put our styles in the place of all that a styles part holds.

    Args:
        styles: The part's element.
        paragraph_styles: By name.
        language: BCP 47 tag of the text.
        text_width: Between the margins, in twips.
    """
    for child in list(styles):
        # The latent styles say how Word shows the styles that are not in use.
        if child.tag != qn("w:latentStyles"):
            styles.remove(child)
    styles.insert(0, _parsed(_defaults(language))[0])
    elements = [
        _definition(name, look, _id(name), based_on=_id(StyleName.BODY), text_width=text_width)
        for name, look in paragraph_styles.items()
    ]
    for element in _parsed(_BARE + "".join(elements) + _character_styles(fonts=True)):
        styles.append(element)
    names = (*paragraph_styles, *_CHARACTER)
    return Styles(
        {name: _id(name) for name in names},
        frozenset(name for name, look in paragraph_styles.items() if look.italic),
    )


def template_styles(
    styles: BaseOxmlElement, paragraph_styles: Mapping[str, ParagraphStyle], *, text_width: int
) -> Styles:
    """Find our styles by name among those of a template and add those it lacks.

    What is added says nothing of fonts, sizes and colours: they are the template's.

    Args:
        styles: The element of the template's styles part.
        paragraph_styles: By name.
        text_width: Between the margins, in twips.
    """
    there = dict(_named(styles))
    taken = {style.get(qn("w:styleId"), "") for style in styles.iter(qn("w:style"))}
    base = there.get(("paragraph", StyleName.BODY.lower()), "")
    ids: dict[str, str] = {}
    italic: set[str] = set()
    added: list[str] = []
    for name in (*paragraph_styles, *_CHARACTER):
        kind = "character" if name in _CHARACTER else "paragraph"
        if found := there.get((kind, name.lower())):
            ids[name] = found
            continue
        identity = _id(name)
        while identity in taken:
            identity += "1"
        ids[name] = identity
        if name in _CHARACTER:
            added.append(_character_style(StyleName(name), identity, fonts=False))
        else:
            look = paragraph_styles[name]
            if look.italic:
                italic.add(name)
            added.append(
                _definition(name, look, identity, based_on=base, text_width=text_width, fonts=False)
            )
    for element in _parsed("".join(added)):
        styles.append(element)
    return Styles(ids, frozenset(italic))


def default_language(styles: BaseOxmlElement) -> str:
    """Return the language that a document's styles give its text, or nothing."""
    path = ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")
    element = styles.find("/".join(qn(step) for step in path))
    return "" if element is None else element.get(qn("w:val"), "")


def _named(styles: BaseOxmlElement) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the id of each style by its kind and each of its names in small letters."""
    for style in styles.iter(qn("w:style")):
        kind, identity = style.get(qn("w:type"), "paragraph"), style.get(qn("w:styleId"), "")
        if kind == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}:
            yield (kind, StyleName.BODY.lower()), identity
        for tag in ("w:aliases", "w:name"):
            element = style.find(qn(tag))
            names = "" if element is None else element.get(qn("w:val"), "")
            for name in names.split(","):
                yield (kind, name.strip().lower()), identity


def _id(name: str) -> str:
    return name.replace(" ", "")


def _parsed(elements: str) -> list[BaseOxmlElement]:
    return cast(
        list[BaseOxmlElement], list(parse_xml(f"<w:styles {NAMESPACES}>{elements}</w:styles>"))
    )


def _defaults(language: str) -> str:
    """Return font and language of the whole document."""
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    east = language if is_east_asian(language) else "ja-JP"
    bidi = language if is_right_to_left(language) else "ar-SA"
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        '<w:sz w:val="24"/><w:szCs w:val="24"/>'
        f'<w:lang w:val="{language}" w:eastAsia="{east}" w:bidi="{bidi}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _definition(
    name: str,
    look: ParagraphStyle,
    identity: str,
    *,
    based_on: str,
    text_width: int,
    fonts: bool = True,
) -> str:
    """Return a style of paragraphs, its children in the order of the schema."""
    is_body = name == StyleName.BODY
    default = ' w:default="1"' if is_body else ""
    custom = ' w:customStyle="1"' if name in _OUR_OWN else ""
    base = "" if is_body or not based_on else f'<w:basedOn w:val="{based_on}"/>'
    # After a heading or a title Word goes on with running text, not with another one.
    follows = f'<w:next w:val="{based_on}"/>' if base and (look.level or look.keep_next) else ""
    file_name = name.lower() if look.level else _FILE_NAMES.get(StyleName(name), name)
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{identity}">'
        f'<w:name w:val="{file_name}"/>{base}{follows}<w:qFormat/>'
        f"<w:pPr>{_layout(look, text_width)}</w:pPr>{_font(look, size=fonts)}</w:style>"
    )


def _layout(look: ParagraphStyle, text_width: int) -> str:
    properties = ""
    if look.keep_next:
        properties += "<w:keepNext/>"
    if look.keep_together:
        properties += "<w:keepLines/>"
    properties += "<w:widowControl/>"
    if look.right_tab:
        properties += (
            f'<w:tabs><w:tab w:val="right" w:leader="{look.right_tab}" w:pos="{text_width}"/>'
            "</w:tabs>"
        )
    before, after = round(20 * look.before), round(20 * look.after)
    lines = round(240 * look.lines)
    properties += (
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{lines}" w:lineRule="auto"/>'
    )
    first = f'w:hanging="{-look.first}"' if look.first < 0 else f'w:firstLine="{look.first}"'
    properties += f'<w:ind w:left="{look.left}" w:right="{look.right}" {first}/>'
    if look.centred:
        properties += '<w:jc w:val="center"/>'
    if look.level:
        properties += f'<w:outlineLvl w:val="{look.level - 1}"/>'
    return properties


def _font(look: ParagraphStyle, *, size: bool) -> str:
    properties = ""
    if look.bold:
        properties += "<w:b/><w:bCs/>"
    if look.italic:
        properties += "<w:i/><w:iCs/>"
    if look.size and size:
        half_points = round(2 * look.size)
        properties += f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def _character_styles(*, fonts: bool) -> str:
    return "".join(_character_style(name, _id(name), fonts=fonts) for name in sorted(_CHARACTER))


def _character_style(name: StyleName, identity: str, *, fonts: bool) -> str:
    if name is StyleName.HYPERLINK:
        properties = f'<w:color w:val="{LINK_COLOUR}"/><w:u w:val="single"/>'
    else:
        properties = f'<w:rFonts w:ascii="{CODE_FONT}" w:hAnsi="{CODE_FONT}" w:cs="{CODE_FONT}"/>'
        if fonts:
            properties += '<w:sz w:val="22"/><w:szCs w:val="22"/>'
    custom = ' w:customStyle="1"' if name in _OUR_OWN else ""
    return (
        f'<w:style w:type="character"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>'
        f"<w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"
    )
