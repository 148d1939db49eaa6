"""Pages of the documentation's site that lie beside `docs/`: MkDocs calls these functions."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_PAGES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md"}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages."""
    root = Path(config.docs_dir).parent
    for source, name in _PAGES.items():
        text = (root / source).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, **_context: object) -> str:
    """Let links lead to where the pages are on the site."""
    for source, name in _PAGES.items():
        markdown = markdown.replace(f"]({source}", f"]({name}")
        markdown = markdown.replace(f"](../{source}", f"]({name}")
    return markdown
