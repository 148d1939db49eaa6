"""The libraries that tests read, and copies of them that tests may change."""

import shutil
from pathlib import Path

LIBRARIES = Path(__file__).parent / "libraries"
SMALL = LIBRARIES / "small"


def copy_library(folder: Path, name: str = "small") -> Path:
    root = folder / name
    shutil.copytree(LIBRARIES / name, root)
    return root
