"""The process that sets PDFs: it is replaced before it grows, and may end at any time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from pprkb.documents.writers.typesetter import Job, Typesetter
from pprkb.model.errors import OutputError

pytest.importorskip("typst")


def job(text: str, *attempts: dict[str, object]) -> Job:
    return Job(
        source=text.encode(),
        date=datetime(2026, 1, 1, tzinfo=UTC),
        attempts=attempts or ({"ignore_system_fonts": True},),
    )


@pytest.fixture
def typesetter() -> Iterator[Typesetter]:
    made = Typesetter(most_bytes=100)
    yield made
    made.end()


def pid(typesetter: Typesetter) -> int | None:
    return typesetter._process.pid if typesetter._process else None


def test_one_process_sets_documents_until_they_are_too_much_to_remember(
    typesetter: Typesetter,
) -> None:
    assert typesetter.typeset(job("a")).startswith(b"%PDF")
    first = pid(typesetter)
    assert first
    typesetter.typeset(job("b" * 99))
    assert pid(typesetter) == first, "100 bytes are not more than 100"
    typesetter.typeset(job("c"))
    assert pid(typesetter) is None, "101 bytes are"
    assert typesetter.typeset(job("a")).startswith(b"%PDF")
    assert pid(typesetter) not in {None, first}


def test_the_same_program_gives_the_same_bytes_in_any_process(typesetter: Typesetter) -> None:
    first = typesetter.typeset(job("= Same"))
    typesetter.end()
    assert typesetter.typeset(job("= Same")) == first


def test_a_process_that_has_ended_is_replaced(typesetter: Typesetter) -> None:
    typesetter.typeset(job("a"))
    assert typesetter._process
    typesetter._process.kill()
    typesetter._process.wait()
    assert typesetter.typeset(job("b")).startswith(b"%PDF")


def test_one_that_ends_while_it_sets_is_said(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(OutputError, match="ended before the PDF was made"):
        typesetter.typeset(job("a"))
    monkeypatch.undo()
    assert typesetter.typeset(job("a")).startswith(b"%PDF")


def test_what_typst_refuses_is_tried_with_the_next_options(typesetter: Typesetter) -> None:
    ways = ({"pdf_standards": ["ua-1"]}, {})
    assert typesetter.typeset(job("no title", *ways)).startswith(b"%PDF")


def test_a_program_that_typst_refuses_is_a_bug_and_says_why(typesetter: Typesetter) -> None:
    with pytest.raises(RuntimeError, match="unclosed delimiter"):
        typesetter.typeset(job("#("))
    assert typesetter.typeset(job("a")).startswith(b"%PDF")
