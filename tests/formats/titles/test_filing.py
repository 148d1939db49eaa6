"""Under which word titles stand in an alphabetical list."""

from __future__ import annotations

import pytest

from pprkb.formats.titles.filing import filed_body, filed_title, filing_key

FILED = {
    "the": ("The Canadian guide", "", "Canadian guide"),
    "a": ("A zebra study", "", "zebra study"),
    "an-in-any-case": ("AN ALPHA STUDY", "", "ALPHA STUDY"),
    "before-markup": ("A <i>Drosophila</i> model", "", "Drosophila model"),
    "in-markup": ("<i>The</i> book", "", "book"),
    "in-quotation-marks": ("“The good enough” therapist", "", "good enough” therapist"),
    "before-quotation-marks": ("A “good enough” therapist", "", "“good enough” therapist"),
    "nothing-behind-it": ("The", "", "The"),
    "a-letter-in-quotation-marks": ("“A” is a letter", "", "“A” is a letter"),
    "part-of-a-word": ("A-level results", "", "A-level results"),
    "latin": ("A priori power", "", "A priori power"),
    "french-said": ("Les thérapies brèves", "fr-CA", "thérapies brèves"),
    "french-guessed": ("Les thérapies brèves", "", "thérapies brèves"),
    "french-elided": ("L’alliance thérapeutique", "fr", "alliance thérapeutique"),
    "french-elided-straight": ("L'alliance thérapeutique", "fr", "alliance thérapeutique"),
    "french-in-guillemets": ("« Un » rêve", "fr", "« Un » rêve"),
    "no-french-in-english": ("Un report on war", "en", "Un report on war"),
    "no-english-in-french": (
        "A la recherche du temps perdu",
        "fr",
        "A la recherche du temps perdu",
    ),
    "german-said": ("Die Traumdeutung", "de", "Traumdeutung"),
    "german-in-english": ("Die hard", "en", "Die hard"),
    "a-language-without-articles": ("A nyelv", "xx", "A nyelv"),
    "number": ("50 ways to live", "", "fifty ways to live"),
    "number-behind-the-article": ("The 12-step program", "", "twelve -step program"),
    "year": ("1984 and after", "", "nineteen eighty-four and after"),
    "ordinal": ("21st century care", "", "twenty-first century care"),
    "thousands": ("12,000 patients", "", "twelve thousand patients"),
    "number-in-french": ("71 jours", "fr", "soixante et onze jours"),
    "number-in-german": ("71 Tage", "de", "71 Tage"),
    "number-in-a-word": ("DSM-5 disorders", "", "DSM-5 disorders"),
    "long-number": ("1234567 words", "", "1234567 words"),
}


@pytest.mark.parametrize(("title", "language", "expected"), FILED.values(), ids=FILED)
def test_titles(title: str, language: str, expected: str) -> None:
    """APA manual, sections 9.47 and 9.49."""
    assert filed_title(title, language) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("The Joint Commission", "Joint Commission"), ("An Bogaerts", "An Bogaerts"), ("The", "The")],
    ids=["body", "a-given-name", "nothing-behind-it"],
)
def test_bodies(name: str, expected: str) -> None:
    assert filed_body(name) == expected


def test_keys_are_folded_and_without_marks() -> None:
    assert filing_key("“Les <i>Élans</i>: un guide”", "fr") == "elans un guide"
