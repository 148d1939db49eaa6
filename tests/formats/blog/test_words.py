"""What a line of the blog is, by its words alone."""

import pytest

from pprkb.formats.blog.words import (
    implications_heading,
    is_author_line,
    is_citation,
    may_be_title,
    month_heading,
    year_heading,
)
from pprkb.model.summary import Month

MONTHS = {
    "June 2017": (2017, 6),
    "JUNE 2017": (2017, 6),
    "2017 June": (2017, 6),
    "June, 2017": (2017, 6),
    "Sept. 2017": (2017, 9),
    "June 1, 2017": (2017, 6),
    "1 June 2017": (2017, 6),
    "PPRNet Blog – June 2017": (2017, 6),
    "Posts from June 2017 (12)": (2017, 6),
    "Posted on June 12, 2017 by Ada Penn": (2017, 6),
    "« June 2017 »": (2017, 6),
    "août 2017": (2017, 8),
    "Blogue : décembre 2017": (2017, 12),
    "2017-06": (2017, 6),
    "What We Learned in June 2017": None,
    "In June 2017 we began to count": None,
    "June 2017 and July 2017": None,
    "June 1917 2017": None,
    "June": None,
    "2017": None,
    "May I Ask?": None,
    "March 32": None,
    "": None,
}


@pytest.mark.parametrize(("text", "month"), MONTHS.items(), ids=MONTHS)
def test_months(text, month):
    assert month_heading(text) == (Month(*month) if month else None)


def test_a_month_below_its_year():
    assert year_heading("Posts of 2017") == 2017
    assert month_heading("June", 2017) == Month(2017, 6)
    assert year_heading("2017 people") is None
    assert month_heading("June was warm", 2017) is None


IMPLICATIONS = {
    "Practice Implications": "",
    "PRACTICE IMPLICATIONS:": "",
    "Practice implications: Ask.": "Ask.",
    "Practice Implications Ask what is meant.": "Ask what is meant.",
    "Clinical Implications. Ask.": "Ask.",
    "Implications for Practice": "",
    "Implications pour la pratique": "",
    "Practice Implcations": "",
    "Practice implications of this are few.": None,
    "Practice implications These are few.": None,
    "Practical matters": None,
    "Implications": None,
    "Practice makes perfect": None,
}


@pytest.mark.parametrize(("text", "rest"), IMPLICATIONS.items(), ids=IMPLICATIONS)
def test_headings_of_practice_implications(text, rest):
    assert implications_heading(text) == rest


CITATIONS = {
    "Quill, A. B. (2030). A title. A Journal, 1, 2-3.": True,
    "Quill , A. B. & Penn , C. (2030). A title. A Journal, 1, 2-3.": True,
    "van der Quill, A. B., Penn-Hill, C., … O’Brien, Ö. (2030, May 3). A title. A Journal.": True,
    "Quill, A.B., Penn, C.... Reed, S. (2030) A title without a point. A Journal, 4.": True,
    "Quill, A., Penn, C. et al. (in press). A title. A Journal.": True,
    "Invented Psychological Association. (2030). A title. Author.": True,
    "Quill and Penn (2030) argue that this is so.": False,
    "Quill et al. (2030), who asked 12 people, found nothing.": False,
    "A. Quill (2030) argues that this is so.": False,
    "In the study (2030) nothing was found, as in others.": False,
    "Is This a Title (2030)?": False,
    "Quill, A. B., the author, thinks so.": False,
}


@pytest.mark.parametrize(("text", "is_one"), CITATIONS.items(), ids=CITATIONS)
def test_references(text, is_one):
    assert is_citation(text) is is_one


TITLES = {
    "Does Homework Help?": True,
    "iCBT: Who Stays?": True,
    "Patients vs. Therapists": True,
    "“Good” Therapists": True,
    "12 Ways to Ask": True,
    "Therapist Factors I": True,
    "It was found that few came back.": False,
    "and so on": False,
    "First this was done. Then that": False,
    "Three things mattered:": False,
    "Author email: quill@example.org": False,
    "Practice Implications": False,
    "word " * 40: False,
    "": False,
}


@pytest.mark.parametrize(("text", "may_be"), TITLES.items(), ids=TITLES)
def test_titles(text, may_be):
    assert may_be_title(text) is may_be


AUTHOR_LINES = {
    "Author email: quill@example.org": True,
    "Authors’ email: quill@example.org": True,
    "Corresponding author: A. Quill": True,
    "Author Email Address: quill@example.org": True,
    "Authors of such studies: who are they?": False,
    "The author: a portrait": False,
}


@pytest.mark.parametrize(("text", "is_one"), AUTHOR_LINES.items(), ids=AUTHOR_LINES)
def test_lines_with_the_author_s_address(text, is_one):
    assert is_author_line(text) is is_one
