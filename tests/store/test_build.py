"""The database is what the text files say: after any edits, after any accident."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.errors import DatabaseError
from pprkb.model.filters import Filters
from pprkb.query.articles import find_articles
from pprkb.query.lists import all_lists
from pprkb.query.terms import all_research_types, all_topics
from tests.libraries_of_tests import LIBRARIES, SMALL, copy_library

DEFAULT = LIBRARIES.parents[1]
TABLES = (
    *("source_file", "reference", "contributor", "reference_contributor", "topic"),
    *("research_type", "summary", "summary_reference", "summary_topic", "effect_size"),
    *("reading_list", "reading_list_section", "reading_list_item", "article", "article_fts"),
    *("notice", "keyword", "reference_keyword", "keyword_topic"),
)


def contents(database):
    """Everything the database says, in an order that does not depend on its history."""
    with closing(sqlite3.connect(database)) as connection:
        said = {
            table: sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
            for table in TABLES
        }
        said["problem"] = sorted(
            connection.execute("SELECT rule, path, line, key, message, hint FROM problem")
        )
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return said


def fresh(root, folder):
    database = folder / "fresh.db"
    database.unlink(missing_ok=True)
    KnowledgeBase(root, database).build()
    return contents(database)


@pytest.fixture
def small(tmp_path):
    return KnowledgeBase(copy_library(tmp_path), tmp_path / "pprkb.db")


@pytest.mark.parametrize("root", [SMALL, DEFAULT], ids=["small", "default"])
def test_what_comes_out_is_what_the_files_say(root, tmp_path):
    library = load_library(scan(root))
    with KnowledgeBase(root, tmp_path / "pprkb.db").reading() as database:
        articles = find_articles(database, Filters())
        assert {a.key: a.reference for a in articles if a.reference} == library.references
        assert {s.id: s for a in articles for s in a.summaries} == library.summaries
        assert all_topics(database) == library.topics
        assert all_research_types(database) == library.research_types
        assert {made.slug: made for made in all_lists(database)} == library.reading_lists


def test_building_twice_changes_no_byte(small):
    small.build()
    before = small.database.read_bytes()
    built, _ = small.build()
    assert (built.added, built.changed, built.removed) == ((), (), ())
    assert small.database.read_bytes() == before


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"{path} does not hold {old}")
    path.write_text(text.replace(old, new), encoding="utf-8")


def _edit_summary(root):
    edit(root / "data/summaries/2018-11-alliance.md", "moderate", "considerable")


def _move_summary_to_another_work(root):
    edit(
        root / "data/summaries/2018-11-alliance.md",
        "reference: fluckiger2018",
        "reference: hayes2017",
    )


def _delete_summary(root):
    (root / "data/summaries/2019-02-debate.md").unlink()


def _rename_summary(root):
    path = root / "data/summaries/2019-03-no-reference.md"
    path.rename(path.with_name("2019-03-renamed.md"))


def _break_summary(root):
    edit(root / "data/summaries/2018-11-alliance.md", "topics: [alliance]", "topics: [aliance]")


def _delete_topic(root):
    edit(root / "data/topics.yaml", "  - id: cbt\n", "  - id: cognitive\n")


def _delete_topics(root):
    (root / "data/topics.yaml").unlink()


def _delete_reference(root):
    path = root / "data/references.bib"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("@book{wampold2015")], encoding="utf-8")


def _rename_key(root):
    edit(root / "data/references.bib", "{hayes2017,", "{hayes2017client,")


def _change_list(root):
    edit(root / "data/reading-lists/alliance.yaml", "importance: further", "importance: essential")


def _new_problem_file(root):
    (root / "data/summaries/notes.txt").write_text("?", encoding="utf-8")


def _insert_references_first(root):
    path = root / "data/references.bib"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        "@book{first2001, author={Wampold, Bruce E. and Aaa, B.}, title={One}, year={2001},"
        " publisher={P}, keywords={alliance, CBT}}\n"
        "@book{second2001, author={Bbb, B.}, title={Two}, year={2001}, publisher={P}}\n\n" + text,
        encoding="utf-8",
    )


def _move_reference_to_the_end(root):
    path = root / "data/references.bib"
    text = path.read_text(encoding="utf-8")
    begin = text.index("@article{fluckiger2018")
    end = text.index("@", begin + 1)
    path.write_text(f"{text[:begin]}{text[end:]}\n{text[begin:end]}", encoding="utf-8")


def _change_names_of_reference(root):
    edit(root / "data/references.bib", "Horvath, Adam O.", "Symonds, Dianne")


def _comment_on_topics(root):
    path = root / "data/topics.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# Nothing else.\n", encoding="utf-8")


def _change_label_of_topic(root):
    edit(root / "data/topics.yaml", "label: ", "label: The ")


def _change_label_of_type(root):
    edit(root / "data/research-types.yaml", "label: ", "label: A ")


def _change_title_of_reference(root):
    edit(root / "data/references.bib", "The great psychotherapy debate", "The small debate")


EDITS = [
    value
    for name, value in list(globals().items())
    if name.startswith("_") and callable(value) and value.__module__ == __name__
]


@pytest.mark.parametrize("change", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_an_incremental_build_says_what_a_fresh_one_says(small, change, tmp_path):
    small.build()
    change(small.root)
    small.build()
    assert contents(small.database) == fresh(small.root, tmp_path)


def test_edits_one_after_another(small, tmp_path):
    small.build()
    for change in EDITS:
        try:
            change(small.root)
        except (FileNotFoundError, ValueError):
            continue  # an earlier edit took away what this one would change
        small.build()
        assert contents(small.database) == fresh(small.root, tmp_path)


def test_ties_are_listed_in_the_order_of_the_file_whatever_was_stored_first(small):
    entry = "@book{{{}, author={{Same, A.}}, title={{Same}}, year={{2001}}, publisher={{P}}}}\n"
    path = small.root / "data/references.bib"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + entry.format("later"), encoding="utf-8")
    small.build()
    path.write_text(entry.format("earlier") + before + entry.format("later"), encoding="utf-8")
    keys = [one.key for one in small.articles(Filters(authors=("Same",)))]
    assert keys == ["earlier", "later"]


def test_a_name_that_comes_is_found_where_it_was_unknown(small, tmp_path):
    edit(small.root / "data/summaries/2019-02-debate.md", "## Summary\n", "## Summary\n@new2020 ")
    assert small.build()[1].errors == 1
    path = small.root / "data/references.bib"
    entry = "@book{new2020, author={New, A.}, title={New}, year={2020}, publisher={P}}\n"
    path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")
    built, counts = small.build()
    assert counts.errors == 0
    assert "data/summaries/2019-02-debate.md" in built.reread
    assert contents(small.database) == fresh(small.root, tmp_path)


@pytest.mark.parametrize("change", [_insert_references_first, _comment_on_topics])
def test_summaries_are_not_read_again_while_every_name_means_what_it_meant(small, change):
    small.build()
    change(small.root)
    built, _ = small.build()
    assert not [path for path in built.reread if path.endswith(".md")]


def test_only_the_edited_file_is_read_again(small):
    small.build()
    _edit_summary(small.root)
    said = []
    small.progress = said.append
    small.build()
    assert [words for words in said if words.startswith("reading")] == [
        "reading data/summaries/2018-11-alliance.md"
    ]


def test_a_build_says_what_changed(small):
    built, counts = small.build()
    assert len(built.added) == 7
    assert (counts.references, counts.summaries, counts.reading_lists) == (5, 3, 1)
    _edit_summary(small.root)
    _change_list(small.root)
    _delete_summary(small.root)
    built, counts = small.build()
    assert built.changed == (
        "data/summaries/2018-11-alliance.md",
        "data/reading-lists/alliance.yaml",
    )
    assert built.removed == ("data/summaries/2019-02-debate.md",)
    assert counts.summaries == 2


def test_an_edit_that_keeps_size_and_time_is_seen(small):
    """A tool may restore a file's time; only the bytes tell whether it changed."""
    path = small.root / "data/summaries/2018-11-alliance.md"
    small.build()
    times = path.stat()
    edit(path, "moderate*", "MODERATE*")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert "MODERATE" in small.article("fluckiger2018").summaries[0].evidence_summary


def test_a_database_that_was_deleted_is_made_again(small):
    small.build()
    small.database.unlink()
    assert len(small.articles(Filters())) == 6


def test_a_database_of_another_version_is_made_again(small):
    small.build()
    said = contents(small.database)
    with closing(sqlite3.connect(small.database)) as connection:
        connection.execute("UPDATE reference SET title = 'stale'")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()
    small.articles(Filters())
    assert contents(small.database) == said


@pytest.mark.parametrize("kind", ["another program's", "no database", "half a database"])
def test_a_foreign_file_is_refused_and_left_as_it_is(small, kind):
    if kind == "another program's":
        with closing(sqlite3.connect(small.database)) as connection:
            connection.execute("CREATE TABLE diary (entry TEXT)")
            connection.commit()
    elif kind == "no database":
        small.database.write_bytes(b"My dear diary, " * 100)
    else:
        small.build()
        content = small.database.read_bytes()
        small.database.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    before = small.database.read_bytes()
    with pytest.raises(DatabaseError) as refused:
        small.articles(Filters())
    assert str(small.database) in refused.value.message
    assert refused.value.hint
    assert small.database.read_bytes() == before


def test_an_empty_file_is_taken_for_a_new_database(small):
    small.database.touch()
    assert small.build()[1].references == 5


KILLED_AT = """
import os, signal, sys
from pathlib import Path
from pprkb.knowledge_base import KnowledgeBase
from pprkb.store import database as store

statements = 0
connect = store._connect

def connect_and_count(path):
    connection = connect(path)
    def count(statement):
        global statements
        statements += 1
        if statements == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
    connection.set_trace_callback(count)
    return connection

store._connect = connect_and_count
KnowledgeBase(Path(sys.argv[1]), Path(sys.argv[2])).build(full=sys.argv[4] == "full")
print(statements)
"""


def run_killed(root, database, statement, how):
    command = [sys.executable, "-c", KILLED_AT, str(root), str(database), str(statement), how]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
@pytest.mark.parametrize("how", ["full", "incremental"])
def test_killed_at_any_statement_the_old_database_stays(small, tmp_path, how):
    small.build()
    old = contents(small.database)
    _edit_summary(small.root)
    new = fresh(small.root, tmp_path)
    whole = tmp_path / "whole.db"
    shutil.copy(small.database, whole)
    done = run_killed(small.root, whole, 0, how)
    assert done.returncode == 0, done.stderr
    last = int(done.stdout)
    seen = set()
    for statement in sorted({1, 2, last - 1, last, *range(3, last, max(1, last // 12))}):
        victim = tmp_path / "victim.db"
        shutil.copy(small.database, victim)
        (tmp_path / "victim.db-journal").unlink(missing_ok=True)
        died = run_killed(small.root, victim, statement, how)
        assert died.returncode == -signal.SIGKILL
        said = contents(victim)
        assert said in (old, new)
        seen.add("old" if said == old else "new")
        # And the next build carries on as if nothing had happened.
        KnowledgeBase(small.root, victim).build()
        assert contents(victim) == new
    assert "old" in seen


@pytest.mark.slow
def test_two_builders_at_once(small, tmp_path):
    expected = fresh(small.root, tmp_path)
    command = [
        *(sys.executable, "-m", "pprkb.cli.main", "build"),
        *("--library", str(small.root), "--database", str(small.database)),
    ]
    builders = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)
    ]
    for builder in builders:
        _, errors = builder.communicate()
        assert builder.returncode == 0, errors
    assert contents(small.database) == expected
