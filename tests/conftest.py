"""What all tests share: the option that renews golden files, and the fixture that compares them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

_GOLDEN = Path(__file__).parent / "golden"


# `make test` and CI try the same examples each time, and remember none; `make fuzz` tries others,
# and more of them. A busy machine is no reason to fail.
settings.register_profile("same", deadline=None, derandomize=True, database=None)
settings.register_profile("fuzz", deadline=None, database=None, print_blob=True, max_examples=1_000)
settings.load_profile(os.environ.get("PPRKB_EXAMPLES", "same"))


@pytest.fixture(autouse=True, scope="session")
def cache_folder() -> Iterator[Path]:
    """Give the tests a cache folder of their own, in this process and in those they start."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        yield Path(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes golden files instead of comparing with them."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what is printed now to tests/golden; look at the difference before you commit",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], None]:
    """Compare bytes with a file below `tests/golden`, by its path there."""

    def compare(name: str, printed: bytes) -> None:
        path = _GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(printed)
            return
        assert path.exists(), f"{name} is missing: run pytest --update-golden and look at it"
        # As text where it is text, so that pytest shows which line differs.
        assert printed.decode() == path.read_bytes().decode()

    return compare
