"""Markdown prose: its citations in pandoc's form, and its text without markup.

The grammar of `[@key, p. 3; @other]` and `@key [p. 3]` is that of the pandoc manual, section
"Citation syntax". Anything that does not follow it is prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pprkb.model.citation import Citation, CitationMode, Cite
from pprkb.model.errors import EditError
from pprkb.text.spelling import nfc

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token as Token

# An accent may follow its letter as a character of its own (Unicode's form NFD).
_BARE_KEY = r"\w(?:[\w\u0300-\u036f]|[:.#$%&+?<>~/-](?=\w))*"
_KEY = rf"\{{[^{{}}\s]+\}}|{_BARE_KEY}"
_PLAIN_KEY = re.compile(_BARE_KEY)
_CITE = re.compile(rf"(?P<minus>-?)@(?P<key>{_KEY})")
_LINE_END = r"(?:\r\n|\n|\r(?!\n))"
_CANDIDATE = re.compile(
    r"(?P<fenced>(?:^|(?<=[\r\n]))[ ]{0,3}(?P<fence>`{3,}(?=[^`\r\n]*(?:[\r\n]|$))|~{3,}).*?"
    r"(?:[\r\n][ ]{0,3}(?P=fence)|\Z))"
    # Code within a line ends with its paragraph: a lone ` is a typewriter's quotation mark.
    rf"|(?P<code>(?P<ticks>`+)(?:(?!(?P=ticks)|{_LINE_END}[ \t]*{_LINE_END}).)*?(?P=ticks))"
    rf"|(?P<escaped>\\.)"
    rf"|(?P<cluster>\[[^\[\]]*?(?<![\w])-?@(?:{_KEY})[^\[\]]*\](?!\())"
    rf"|(?<![\w@.+/-])@(?P<key>{_KEY})(?:[ ]?\[(?!\^)(?P<locator>[^\[\]@]*)\](?!\())?",
    re.DOTALL,
)
_NAMES_OF_LABELS = {
    "page": "p pp page pages", "chapter": "ch chs chap chaps chapter chapters",
    "section": "sec secs section sections § §§",
    "paragraph": "para paras par paragraph paragraphs ¶", "volume": "vol vols volume volumes",
    "figure": "fig figs figure figures", "table": "table tables", "line": "l ll line lines",
    "note": "n nn note notes footnote footnotes", "verse": "v vv verse verses",
    "part": "pt pts part parts", "book": "bk bks book books", "opus": "op opp opus",
    "issue": "no nos",
    "article-locator": "art arts article articles", "appendix": "app appendix appendices",
    "act": "act acts", "scene": "scene scenes", "column": "col cols column columns",
    "folio": "fol fols folio folios",
}  # fmt: skip
_LABELS = {name: label for label, names in _NAMES_OF_LABELS.items() for name in names.split()}
_LABEL = r"|".join(sorted(map(re.escape, _LABELS), key=len, reverse=True))
_PLACE = r"(?-i:(?:[A-Za-z]{0,3}\d[^,;&\s]*|[ivxlcdm]+(?:[–-]+[ivxlcdm]+)?|[A-Z])(?![^\W\d]))"
_FURTHER = r"(?:(?:\s*,\s*|\s*&\s*|\s+and\s+)\d[^,;&\s]*)*"
_LOCATOR = re.compile(
    rf"^(?P<label>{_LABEL})(?![^\W\d])\.?\s*(?P<locator>{_PLACE}{_FURTHER})", re.IGNORECASE
)
_LABEL_FIRST = re.compile(rf"^(?P<label>{_LABEL})(?![^\W\d])\.?\s*", re.IGNORECASE)
_BARE_LOCATOR = re.compile(rf"^(?P<locator>\d[\d–-]*(?=$|[,&\s]){_FURTHER})(?=$|[,&\s])")
_IN_BRACES = re.compile(r"^\{(?P<inside>[^{}]*)\}")
_RANGE = re.compile(r"\s*(?:-{2,}|[–—])\s*|(?<=\d)-(?=[a-z]{0,3}\d)", re.IGNORECASE)
_JOINED = re.compile(r"\s*([,&])\s*|\s+and\s+")


class FoundCitation(NamedTuple):
    """A citation and the stretch of text it takes."""

    start: int
    end: int
    citation: Citation


def find_citations(text: str) -> Iterator[FoundCitation]:
    """Yield the citations of a Markdown text in order; code and escaped text hold none."""
    if "@" not in text:
        return
    for match in _CANDIDATE.finditer(text):
        if found := _found(match):
            yield found


def citation_at(text: str, position: int) -> FoundCitation | None:
    """Return the citation that begins at a place of a Markdown text outside code, if one does."""
    match = _CANDIDATE.match(text, position)
    return _found(match) if match else None


def _found(match: re.Match[str]) -> FoundCitation | None:
    if cluster := match["cluster"]:
        return FoundCitation(match.start(), match.end(), _cluster(cluster[1:-1]))
    if key := match["key"]:
        label, locator, suffix = read_locator(match["locator"] or "")
        cite = Cite(key=key.strip("{}"), label=label, locator=locator, suffix=suffix)
        citation = Citation(cites=(cite,), mode=CitationMode.NARRATIVE)
        return FoundCitation(match.start(), match.end(), citation)
    return None


def rename_citation(text: str, old: str, new: str) -> str:
    """Return a Markdown text whose citations of one key cite another; all else stays.

    Args:
        text: Markdown, or the lines of a file that hold it.
        old: The key that is cited; case matters, as everywhere in prose, the form of Unicode does
            not.
        new: The key to be cited.

    Raises:
        EditError: The text would be read otherwise than intended.
    """
    out: list[str] = []
    position = 0
    for start, end in _key_places(text):
        written = text[start:end]
        if nfc(written.strip("{}")) != nfc(old):
            continue
        braced = written.startswith("{") or not _PLAIN_KEY.fullmatch(new)
        out += [text[position:start], f"{{{new}}}" if braced else new]
        position = end
    if not out:
        return text
    renamed = "".join(out) + text[position:]
    expected = [_with_key(found.citation, old, new) for found in find_citations(text)]
    if [found.citation for found in find_citations(renamed)] != expected:
        line = text.count("\n", 0, start) + 1
        raise EditError(
            f"line {line}: the citation of {old} cannot be changed to {new}",
            hint="change it by hand",
        )
    return renamed


def _key_places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of the keys of citations, braces included."""
    for match in _CANDIDATE.finditer(text) if "@" in text else ():
        if cluster := match["cluster"]:
            offset = match.start() + 1
            for part in cluster[1:-1].split(";"):
                if cite := _CITE.search(part):
                    yield offset + cite.start("key"), offset + cite.end("key")
                offset += len(part) + 1
        elif match["key"]:
            yield match.span("key")


def _with_key(citation: Citation, old: str, new: str) -> Citation:
    cites = (replace(c, key=new) if nfc(c.key) == nfc(old) else c for c in citation.cites)
    return replace(citation, cites=tuple(cites))


def _cluster(inside: str) -> Citation:
    cites: list[Cite] = []
    before = ""
    for part in inside.split(";"):
        match = _CITE.search(part)
        if not match:
            # A stretch without a key, such as "[see @a; and others]", belongs to the cite before.
            # Before the first one it leads to the cite behind it: nothing that is written is lost.
            if not cites:
                before += f"{part.strip()}; "
            else:
                last = cites[-1]
                suffix = f"{last.suffix};{part.rstrip()}"
                cites[-1] = replace(last, suffix=suffix)
            continue
        label, locator, suffix = read_locator(part[match.end() :])
        cites.append(
            Cite(
                key=match["key"].strip("{}"),
                label=label,
                locator=locator,
                prefix=(before + part[: match.start()]).strip(),
                suffix=suffix,
                suppress_author=bool(match["minus"]),
            )
        )
        before = ""
    return Citation(cites=tuple(cites))


def read_locator(text: str) -> tuple[str, str, str]:
    """Read "p. 3" or "pp. 3–5, see there" into CSL's label, the locator and what follows.

    Returns:
        Label and locator, both empty if there is no locator, and the rest; with its comma, as
        in "(Berg, 2016, Preface)", where the rest is all there is.
    """
    written = text.strip()
    rest = written.removeprefix(",").strip()
    if match := _IN_BRACES.match(rest):
        # Braces say where a locator begins and ends that would not be seen otherwise.
        inside = match["inside"].strip()
        after = rest[match.end() :].strip()
        if named := _LABEL_FIRST.match(inside):
            label = _LABELS[named["label"].casefold()]
            return label, _tidy(inside[named.end() :], label), after
        return ("page", _tidy(inside, "page"), after) if inside else ("", "", after)
    if match := _LOCATOR.match(rest):
        label = _LABELS[match["label"].casefold()]
        return label, _tidy(match["locator"], label), rest[match.end() :].strip()
    if match := _BARE_LOCATOR.match(rest):
        return "page", _tidy(match["locator"], "page"), rest[match.end() :].strip()
    return "", "", f", {rest}" if rest and written.startswith(",") else rest


def _tidy(locator: str, label: str) -> str:
    """Write "12--13" and "12& 14" as they are printed; a hyphen may be a chapter's own."""
    if label == "page" or "--" in locator:
        locator = _RANGE.sub("–", locator)
    return _JOINED.sub(lambda match: ", " if match[1] == "," else " & ", locator)


@cache
def markdown_parser(*, curly: bool = False) -> MarkdownIt:
    """Return a parser of CommonMark with tables; HTML is text like any other.

    Args:
        curly: Whether straight quotation marks become curly ones; nothing else is replaced.
    """
    from markdown_it import MarkdownIt  # citations are looked for where it is not needed

    parser = MarkdownIt("commonmark", {"html": False, "typographer": curly}).enable("table")
    with_times(parser)
    return parser.enable("smartquotes") if curly else parser


def with_times(parser: MarkdownIt) -> None:
    """Make asterisks between digits signs of multiplication; in CommonMark "2*2*2" is 222."""
    parser.inline.ruler.before("emphasis", "times", _times)


def _times(state: StateInline, silent: bool) -> bool:
    at = state.pos
    if state.src[at] != "*" or not 0 < at < state.posMax - 1:
        return False
    if not (state.src[at - 1].isdigit() and state.src[at + 1].isdigit()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def plain_paragraphs(markdown: str, cited: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paragraphs of a Markdown text without its mark-up.

    Items of lists begin with a dash or their number; `[@key]` becomes "(Wampold, 2015)".

    Args:
        markdown: Prose with citations in pandoc's form.
        cited: How works are cited, without parentheses, by key; others are named by their key.
    """
    if not markdown.strip():
        return ()
    return tuple(_paragraphs(markdown_parser().parse(_without_citations(markdown, cited))))


def _without_citations(markdown: str, cited: Mapping[str, str]) -> str:
    parts = []
    position = 0
    for found in find_citations(markdown):
        parts.append(markdown[position : found.start])
        parts.append(_printed(found.citation, cited))
        position = found.end
    return "".join([*parts, markdown[position:]])


def _printed(citation: Citation, cited: Mapping[str, str]) -> str:
    works = []
    for cite in citation.cites:
        work = cited.get(cite.key, cite.key)
        if cite.suppress_author:
            work = work.rpartition(", ")[2]
        citation_text = " ".join(filter(None, (cite.prefix, work + _place(cite))))
        # ", for more" begins with its own mark, "for more" does not.
        blank = "" if cite.suffix[:1] in ("", *",.;: ") else " "
        works.append(f"{citation_text}{blank}{cite.suffix}")
    if citation.mode is CitationMode.PARENTHETICAL:
        return f"({'; '.join(works)})"
    names, comma, year = works[0].rpartition(", ")
    return f"{names} ({year})" if comma else works[0]


def _place(cite: Cite) -> str:
    """Write a locator as APA does (manual, section 8.13): "p. 3", "pp. 3-5", "chapter 2"."""
    if not cite.locator:
        return ""
    label = cite.label
    if label == "page":
        label = "pp." if re.search(r"[-–,&]", cite.locator) else "p."
    return f", {label} {cite.locator}"


def _paragraphs(tokens: list[Token]) -> Iterator[str]:
    marker = ""
    for token in tokens:
        match token.type:
            case "list_item_open":
                marker = f"{token.info}. " if token.info else "- "
            case "inline":
                text = " ".join(_inline_text(token.children or []).split())
                if text:
                    yield marker + text
                    marker = ""
            case "code_block" | "fence":
                if text := " ".join(token.content.split()):
                    yield marker + text
                    marker = ""


def _inline_text(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.append(_inline_text(token.children or []))
        else:
            parts.append(token.content)
    return "".join(parts)
