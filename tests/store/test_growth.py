"""What builds cost, counted in steps of SQLite and in files that are read, not by a clock."""

import shutil

import pytest

from pprkb.knowledge_base.update import update
from pprkb.store.database import open_database
from tests.growth import LINEAR, two_libraries


@pytest.fixture(scope="module")
def libraries(tmp_path_factory):
    return two_libraries(tmp_path_factory, references=80, summaries=24)


def _edit_all_summaries(root):
    for path in (root / "data/summaries").glob("*.md"):
        path.write_bytes(path.read_bytes() + b"\nOne more line.\n")


def _edit_one_summary(root):
    path = min((root / "data/summaries").glob("*.md"))
    path.write_bytes(path.read_bytes() + b"\nOne more line.\n")


def _add_reference(root):
    with (root / "data/references.bib").open("a") as file:
        file.write("\n@book{new2020, author={New, A.}, title={New}, year={2020}, publisher={P}}\n")


def _rename_articles(root):
    """Give the articles other keys, of which no summary knows."""
    path = root / "data/references.bib"
    path.write_text(path.read_text().replace("@article{", "@article{other"))


def _comment_on_topics(root):
    with (root / "data/topics.yaml").open("a") as file:
        file.write("# Nothing else.\n")


EDITS = {
    "all-summaries": _edit_all_summaries,
    "one-summary": _edit_one_summary,
    "one-reference": _add_reference,
    "keys": _rename_articles,
    "topics": _comment_on_topics,
}


def _steps(knowledge_base, folder, change):
    """Return the steps of an update after a change of a copy, and what it did."""
    root = folder / knowledge_base.root.name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(knowledge_base.root, root)
    steps = 0

    def step():
        nonlocal steps
        steps += 1

    with open_database(root / "pprkb.db") as database:
        if change:
            change(root)
        database.conn.set_progress_handler(step, 10)
        built = update(database, root, full=change is None, progress=lambda _words: None)
    return steps, built


@pytest.fixture(scope="module")
def full(libraries, tmp_path_factory):
    """The steps of a full build of the large library."""
    return _steps(libraries[1], tmp_path_factory.mktemp("full"), None)[0]


@pytest.mark.slow
@pytest.mark.parametrize("change", [None, *EDITS.values()], ids=["full", *EDITS])
def test_a_build_costs_at_most_in_proportion_to_the_library(libraries, tmp_path, change):
    small, large = (_steps(one, tmp_path, change)[0] for one in libraries)
    assert large / small <= LINEAR


@pytest.mark.slow
@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS.keys())
def test_an_incremental_build_costs_no_more_than_a_full_one(libraries, full, tmp_path, change):
    incremental, _ = _steps(libraries[1], tmp_path, change)
    # Rows must go before others come; a full build begins with none.
    assert incremental <= 1.5 * full


@pytest.mark.parametrize("change", [_add_reference, _comment_on_topics], ids=["bib", "topics"])
def test_an_edit_of_a_vocabulary_leaves_summaries_alone(libraries, full, tmp_path, change):
    incremental, built = _steps(libraries[1], tmp_path, change)
    assert incremental < 0.5 * full
    assert not [path for path in built.reread if path.endswith(".md")]
