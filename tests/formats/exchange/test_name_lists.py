"""Names as databases and other programs write them into one value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.formats.exchange.name_lists import read_names
from pprkb.model.reference import Contributor, Role


def in_words(person: Contributor) -> str:
    if person.literal:
        return f"{{{person.literal}}}"
    return ", ".join(filter(None, (person.family, person.suffix, person.given)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # One person.
        ("Berg, Anna", "Berg, Anna"),
        ("Berg,Anna", "Berg, Anna"),
        ("Berg, A.B.", "Berg, A. B."),
        ("Berg, AB", "Berg, A. B."),
        ("Wong, Tess M.L.", "Wong, Tess M. L."),
        ("Dahl, J.-P.", "Dahl, J.-P."),
        ("Falk, Carl D", "Falk, Carl D"),
        ("BERG, BO", "BERG, BO"),
        ("Press, William H.", "Press, William H."),
        ("Ortega y Gasset, José", "Ortega y Gasset, José"),
        ("van de Schot, Ron", "van de Schot, Ron"),
        ("García Márquez, Gabriel José", "García Márquez, Gabriel José"),
        # Without a comma.
        ("Berg A.", "Berg, A."),
        ("Berg AB", "Berg, A. B."),
        ("BERG A", "BERG, A."),
        ("Dahl C.D.", "Dahl, C. D."),
        ("de la Cruz AB", "de la Cruz, A. B."),
        ("van der Dahl C.", "van der Dahl, C."),
        ("Kiecolt-Glaser J.K.", "Kiecolt-Glaser, J. K."),
        ("Lee Y-H", "Lee, Y-H"),
        ("Martin L. King", "King, Martin L."),
        ("J. van den Berg", "van den Berg, J."),
        ("Ron van de Schot", "van de Schot, Ron"),
        # Suffixes, degrees, years of a life, parts played.
        ("King, Martin L., Jr.", "King, Jr., Martin L."),
        ("King, Jr., Martin L.", "King, Jr., Martin L."),
        ("Dahl, III, Carl D.", "Dahl, III, Carl D."),
        ("Falk, Sr, Eva", "Falk, Sr., Eva"),
        ("Berg Jr, A.", "Berg, Jr., A."),
        ("Schaefer III, Henry F.", "Schaefer, III, Henry F."),
        ("Dahl, C. D., Jr", "Dahl, Jr., C. D."),
        ("Dahl, C. D. Jr.", "Dahl, Jr., C. D."),
        ("Berg AB 3rd", "Berg, III, A. B."),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("Holm, Anna, PhD", "Holm, Anna"),
        ("Holm, Anna, M.D., MPH", "Holm, Anna"),
        ("Holm PhD, Anna", "Holm, Anna"),
        ("Anna Holm, PhD", "Holm, Anna"),
        ("Berg, Anna, 1860-1943", "Berg, Anna"),
        ("Berg, Anna, 1950-", "Berg, Anna"),
        ("Berg, Anna (1860–1943)", "Berg, Anna"),
        ("Rathb, Mary Jane,", "Rathb, Mary Jane"),
        # Several people.
        ("Berg, Anna; Dahl, Carl", "Berg, Anna | Dahl, Carl"),
        ("Berg A; Dahl CD;", "Berg, A. | Dahl, C. D."),
        ("Berg, Anna | Dahl, Carl", "Berg, Anna | Dahl, Carl"),
        ("Berg, Anna and Dahl, Carl", "Berg, Anna | Dahl, Carl"),
        ("Berg, A., Dahl, C., & Falk, E.", "Berg, A. | Dahl, C. | Falk, E."),
        ("Berg A, Dahl C, Falk E.", "Berg, A. | Dahl, C. | Falk, E."),
        ("Berg, Anna, Dahl, Carl", "Berg, Anna | Dahl, Carl"),
        ("Anna Berg, Carl Dahl, Eva Falk", "Berg, Anna | Dahl, Carl | Falk, Eva"),
        ("Anna M. Berg, Carl D. Dahl", "Berg, Anna M. | Dahl, Carl D."),
        ("['Mizdr, Anja', \"O'Water, Wil\"]", "Mizdr, Anja | O'Water, Wil"),
        ("李明；王芳", "{李明} | {王芳}"),
        ("Berg &amp; Dahl", "{Berg & Dahl}"),
        # Bodies, and what cannot be told.
        ("WHO,", "{WHO}"),
        ("World Health Organization", "{World Health Organization}"),
        ("Ottawa, School of Psychology,", "{Ottawa, School of Psychology}"),
        ("Microsoft, Inc.", "{Microsoft, Inc.}"),
        ("Department of Health, Education, and Welfare",) * 2,
        ("U.S. Census", "{U.S. Census}"),
        ("Johnson and Johnson", "{Johnson and Johnson}"),
        ("NHS UK", "{NHS UK}"),
        ("Clara Barat", "{Clara Barat}"),
        ("Madonna", "{Madonna}"),
        ("欧阳 芳", "{欧阳 芳}"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_names(text: str, expected: str) -> None:
    found = read_names(text)
    wanted = f"{{{expected}}}" if expected == text and " of " in text else expected
    assert " | ".join(map(in_words, found.people)) == wanted
    assert not found.incomplete


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("And Others", 0),
        ("et al.", 0),
        ("Burnside, Nancy et al.", 1),
        ("Berg, A.; Dahl, C.; et al", 2),
        ("Berg, A., & others", 1),
    ],
)
def test_a_list_that_is_cut_short(text: str, people: int) -> None:
    found = read_names(text)
    assert (len(found.people), found.incomplete) == (people, True)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Norcross, J. C. (Ed.)", Role.EDITOR),
        ("Norcross, J. C., editor", Role.EDITOR),
        ("Strachey, J. (Trans.)", Role.TRANSLATOR),
        ("Berg, Anna, author", Role.AUTHOR),
    ],
)
def test_the_part_that_a_name_itself_says(text: str, role: Role) -> None:
    (person,) = read_names(text).people
    assert person.role is role


@settings(deadline=None)
@given(st.text("AaBb.,;&'\"[]()- 19éPhDetal", max_size=60))
def test_reading_never_raises(text: str) -> None:
    for person in read_names(text).people:
        assert person.family or person.literal
