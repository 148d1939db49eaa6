"""Renaming a reference or a topic in all places of a file that may name it."""

from __future__ import annotations

from functools import partial

from pprkb.files.exact_text import read_exactly
from pprkb.files.folder import SourceFile
from pprkb.files.yaml.edit import add_to_list, change_words, edit_body, replace_values
from pprkb.files.yaml.places import Path, Tree, YamlPlaces, value_at
from pprkb.formats.markdown import rename_citation
from pprkb.model.library import FileKind
from pprkb.text.spelling import caseless, nfc

REFERENCE_FIELDS: dict[FileKind, tuple[Path, ...]] = {
    FileKind.SUMMARY: (
        ("reference",),
        ("also",),
        ("effects", "*", "source"),
        ("effects", "*", "superseded_by"),
    ),
    FileKind.READING_LIST: (
        ("sections", "*", "items", "*", "reference"),
        ("sections", "*", "items", "*", "pinned"),
    ),
    FileKind.NOTICES: (("notices", "*", "reference"),),
    FileKind.NOT_DUPLICATES: (("not-duplicates", "*", "keys"),),
}
"""The fields with citation keys."""

PROSE_FIELDS: dict[FileKind, tuple[Path, ...]] = {
    FileKind.SUMMARY: (("effects", "*", "quote"), ("effects", "*", "note")),
    FileKind.READING_LIST: (
        ("introduction",),
        ("sections", "*", "note"),
        ("sections", "*", "items", "*", "note"),
    ),
}
"""The fields with Markdown that may contain citations."""

TOPIC_FIELDS: dict[FileKind, tuple[Path, ...]] = {
    FileKind.SUMMARY: (("topics",),),
    FileKind.READING_LIST: (("sections", "*", "items", "*", "topic"),),
    FileKind.TOPICS: (("topics", "*", "id"), ("topics", "*", "broader")),
}
"""The fields with topics."""


def rename_reference(file: SourceFile, old: str, new: str) -> bytes:
    """Return a summary or reading list with a citation key replaced, including in prose.

    Args:
        file: The file.
        old: The old key; case-sensitive, in any Unicode form.
        new: The new key.

    Raises:
        EditError: The file cannot be edited safely.
    """
    content = file.content
    if file.kind not in REFERENCE_FIELDS or (old.isascii() and old.encode() not in content):
        return content
    change = partial(rename_citation, old=old, new=new)
    content = replace_values(
        content, file.path, REFERENCE_FIELDS[file.kind], lambda key: nfc(key) == nfc(old), new
    )
    content = change_words(content, file.path, PROSE_FIELDS.get(file.kind, ()), change)
    if file.kind is FileKind.SUMMARY:
        content = edit_body(content, file.path, change)
    return content


def rename_topic(file: SourceFile, old: str, new: str) -> bytes:
    """Return a summary, reading list or topics.yaml with the id of a topic replaced.

    In topics.yaml the old id becomes an alias, so that it can still be used.

    Args:
        file: The file.
        old: The old id; case is ignored where a topic is used.
        new: The new id.

    Raises:
        EditError: The file cannot be edited safely.
    """
    if file.kind not in TOPIC_FIELDS:
        return file.content
    folded = caseless(old)
    content = replace_values(
        file.content, file.path, TOPIC_FIELDS[file.kind], lambda id_: caseless(id_) == folded, new
    )
    if file.kind is not FileKind.TOPICS or content == file.content:
        return content
    text = read_exactly(content, file.path).text
    topics = value_at(YamlPlaces(text, front_matter=False).tree, ("topics",))
    for number, topic in enumerate(topics if isinstance(topics, list) else ()):
        if value_at(topic, ("id",)) == new and folded not in _other_names(topic):
            path = ("topics", number, "aliases")
            content = add_to_list(content, file.path, path, old, after=("id", "label"))
    return content


def _other_names(topic: Tree) -> set[str]:
    """Return label and aliases of a topic in lower case."""
    label, aliases = value_at(topic, ("label",)), value_at(topic, ("aliases",))
    names = [label, *(aliases if isinstance(aliases, list) else [aliases])]
    return {caseless(name.strip()) for name in names if isinstance(name, str)}
