"""PubMed's own export."""

from __future__ import annotations

import pytest

from pprkb.formats.exchange.ris.lines import is_medline
from pprkb.formats.exchange.ris.read import read_medline
from pprkb.model.problem import Rule
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType

ONE = """
PMID- 27633999
OWN - NLM
STAT- MEDLINE
IS  - 1533-4406 (Electronic)
IS  - 0028-4793 (Linking)
VI  - 375
IP  - 19
DP  - 2016 Nov 10
TI  - Outcomes in patients with
      depression.
PG  - 1834-44
LID - 10.1056/TEST1607141 [doi]
AB  - BACKGROUND: Text.
FAU - Marso, Steven P
AU  - Marso SP
FAU - Vilsboll, Tina
AU  - Vilsboll T
CN  - SUSTAIN-6 Investigators
LA  - eng
PT  - Journal Article
TA  - N Engl J Test
JT  - The New England journal of testing
MH  - Depression/*therapy
PMC - PMC5000001
SO  - N Engl J Test. 2016 Nov 10;375(19):1834-1844.

PMID- 1
TI  - [On hope].
AU  - Berg AB
DP  - 2016 Nov-Dec
JT  - Zeitschrift fur Tests
"""


def test_a_record_is_read_as_ris_is() -> None:
    (first, second), problems = read_medline(ONE, "a.nbib")
    assert problems == ()
    assert first == Reference(
        key="marso2016",
        type=ReferenceType.ARTICLE_JOURNAL,
        contributors=(
            Contributor(family="Marso", given="Steven P"),
            Contributor(family="Vilsboll", given="Tina"),
            Contributor(literal="SUSTAIN-6 Investigators"),
        ),
        title="Outcomes in patients with depression",
        container_title="The New England Journal of Testing",
        container_title_short="N Engl J Test",
        issued=PartialDate(year=2016, month=11, day=10),
        volume="375",
        issue="19",
        page="1834–1844",
        doi="10.1056/TEST1607141",
        issn="1533-4406, 0028-4793",
        pmid="27633999",
        pmcid="PMC5000001",
        language="en",
        abstract="BACKGROUND: Text.",
        keywords=("Depression/therapy",),
    )
    assert (second.title, second.container_title) == ("On hope", "Zeitschrift fur Tests")
    assert second.contributors == (Contributor(family="Berg", given="A. B."),)
    assert second.issued == PartialDate(year=2016, month=11, end_year=2016, end_month=12)
    assert [one.at.line for one in (first, second) if one.at] == [2, 28]


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ("TI  - A\nPT  - Preprint", ReferenceType.ARTICLE),
        ("BTI - Book", ReferenceType.BOOK),
        ("TI  - Chapter\nBTI - Book", ReferenceType.CHAPTER),
    ],
)
def test_what_it_is(tags: str, kind: ReferenceType) -> None:
    (reference,), _ = read_medline(f"PMID- 1\n{tags}\n", "a.nbib")
    assert reference.type is kind
    assert reference.title == tags.split("\n")[0].partition("- ")[2]


def test_what_is_none_is_said() -> None:
    assert is_medline("\nPMID- 1\n")
    assert not is_medline("TY  - JOUR\n")
    assert read_medline("", "a.nbib")[1][0].rule is Rule.NO_ENTRIES
