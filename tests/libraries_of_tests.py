"""The libraries that tests read, and copies of them that tests may change."""

import shutil
from pathlib import Path

LIBRARIES = Path(__file__).parent / "libraries"
SMALL = LIBRARIES / "small"


def copy_library(folder: Path, name: str = "small") -> Path:
    root = folder / name
    shutil.copytree(LIBRARIES / name, root, ignore=shutil.ignore_patterns("pprkb.db*"))
    return root


def made_library(folder: Path, files: dict[str, str]) -> Path:
    """Write the files of a library, by their paths below `data`."""
    for name, text in files.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder
