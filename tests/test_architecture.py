"""What the code may look like as a whole; `pyproject.toml` says which package may import which."""

from collections import Counter
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src/pprkb"
MODULES = [path for path in sorted(SOURCE.rglob("*.py")) if path.name != "__init__.py"]
MOST_LINES = 500
MOST_MODULES = 16


def test_a_module_can_be_read_at_one_sitting():
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    long = [f"{path.relative_to(SOURCE)} ({n})" for path, n in lines.items() if n > MOST_LINES]
    assert not long, f"part these modules by concept, {MOST_LINES} lines each at most: {long}"


def test_a_folder_can_be_taken_in_at_a_glance():
    modules = Counter(path.parent.relative_to(SOURCE).as_posix() for path in MODULES)
    full = [f"{folder} ({n})" for folder, n in modules.items() if n > MOST_MODULES]
    assert not full, f"put modules of one concept into a folder of their own: {full}"
