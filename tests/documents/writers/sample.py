"""A document with every kind of block and run, and with text that is mark-up elsewhere."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pprkb.documents.document import (
    Document,
    Entry,
    Heading,
    Paragraph,
    ParagraphRole,
    Quotation,
    Records,
    Table,
    TextList,
)
from pprkb.documents.writers import RECORDS as FORMATS_OF_RECORDS
from pprkb.documents.writers import Format
from pprkb.model.effect import EffectSize, Interval, Metric
from pprkb.model.reference import Contributor, PartialDate, Reference, ReferenceType, Role
from pprkb.model.summary import Article, Month, Origin, ResearchType, Section, Summary, Topic
from pprkb.text.markup import Run

ALLIANCE = Topic(id="alliance", label="Alliance and Therapeutic Relationship")
ATTENDANCE = Topic(id="attendance", label="Attendance, Attrition, and Drop-Out")
REVIEW = ResearchType(id="review", label="Review")

WAMPOLD = Reference(
    key="wampold2015update",
    type=ReferenceType.ARTICLE_JOURNAL,
    contributors=(Contributor(family="Wampold", given="Bruce E."),),
    title="How important are the common factors in psychotherapy? An update",
    container_title="World Psychiatry",
    issued=PartialDate(year=2015, month=10),
    volume="14",
    issue="3",
    page="270–277",
    doi="10.1002/wps.20238",
    pmid="26407772",
    issn="1723-8617",
    language="en-US",
    abstract="The common factors have a long history.\nThey matter.",
)
HANDBOOK = Reference(
    key="norcross_lambert:2019",
    type=ReferenceType.CHAPTER,
    contributors=(
        Contributor(family="Norcross", given="John C."),
        Contributor(family="King", given="Martin Luther", suffix="Jr."),
        Contributor(literal="World Health Organization"),
        Contributor(role=Role.EDITOR, family="Berg", given="Hans", non_dropping_particle="van der"),
    ),
    title="What works <i>in vivo</i> & what *doesn't*: [50%] of $cases <script>alert(1)</script>",
    container_title="Handbook of “Relationships”",
    issued=PartialDate(year=2019),
    publisher="Oxford University Press",
    publisher_place="Oxford",
    page="1–10",
    isbn="978-0-19-084395-3",
    keywords=("therapy; group",),
)
SUMMARY = Summary(
    id="2016-04-common-factors",
    title="How Important are the Common Factors in Psychotherapy?",
    month=Month(2016, 4),
    reference="wampold2015update",
    type="review",
    origin=Origin.BLOG,
    topics=("alliance", "attendance"),
    effects=(
        EffectSize(
            id="alliance-outcome",
            metric=Metric.D,
            value=".57",
            between=("therapeutic alliance", "patient outcome"),
            k=200,
            k_qualifier="over",
            n=14000,
            n_unit="patients",
        ),
        EffectSize(
            id="adaptation",
            metric=Metric.D,
            value=".32",
            interval=Interval(low=Decimal("0.12"), high=Decimal("0.52"), level=Decimal(95)),
            compared=("culturally adapted treatment", "unadapted treatment"),
            outcome="symptoms",
            k=21,
            source="benish2011",
        ),
    ),
    evidence_summary="The *alliance* is robust [@horvath2011, p. 9].",
    practice_implications="Attend to the **alliance** [@horvath2011].\n\n- Ask.\n- Listen.\n",
    sections=(Section("Limits", "Correlations only."),),
)
ARTICLES = (
    Article(
        reference=WAMPOLD,
        summaries=(SUMMARY,),
        topics=(ALLIANCE, ATTENDANCE),
        types=(REVIEW,),
        importance="essential",
        note="Read *first*.",
    ),
    Article(reference=HANDBOOK, note="=SUM(A1:A9)"),
    Article(
        reference=None,
        summaries=(Summary(id="2013-01-welcome", title="Welcome", month=Month(2013, 1)),),
    ),
)


def _text(*texts: str) -> tuple[Run, ...]:
    return tuple(Run(text=text) for text in texts)


WAMPOLD_RUNS = (
    Run(text="Wampold, B. E. (2015). How important are the common factors in psychotherapy? "),
    Run(text="An update. "),
    Run(text="World Psychiatry", italic=True),
    Run(text=", "),
    Run(text="14", italic=True),
    Run(text="(3), 270–277. "),
    Run(
        text="https://doi.org/10.1002/wps.20238",
        link="https://doi.org/10.1002/wps.20238",
    ),
)
HANDBOOK_RUNS = (
    Run(text="Norcross, J. C., King, M. L., Jr., & World Health Organization. (2019). What works "),
    Run(text="in vivo", italic=True),
    Run(text=" & what *doesn't*: [50%] of $cases <script>alert(1)</script>. In H. van der Berg "),
    Run(text="(Ed.), "),
    Run(text="Handbook of “Relationships”", italic=True),
    Run(text=" (pp. 1–10). Oxford University Press."),
)
SICI = "10.1002/(SICI)1097-4679(199604)52:3<1::AID-JCLP1>3.0.CO;2-#"

SAMPLE = Document(
    title="Psychotherapy Research: 1. <Evidence> & *Practice*",
    subtitle="PSY 6101, Fall 2026, Dr. Ångström",
    language="en-CA",
    author="G. Tasca",
    modified="2026-11-01",
    topics=(ALLIANCE.label, ATTENDANCE.label),
    blocks=(
        Paragraph(
            runs=(
                Run(text="This list begins with the "),
                Run(text="common factors", bold=True),
                Run(text=", goes on to "),
                Run(text="the alliance", link="#alliance"),
                Run(text=" and ends with CO"),
                Run(text="2", subscript=True),
                Run(text=", "),
                Run(text="η", italic=True),
                Run(text="2", superscript=True),
                Run(text=", "),
                Run(text="Nestor", small_caps=True),
                Run(text=" and "),
                Run(text="x <- a|b`c", code=True),
                Run(text=". See "),
                Run(text="the blog", link="https://example.org/a_b?x=1&y=(2)"),
                Run(text="; "),
                Run(text="not this", link="javascript:alert(1)"),
                Run(text="."),
            )
        ),
        Heading(level=1, runs=_text("Week 1. Common factors"), anchor="common-factors"),
        Paragraph(runs=_text("Read both before class."), role=ParagraphRole.NOTE),
        Entry(
            key="wampold2015update",
            runs=WAMPOLD_RUNS,
            importance="essential",
            annotation=(
                Paragraph(
                    runs=(
                        Run(text="Effects: "),
                        Run(text="d", italic=True),
                        Run(text=" = .57 ("),
                        Run(text="k", italic=True),
                        Run(text=" > 200, "),
                        Run(text="N", italic=True),
                        Run(text=" = 14,000)"),
                    ),
                    role=ParagraphRole.EFFECTS,
                ),
                Paragraph(runs=_text("Practice implications"), role=ParagraphRole.LABEL),
                Paragraph(
                    runs=_text(
                        "Therapists may well attend to the alliance early, to empathy and to what "
                        "their patients expect, for these explain more of the outcome than the "
                        "treatment that is chosen."
                    )
                ),
                TextList(
                    items=(
                        (
                            Paragraph(runs=_text("Ask how the work is going.")),
                            TextList(
                                items=((Paragraph(runs=_text("Each session, if you can.")),),),
                            ),
                        ),
                        (
                            Paragraph(runs=_text("Listen.")),
                            Paragraph(runs=_text("And listen again.")),
                        ),
                    )
                ),
                Quotation(blocks=(Paragraph(runs=_text("It is the relationship that heals.")),)),
            ),
        ),
        Entry(key="norcross_lambert:2019", runs=HANDBOOK_RUNS),
        Heading(level=1, runs=_text("Alliance"), anchor="alliance"),
        Heading(level=3, runs=(Run(text="Ruptures and "), Run(text="repair", italic=True))),
        Entry(
            key="sici",
            runs=(
                Run(text="Old, A. (1996). * 1. A title that begins oddly -- and ... ends @so. "),
                Run(text=f"https://doi.org/{SICI}", link=f"doi:{SICI}"),
            ),
            importance="further",
        ),
        Entry(
            key="bidi",
            runs=(
                Run(text="כהן, ד. (2014). "),
                Run(text="הברית הטיפולית", italic=True),
                Run(text=". 心理療法における治療同盟の重要性についての研究と実践に関する総説. 😀 "),
                Run(text="Bold", bold=True),
                Run(text="italic", italic=True),
                Run(text="Both?", bold=True, italic=True),
                Run(text="end."),
            ),
        ),
        TextList(
            ordered=True,
            start=3,
            items=(
                (Paragraph(runs=_text("Third.")),),
                (Paragraph(runs=_text("- Fourth, with a dash.")),),
            ),
        ),
        TextList(ordered=True, items=((Paragraph(runs=_text("Another list.")),),)),
        Table(
            caption="Effects of relationship elements",
            header=(
                _text("Element"),
                (Run(text="d", italic=True),),
                (Run(text="k", italic=True),),
                _text("Outcome"),
            ),
            rows=(
                (_text("Alliance | bond"), _text(".57"), _text("200"), _text("patient outcome")),
                (
                    _text("Empathy"),
                    _text(".63"),
                    _text("59"),
                    _text(
                        "patient outcome as rated by patients, therapists and observers, in "
                        "treatments of any length and for any disorder"
                    ),
                ),
            ),
            numeric=frozenset({1, 2}),
        ),
        Paragraph(runs=_text("1. Not a list, \x07and\nnot two lines. # Nor a heading #")),
        Paragraph(runs=_text("+ nor a list; AT&amp;T; a_b_c; \\; ~~no~~; ^no^; {.no}")),
    ),
)
RECORDS = Records(title=SAMPLE.title, modified=SAMPLE.modified, articles=ARTICLES)
_WORKS = {one.key: one.reference for one in ARTICLES}
CARTRIDGE = replace(
    SAMPLE,
    blocks=tuple(
        replace(block, reference=_WORKS.get(block.key)) if isinstance(block, Entry) else block
        for block in SAMPLE.blocks
    ),
)
"""The sample with the works of its references, which become links."""


def sample_for(to: Format) -> Document | Records:
    """Return the sample, or its records, for a format."""
    if to is Format.IMSCC:
        return CARTRIDGE
    return RECORDS if to in FORMATS_OF_RECORDS else SAMPLE
