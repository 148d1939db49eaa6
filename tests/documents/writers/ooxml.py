"""Whether a Word file is as its standard asks: what Word would otherwise offer to repair.

The orders of children are those of the schema `wml.xsd` of ECMA-376, part 1 (transitional in
part 4), for the elements that we write and those that templates bring.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

_RPR = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
    " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_EDGES = "top left start bottom right end insideH insideV tl2br tr2bl"
ORDERS = {
    f"{{{W}}}{tag}": [f"{{{W}}}{child}" for child in children.split()]
    for tag, children in {
        "document": "background body",
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
        " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
        " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
        " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": _RPR,
        "numPr": "ilvl numId",
        "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize"
        " tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption"
        " tblDescription",
        "tblBorders": _EDGES,
        "tcBorders": _EDGES,
        "tblCellMar": _EDGES,
        "tr": "tblPrEx trPr tc",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection"
        " tcFitText vAlign hideMark",
        "sdt": "sdtPr sdtEndPr sdtContent",
        "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc"
        " pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi"
        " rtlGutter docGrid printerSettings sectPrChange",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
        " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr"
        " trPr tcPr tblStylePr",
        "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
        "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr"
        " rPr",
        "num": "abstractNumId lvlOverride",
        "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime"
        " doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText"
        " printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts"
        " saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges"
        " bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors"
        " hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate"
        " linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView"
        " trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection"
        " autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation"
        " consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength"
        " clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting"
        " bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing"
        " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery"
        " displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin"
        " drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning"
        " characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter"
        " noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml"
        " ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml"
        " saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags"
        " alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat"
        " docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping"
        " doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions"
        " readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags"
        " decimalSymbol listSeparator",
    }.items()
} | {
    f"{{{WP}}}inline": [
        *(f"{{{WP}}}{tag}" for tag in ("extent", "effectExtent", "docPr", "cNvGraphicFramePr")),
        f"{{{A}}}graphic",
    ],
    f"{{{WPS}}}wsp": [
        f"{{{WPS}}}{tag}" for tag in ("cNvPr", "cNvSpPr", "cNvCnPr", "spPr", "txbx", "bodyPr")
    ],
    f"{{{WPS}}}spPr": [
        f"{{{A}}}{tag}" for tag in ("xfrm", "prstGeom", "noFill", "solidFill", "ln")
    ],
    f"{{{A}}}ln": [f"{{{A}}}{tag}" for tag in ("noFill", "solidFill", "prstDash")],
}
_BLOCKS = {f"{{{W}}}{tag}" for tag in ("p", "tbl", "sdt", "bookmarkStart", "bookmarkEnd")}


def faults(content: bytes) -> list[str]:
    """Return what is wrong with a Word file; nothing where it opens without repair."""
    return list(_faults(content))


def _faults(content: bytes):
    archive = zipfile.ZipFile(io.BytesIO(content))
    names = archive.namelist()
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{name} stands {count} times in the archive"
    trees = {
        name: etree.fromstring(archive.read(name))
        for name in names
        if name.endswith((".xml", ".rels"))
    }
    yield from _types(trees.get("[Content_Types].xml"), names)
    yield from _relationships(trees, set(names))
    document = trees["word/document.xml"]
    for name, tree in trees.items():
        yield from _orders(name, tree)
    yield from _body(document)
    yield from _styles(document, trees["word/styles.xml"])
    lists = [tree for name, tree in trees.items() if name.startswith("word/numbering")]
    yield from _numbers(document, lists[0] if lists else None)
    yield from _marks(document)


def _types(types, names):
    if types is None:
        yield "no content types"
        return
    defaults = {one.get("Extension").lower() for one in types.iter(f"{{{TYPES}}}Default")}
    parts = [one.get("PartName") for one in types.iter(f"{{{TYPES}}}Override")]
    overrides = {
        one.get("PartName"): one.get("ContentType") for one in types.iter(f"{{{TYPES}}}Override")
    }
    for part, count in Counter(parts).items():
        if count > 1:
            yield f"{part} has {count} content types"
    for part in overrides:
        if part.removeprefix("/") not in names:
            yield f"a content type for {part}, which is not there"
    for name in names:
        if f"/{name}" not in overrides and name.rpartition(".")[2].lower() not in defaults:
            yield f"{name} has no content type"
    if overrides.get("/word/document.xml") != MAIN_TYPE:
        yield f"the document is of type {overrides.get('/word/document.xml')}"


def _relationships(trees, names):
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, file = posixpath.split(name)
        source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
        known = {}
        for one in tree.iter(f"{{{RELS}}}Relationship"):
            if one.get("Id") in known:
                yield f"{name}: {one.get('Id')} stands twice"
            known[one.get("Id")] = one
            if one.get("TargetMode") == "External":
                continue
            target = one.get("Target")
            full = posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
            full = target.removeprefix("/") if target.startswith("/") else full
            if full not in names:
                yield f"{name}: {target} is not there"
        if source in trees:
            for element in trees[source].iter():
                for attribute, value in element.attrib.items():
                    if attribute.startswith(f"{{{R}}}") and value not in known:
                        yield f"{source}: {value} leads nowhere"
    for name, tree in trees.items():
        uses = any(key.startswith(f"{{{R}}}") for one in tree.iter() for key in one.attrib)
        rels = posixpath.join(posixpath.dirname(name), "_rels", posixpath.basename(name) + ".rels")
        if uses and rels not in names:
            yield f"{name} has no relationships"


def _orders(name, tree):
    for element in tree.iter(etree.Element):
        order = ORDERS.get(element.tag)
        if order is None:
            continue
        places = []
        for child in element.iterchildren(etree.Element):
            if child.tag in order:
                places.append(order.index(child.tag))
            elif child.tag.startswith(f"{{{W}}}"):
                yield f"{name}: {_short(child)} is no child of {_short(element)}"
        if places != sorted(places):
            tags = " ".join(_short(child) for child in element)
            yield f"{name}: {_short(element)} has its children in the order {tags}"


def _short(element):
    return etree.QName(element).localname


def _body(document):
    body = document.find(f"{{{W}}}body")
    if body[-1].tag != f"{{{W}}}sectPr":
        yield "the body does not end with the properties of its section"
    for child in body[:-1]:
        if child.tag not in _BLOCKS:
            yield f"{_short(child)} stands in the body"
    for cell in document.iter(f"{{{W}}}tc"):
        if cell[-1].tag != f"{{{W}}}p":
            yield "a cell does not end with a paragraph"
    for table in document.iter(f"{{{W}}}tbl"):
        columns = len(table.find(f"{{{W}}}tblGrid"))
        for row in table.iterchildren(f"{{{W}}}tr"):
            spans = [one.get(f"{{{W}}}val") for one in row.iter(f"{{{W}}}gridSpan")]
            if not spans and len(row.findall(f"{{{W}}}tc")) != columns:
                yield "a row has not as many cells as the table has columns"
    for choice in document.iter(f"{{{MC}}}Choice"):
        for prefix in choice.get("Requires").split():
            if prefix not in choice.nsmap:
                yield f"a choice requires {prefix}, which is not declared there"
    depth = 0
    for mark in document.iter(f"{{{W}}}fldChar"):
        depth += {"begin": 1, "end": -1}.get(mark.get(f"{{{W}}}fldCharType"), 0)
        if depth < 0:
            yield "a field ends that was not begun"
    if depth:
        yield "a field does not end"


def _styles(document, styles):
    known = {}
    for style in styles.iter(f"{{{W}}}style"):
        identity = style.get(f"{{{W}}}styleId")
        if identity in known:
            yield f"the style {identity} is defined twice"
        known[identity] = style.get(f"{{{W}}}type")
    names = Counter(
        (style.get(f"{{{W}}}type"), style.find(f"{{{W}}}name").get(f"{{{W}}}val").lower())
        for style in styles.iter(f"{{{W}}}style")
    )
    for name, count in names.items():
        if count > 1:
            yield f"{count} styles are named {name}"
    for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        for used in document.iter(f"{{{W}}}{tag}"):
            if known.get(used.get(f"{{{W}}}val")) != kind:
                yield f"no style {used.get(f'{{{W}}}val')} of the kind {kind}"
    for tag in ("basedOn", "next", "link"):
        for used in styles.iter(f"{{{W}}}{tag}"):
            if used.get(f"{{{W}}}val") not in known:
                yield f"a style has {used.get(f'{{{W}}}val')} for {tag}, which is not there"


def _numbers(document, numbering):
    lists, definitions = set(), set()
    if numbering is not None:
        lists = {one.get(f"{{{W}}}numId") for one in numbering.iter(f"{{{W}}}num")}
        definitions = {
            one.get(f"{{{W}}}abstractNumId") for one in numbering.iter(f"{{{W}}}abstractNum")
        }
        for one in numbering.iter(f"{{{W}}}num"):
            if one.find(f"{{{W}}}abstractNumId").get(f"{{{W}}}val") not in definitions:
                yield "a list has no definition"
    for used in document.iter(f"{{{W}}}numId"):
        if used.get(f"{{{W}}}val") not in lists | {"0"}:
            yield f"no list has the number {used.get(f'{{{W}}}val')}"


def _marks(document):
    starts = [one.get(f"{{{W}}}id") for one in document.iter(f"{{{W}}}bookmarkStart")]
    ends = [one.get(f"{{{W}}}id") for one in document.iter(f"{{{W}}}bookmarkEnd")]
    names = [one.get(f"{{{W}}}name") for one in document.iter(f"{{{W}}}bookmarkStart")]
    if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
        yield "bookmarks do not begin and end once each"
    if len(set(names)) != len(names):
        yield "two bookmarks have one name"
    for name in names:
        if len(name) > 40 or not (name[0].isalpha() or name[0] == "_"):
            yield f"Word takes no bookmark named {name}"
    drawings = [one.get("id") for one in document.iter(f"{{{WP}}}docPr")]
    if len(set(drawings)) != len(drawings):
        yield "two drawings have one number"
    for drawing in document.iter(f"{{{WP}}}docPr"):
        if not drawing.get("descr"):
            yield "a drawing has no words"
