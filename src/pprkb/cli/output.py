"""Where output goes: a file, whole or not at all, or the terminal."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import click

from pprkb.model.errors import OutputError


def print_json(value: object) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def write_output(content: bytes, output: Path | None, *, binary: bool) -> None:
    """Write a command's output.

    Args:
        content: What to write.
        output: A file, or None or `-` for standard output.
        binary: Whether the content would garble a terminal.

    Raises:
        OutputError: The file cannot be written, or the terminal cannot show it.
    """
    if output is not None and str(output) != "-":
        write_file(output, content)
        click.echo(f"wrote {output}", err=True)
        return
    if binary and sys.stdout.isatty():
        raise OutputError("this format cannot be shown on a terminal", hint="add -o FILE")
    if binary or not sys.stdout.isatty():
        pipe = sys.stdout.buffer
        pipe.write(content)
        pipe.flush()
    else:
        click.echo(content.decode("utf-8-sig"), nl=not content.endswith(b"\n"))


def write_file(path: Path, content: bytes) -> None:
    """Write a file so that it is either the old one or the new one, never a part.

    Raises:
        OutputError: It cannot be written.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(
            f"{path} cannot be written: {error.strerror or error}", hint="choose another place"
        ) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
