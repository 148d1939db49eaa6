"""Lists of words in data files."""

from __future__ import annotations

from pathlib import Path

from pprkb.text.word_lists import word_lists


def test_a_file_holds_lists_of_words_and_phrases(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text(
        "# About the file.\n\n[cities]\nLeiden\nNew York\n\n# A comment.\n[small]\nof\n\n[none]\n",
        encoding="utf-8",
    )
    lists = word_lists(str(tmp_path / "module.py"))
    assert lists == {"cities": {"Leiden", "New York"}, "small": {"of"}, "none": set()}
