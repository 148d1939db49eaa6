"""The types of the answers; assistants get their schemas and descriptions."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Value(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(extra="forbid")


class Answer(Value):
    """The common fields of all answers."""

    notes: list[str] = Field(
        default_factory=list,
        description="What to keep in mind, such as that nothing was found. Pass it on.",
    )
    left_out: list[str] = Field(
        default_factory=list,
        description="What this answer leaves out to stay short, and how to ask for it.",
    )


class Newer(Value):
    """A newer work that has replaced a finding."""

    key: str
    cited_as: str = Field(description="How a sentence names it: Elliott et al. (2018).")


class Source(Value):
    """A work, as it is cited."""

    key: str = Field(description="The citation key: the work's name in this library.")
    reference: str = Field(description="The reference in APA style; quote it as it stands.")
    cited_as: str = Field(description="How a sentence names the work: Elliott et al. (2011).")
    standing: str = Field(
        description="Empty, or retracted, concern, corrected or reinstated. Never use a retracted"
        " work without saying that it is retracted."
    )
    notices: str = Field(description="The notices on the work in words; mostly empty.")


class Finding(Value):
    """One finding as a summary reports it."""

    about: str = Field(description="What was related or compared, and in which outcome.")
    finding: int = Field(
        description="Items with the same number report one and the same finding, in other metrics"
        " or summaries: one piece of evidence, not several."
    )
    statistic: str | None = Field(
        description="The effect as APA prints it. Null where no sentence is recorded: then there"
        " must not be given as a number."
    )
    metric: str = Field(
        description="d g smd r z md wmd or rr rd hr irr nnt eta2 eta2-partial f r2 icc beta percent"
        " verbal. Never convert one into another yourself."
    )
    value: str | None = Field(description="As printed.")
    value_high: str | None = Field(description="As printed, where a range is reported.")
    interval: str | None = Field(description="As printed: 95% CI [0.56, 0.70].")
    p: str | None
    rests_on: str | None = Field(
        description="Numbers of studies (k) and of people (N), and how far the studies differ."
    )
    k: int | None = Field(description="Number of studies.")
    n: int | None = Field(description="Number of participants.")
    favours: str = Field(
        description="Whom a comparison favours, as the author says. Empty: not said, and it must"
        " not be read off the sign of the value."
    )
    wanted: str = Field(
        description="Whether more or less of the outcome is better; 'our guess' where only the"
        " outcome's name says it. Empty: not known."
    )
    significance: str = Field(description="Only where the author says that it is not significant.")
    certainty: list[str] = Field(
        description="Design, risk of bias and certainty, as somebody named judged them."
    )
    quote: str | None = Field(
        description="The sentence of the summary that reports the finding. Quote it with the"
        " number. Null where none is recorded."
    )
    source: Source = Field(description="The work that the summary is of.")
    found_by: str = Field(description="Who found it; 'as cited in' where the work only reports it.")
    summary: str = Field(description="Id of the summary.")
    month: str = Field(description="YYYY-MM of the summary; empty if it has none.")
    superseded_by: Newer | None = Field(
        description="A newer work has replaced the finding: say so, and look at that work."
    )
    standing: str = Field(
        description="The graver standing of the work and of the one that found it; see source."
    )


class Findings(Answer):
    """Findings that answer a question."""

    asked: str
    total: int = Field(description="How many there are, told here or not.")
    words_not_found: list[str] = Field(
        default_factory=list,
        description="Words of the question that none of these findings holds. If what was asked"
        " about is among them, the library has no answer: say so.",
    )
    findings: list[Finding]


class Found(Value):
    """An article that a search has found."""

    source: Source | None = Field(description="Null for a summary of no single work.")
    key: str
    headline: str = Field(description="Title of its newest summary; empty if there is none.")
    month: str
    topics: list[str]
    findings: int = Field(description="How many findings are recorded; `evidence` tells them.")
    excerpt: str = Field(
        description="Words around the find, from the summary or the abstract. It may break off in"
        " the middle: do not quote it as a finding."
    )


class SearchResult(Answer):
    """What a search has found, the best first."""

    asked: str
    total: int = Field(description="How many there are, told here or not.")
    every_word: bool = Field(description="False if the articles hold only some of the words.")
    articles: list[Found]


class Passage(Value):
    """A part of the prose of a summary, in its own words."""

    key: str = Field(description="Of the article.")
    summary: str
    part: str = Field(description="Summary, Practice implications, or another heading.")
    text: str = Field(description="The author's own words, with citations.")


class SummaryHead(Value):
    """A summary that the article has."""

    id: str
    title: str
    month: str
    written_by: str = Field(description="Whose summary it is.")


class ArticleResult(Answer):
    """One article: its reference, the summaries' own words, and their findings."""

    key: str
    source: Source | None = Field(description="Null for a summary of no single work.")
    title: str
    topics: list[str]
    research_types: list[str]
    summaries: list[SummaryHead] = Field(
        description="Empty: the library has the reference, and says nothing of what it found."
    )
    passages: list[Passage]
    findings: list[Finding]


class CiteResult(Answer):
    """Works, as they are cited in one style."""

    style: str
    in_text: str = Field(description="All of them in parentheses.")
    narrative: str = Field(description="All of them as a sentence names them.")
    references: list[str] = Field(description="In the order of the style's list of references.")
    sources: list[Source] = Field(
        description="Each with its standing; references here are in APA style"
        " where the style asked for is another."
    )


class ListHead(Value):
    """A reading list in a word."""

    slug: str
    title: str
    parts: int


class ListItem(Value):
    """A work of a reading list."""

    source: Source | None
    key: str
    importance: str
    note: str = Field(description="The teacher's note.")
    summarised: bool


class ListPart(Value):
    """A part of a reading list, such as a week."""

    heading: str
    date: str
    note: str
    items: list[ListItem]
    others: list[str] = Field(
        description="Items other than publications, such as videos and tasks."
    )
    gaps: list[str] = Field(description="What of the list's file is not understood.")


class ListResult(Answer):
    """One reading list, or which there are."""

    lists: list[ListHead] = Field(description="Which there are, where none was asked for.")
    slug: str
    title: str
    introduction: str
    parts: list[ListPart]


class TopicItem(Value):
    """A topic."""

    id: str
    label: str
    broader: str = Field(description="Id of the topic that includes it; mostly empty.")
    articles: int
    summaries: int


class TopicsResult(Answer):
    """What the library can be asked about."""

    total: int
    topics: list[TopicItem]


# -- what may be asked -----------------------------------------------------------------------------

Words = Annotated[
    str,
    Field(
        min_length=1,
        max_length=300,
        description='A few words; "a phrase" in quotation marks; alli* for any ending.',
    ),
]
Question = Annotated[
    str,
    Field(max_length=300, description='A question or words: "does empathy predict outcome".'),
]
Key = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        description="A citation key, such as wampold2015important; `search` finds keys.",
    ),
]
Keys = Annotated[list[Key], Field(min_length=1, max_length=20, description="Citation keys.")]
TopicName = Annotated[
    str | None,
    Field(max_length=200, description="Id or label of a topic; `topics` lists them."),
]
Year = Annotated[int | None, Field(ge=1000, le=3000, description="A year of publication.")]
Limit = Annotated[int, Field(ge=1, le=20, description="So many items at the most.")]
TopicLimit = Annotated[int, Field(ge=1, le=200, description="So many topics at the most.")]
Offset = Annotated[
    int,
    Field(ge=0, le=100_000_000, description="So many are passed over: to ask on, add the limit."),
]
StyleName = Annotated[
    str,
    Field(
        min_length=1, max_length=100, description="A citation style: apa, mla, chicago, vancouver …"
    ),
]
Locator = Annotated[str, Field(max_length=100, description='A place in the last work: "pp. 3-5".')]
Slug = Annotated[
    str | None,
    Field(max_length=200, description="Name of a list; without it all lists are named."),
]
