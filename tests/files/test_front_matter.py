import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.files.front_matter import Part, split_front_matter, split_sections
from pprkb.files.report import Report


def test_front_matter_and_body_know_their_lines():
    report = Report("f.md")
    front, body = split_front_matter("---\na: 1\nb: 2\n---\n\n## Summary\nText\n", report)
    assert front == Part("a: 1\nb: 2\n", 2)
    preamble, (section,) = split_sections(body)
    assert preamble.text == ""
    assert (section.heading, section.heading_line) == ("Summary", 6)
    assert (section.text, section.line) == ("Text", 7)
    assert report.problems == []


@pytest.mark.parametrize("newline", ["\r\n", "\r"], ids=["windows", "old mac"])
def test_other_line_ends(newline):
    text = "---\na: 1\n---\n## Summary\nOne\ntwo\n".replace("\n", newline)
    front, body = split_front_matter(text, Report("f.md"))
    assert front == Part("a: 1\n", 2)
    _, (section,) = split_sections(body)
    assert section.text == "One\ntwo"


def test_a_heading_in_fenced_code_is_code():
    _, sections = split_sections(Part("## One\n```\n## Two\n```\n### Three\n", 1))
    assert [section.heading for section in sections] == ["One"]
    assert "## Two" in sections[0].text


@given(st.text(alphabet="-#\n abc\r`"))
def test_no_text_of_a_file_is_lost(text):
    front, body = split_front_matter(text, Report("f.md"))
    preamble, sections = split_sections(body)
    kept = "".join(
        [front.text if front else "", preamble.text]
        + [section.heading + section.text for section in sections]
    )

    def letters(some):
        return sorted(c for c in some if c in "abc")

    assert letters(kept) == letters(text)
