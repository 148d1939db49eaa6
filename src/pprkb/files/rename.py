"""Another name for a reference or a topic, in every place of a file that may name it."""

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
"""The fields that hold a citation key."""

PROSE_FIELDS: dict[FileKind, tuple[Path, ...]] = {
    FileKind.SUMMARY: (("effects", "*", "quote"), ("effects", "*", "note")),
    FileKind.READING_LIST: (
        ("introduction",),
        ("sections", "*", "note"),
        ("sections", "*", "items", "*", "note"),
    ),
}
"""The fields that hold Markdown with citations, or words of such."""

TOPIC_FIELDS: dict[FileKind, tuple[Path, ...]] = {
    FileKind.SUMMARY: (("topics",),),
    FileKind.READING_LIST: (("sections", "*", "items", "*", "topic"),),
    FileKind.TOPICS: (("topics", "*", "id"), ("topics", "*", "broader")),
}
"""The fields that hold a topic."""


def rename_reference(file: SourceFile, old: str, new: str) -> bytes:
    """Return a summary or reading list that names a reference by another key, prose included.

    Args:
        file: The file.
        old: The key that is named; case matters, the form of Unicode does not.
        new: The key to be named.

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
    """Return a summary, reading list or list of topics in which a topic has another id.

    In the list of topics the old id becomes an alias, so that what still uses it is understood.

    Args:
        file: The file.
        old: The id; case does not matter where a topic is used.
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
    """Return label and aliases of a topic in small letters."""
    label, aliases = value_at(topic, ("label",)), value_at(topic, ("aliases",))
    names = [label, *(aliases if isinstance(aliases, list) else [aliases])]
    return {caseless(name.strip()) for name in names if isinstance(name, str)}
