"""LibreOffice as a reader of what we write, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

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
