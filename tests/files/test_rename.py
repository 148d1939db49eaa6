"""A reference or a topic gets another name in every file that names it, and the library stays sound."""

import pytest

from pprkb.files.change import Change, apply
from pprkb.files.exact_text import edit_exactly
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.files.rename import rename_reference, rename_topic
from pprkb.formats.bibtex.edit.entries import rename_key
from pprkb.model.library import FileKind
from tests.libraries_of_tests import copy_library


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


def changes_by(root, edit):
    return [
        Change(path=file.path, before=file.content, after=after)
        for file in scan(root).files
        if (after := edit(file)) != file.content
    ]


def uses(root, word):
    return {file.path: file.content.count(word.encode()) for file in scan(root).files}


def test_a_reference_is_renamed_everywhere(root):
    before = load_library(scan(root))
    key = next(
        key for key in before.references if uses(root, f"@{key}")["data/references.bib"] == 0
    )

    def edit(file):
        if file.kind is FileKind.REFERENCES:
            return edit_exactly(
                file.content, file.path, lambda text: rename_key(text, key, "newKey")
            )
        return rename_reference(file, key, "newKey")

    apply(root, changes_by(root, edit))
    after = load_library(scan(root))
    assert after.problems == before.problems
    assert after.references["newKey"].aliases == (key,)
    named = {path: count for path, count in uses(root, key).items() if count}
    assert named == {"data/references.bib": 1}, "the old key stands in `ids` alone"
    for name, summary in before.summaries.items():
        renamed = after.summaries[name]
        assert renamed.reference == summary.reference.replace(key, "newKey")
        assert renamed.evidence_summary == summary.evidence_summary.replace(key, "newKey")
    assert [
        [getattr(item, "reference", "").replace(key, "newKey") for item in section.items]
        for reading_list in before.reading_lists.values()
        for section in reading_list.sections
    ] == [
        [getattr(item, "reference", "") for item in section.items]
        for reading_list in after.reading_lists.values()
        for section in reading_list.sections
    ]


def test_every_step_of_renaming_a_reference_leaves_a_sound_library(root):
    before = load_library(scan(root))
    for key in before.references:

        def edit(file, key=key):
            if file.kind is FileKind.REFERENCES:
                return edit_exactly(
                    file.content, file.path, lambda text: rename_key(text, key, f"new{key}")
                )
            return rename_reference(file, key, f"new{key}")

        for change in changes_by(root, edit):
            apply(root, [change])
            assert load_library(scan(root)).problems == before.problems


def test_a_topic_is_renamed_everywhere_and_its_old_id_still_understood(root):
    before = load_library(scan(root))
    for topic in before.topics:
        for change in changes_by(
            root, lambda file, topic=topic: rename_topic(file, topic, f"new-{topic}")
        ):
            apply(root, [change])
            assert load_library(scan(root)).problems == before.problems
    after = load_library(scan(root))
    for topic in before.topics.values():
        renamed = after.topics[f"new-{topic.id}"]
        assert renamed.label == topic.label
        assert topic.id in (name.casefold() for name in (*renamed.aliases, renamed.label))
        assert renamed.broader == (f"new-{topic.broader}" if topic.broader else "")
    for name, summary in before.summaries.items():
        assert after.summaries[name].topics == tuple(f"new-{topic}" for topic in summary.topics)
