"""Where output goes: a file, whole or not at all, or the terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pprkb.cli.terminal import visible_json
from pprkb.model.errors import OutputError

if TYPE_CHECKING:
    from pprkb.knowledge_base import KnowledgeBase


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(visible_json(json.dumps(value, ensure_ascii=False, indent=2)))


def print_exactly(text: str) -> None:
    """Print text that programs read, such as a difference: byte for byte but on a terminal."""
    if sys.stdout.isatty():
        click.echo(text, nl=False)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode(errors="replace"))
    sys.stdout.buffer.flush()


def many(number: int, one: str, several: str = "") -> str:
    """Write a number with its word: "1 error", "2 errors"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def write_output(
    knowledge_base: KnowledgeBase, content: bytes, output: Path | None, *, binary: bool
) -> None:
    """Write a command's output.

    Args:
        knowledge_base: Whose files are never written over.
        content: What to write.
        output: A file, or None or `-` for standard output.
        binary: Whether the content would garble a terminal.

    Raises:
        OutputError: The file belongs to a library, it cannot be written, or the terminal cannot
            show it.
    """
    if output is not None and str(output) != "-":
        knowledge_base.write_file(output, content)
        click.echo(f"wrote {output}", err=True)
        return
    if binary and sys.stdout.isatty():
        raise OutputError("this format cannot be shown on a terminal", hint="add -o FILE")
    if binary or not sys.stdout.isatty():
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        click.echo(content.decode("utf-8-sig"), nl=not content.endswith(b"\n"))
