"""Where the posts of a month begin: titles, references, and paragraphs on a series."""

from __future__ import annotations

import pytest

from pprkb.formats.blog.read import read_blog_page

TEXT = "Groups work well when members feel that they belong to one another and to their leader."
SERIES = "Handbook of Groups: Each month I will blog about another chapter of this book, number {}."


def post(title: str, subject: str, *between: str) -> list[str]:
    reference = f"Berg, A., & Dahl, C. (2019). The {subject} in groups. Psychotherapy, 55, 31–34."
    heading = "Practice Implications"
    return [title, *between, reference, f"{subject}. {TEXT}", heading, f"Think of the {subject}."]


def read(*paragraphs: str) -> list[tuple[str, int, int]]:
    page = read_blog_page("\n\n".join(["June 2019", *paragraphs]))
    return [(post.title, len(post.preamble), len(post.implications)) for post in page.posts]


@pytest.mark.parametrize(
    ("number", "second"),
    [
        pytest.param(4, ("Trust in groups", 4, 1), id="five lines before its reference"),
        pytest.param(5, ("", 5, 1), id="six lines before"),
    ],
)
def test_a_title_is_near_its_reference(number: int, second: tuple[str, int, int]) -> None:
    series = [SERIES.format(chapter) for chapter in range(number)]
    posts = read(*post("Hope in groups", "hope"), *post("Trust in groups", "trust", *series))
    assert posts == [("Hope in groups", 0, 1), second]


@pytest.mark.parametrize(
    ("paragraph", "preambles", "implications"),
    [
        pytest.param(
            "Groups matter. They are many things to many people and more.", 1, 1, id="60 letters"
        ),
        pytest.param(
            "Groups matter. They are many things to many people and mor.", 0, 2, id="59 letters"
        ),
    ],
)
def test_a_paragraph_of_two_posts_introduces_a_series(
    paragraph: str, preambles: int, implications: int
) -> None:
    posts = read(
        *post("Hope in groups", "hope"),
        *[paragraph, *post("Trust in groups", "trust")],
        *[paragraph, *post("Fear in groups", "fear")],
    )
    assert posts == [
        ("Hope in groups", 0, implications),
        ("Trust in groups", preambles, implications),
        ("Fear in groups", preambles, 1),
    ]
