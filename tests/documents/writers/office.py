"""Readers of what we write: LibreOffice, where it is installed, and striprtf."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from striprtf.striprtf import rtf_to_text

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def converted(folder: Path, files: dict[str, bytes], to: str) -> dict[str, bytes]:
    """Convert files with LibreOffice.

    Args:
        folder: For the files and for LibreOffice's profile, so that none of the user's is touched.
        files: Their bytes by name.
        to: As `--convert-to` takes it, such as "txt:Text (encoded):UTF8".

    Returns:
        The bytes of each by its name without the ending.
    """
    source, target = folder / "source", folder / "target"
    source.mkdir()
    for name, content in files.items():
        (source / name).write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            *(str(SOFFICE), "--headless", f"-env:UserInstallation={profile}"),
            *("--convert-to", to, "--outdir", str(target)),
            *(str(source / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {path.stem: path.read_bytes() for path in target.iterdir()}


def read_rtf(content: str) -> str:
    """Return the text of rich text as striprtf reads it, with the halves of characters joined."""
    return rtf_to_text(content).encode("utf-16", "surrogatepass").decode("utf-16")
