"""Problems in text files: their location and message, fixes, and silences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pprkb.model.shown import Shown, how_many
from pprkb.text.spelling import did_you_mean


class Subject(StrEnum):
    """The kind of value that a fix changes."""

    REFERENCE = "reference"
    """A citation key, in a field or in prose."""
    TOPIC = "topic"
    RESEARCH_TYPE = "research-type"
    MONTH = "month"
    QUOTE = "quote"
    """The quote of an effect size."""
    HEADING = "heading"
    """The heading of a section of a summary."""
    SILENCE = "silence"
    """A needless silence, to be removed."""
    ITEM = "item"
    """An item to be removed from a list."""


@dataclass(frozen=True, kw_only=True)
class Fix:
    """The text in a file, and its correction."""

    subject: Subject
    old: str
    """The value as read; for an item, the name of its list; for a silence, its rule."""
    new: str = ""
    index: int = -1
    """For an item, its index in the list, from 0."""


class Severity(StrEnum):
    """The severity of a problem."""

    ERROR = "error"
    """Something the author wrote is not used, or would be printed wrongly."""
    WARNING = "warning"
    """Everything is used, but a reader may notice a flaw."""
    NOTE = "note"
    """Nothing is wrong, but the author may want to look; it never makes `check` fail."""


class Rule(StrEnum):
    """The stable code of every rule; `docs/rules.md` describes each with an example.

    The member's value is the code that messages and `check --json` print.
    """

    severity: Severity
    meaning: str

    def __new__(cls, code: str, severity: Severity, meaning: str) -> Rule:
        """Make a member from its code, its severity and one sentence."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.severity = severity
        member.meaning = meaning
        return member

    # -- files -----------------------------------------------------------------------------
    UNREADABLE_FILE = (
        "unreadable-file",
        Severity.ERROR,
        "A file or folder cannot be opened, or is not text.",
    )
    ENCODING = (
        "encoding",
        Severity.WARNING,
        "A file is not UTF-8; it was read in another encoding.",
    )
    NUL_BYTES = (
        "nul-bytes",
        Severity.ERROR,
        "A text file holds NUL bytes: it is damaged, or saved as UTF-16 without a mark.",
    )
    MERGE_CONFLICT = (
        "merge-conflict",
        Severity.ERROR,
        "A file holds two versions of some lines, left from a merge.",
    )
    UNEXPECTED_FILE = (
        "unexpected-file",
        Severity.WARNING,
        "A file in a data folder has a name, or is of a kind, that is not read.",
    )
    CONTROL_CHARACTER = (
        "control-character",
        Severity.WARNING,
        "A text holds a control character, which is not printed.",
    )
    # -- BibTeX ----------------------------------------------------------------------------
    BIBTEX_SYNTAX = (
        "bibtex-syntax",
        Severity.ERROR,
        "A BibTeX block is damaged: a brace, quote or comma is missing.",
    )
    NO_ENTRIES = ("no-entries", Severity.ERROR, "A .bib file holds no entries.")
    MISSING_KEY = ("missing-key", Severity.ERROR, "An entry has no citation key.")
    BAD_KEY = ("bad-key", Severity.WARNING, "A citation key holds a character that it should not.")
    DUPLICATE_KEY = ("duplicate-key", Severity.ERROR, "Two entries have the same citation key.")
    ENTRIES_DISAGREE = (
        "entries-disagree",
        Severity.WARNING,
        "Two files say different things of the same work.",
    )
    BIBLIOGRAPHY_PROBLEMS = (
        "bibliography-problems",
        Severity.NOTE,
        "Works of a bibliography that nothing names have problems, which are only counted.",
    )
    DUPLICATE_FIELD = ("duplicate-field", Severity.ERROR, "An entry has the same field twice.")
    UNKNOWN_TYPE = ("unknown-type", Severity.WARNING, "An entry type is not known.")
    UNDEFINED_STRING = (
        "undefined-string",
        Severity.ERROR,
        "A field uses an @string name that is not defined before it.",
    )
    CROSSREF = ("crossref", Severity.ERROR, "A crossref or xdata leads nowhere or in a circle.")
    BAD_NAME = ("bad-name", Severity.WARNING, "A name in an author or editor list is malformed.")
    INCOMPLETE_NAMES = (
        "incomplete-names",
        Severity.WARNING,
        'A list of names ends in "and others" or "et al.".',
    )
    GARBLED_TEXT = ("garbled-text", Severity.WARNING, "A name or a text was decoded wrongly.")
    STRAY_MARKUP = (
        "stray-markup",
        Severity.WARNING,
        "Mark-up of another format is left in a text.",
    )
    BAD_DATE = ("bad-date", Severity.WARNING, "A year, month or date cannot be read.")
    UNKNOWN_LATEX = ("unknown-latex", Severity.WARNING, "A LaTeX command is not known.")
    HIDDEN_ENTRY = (
        "hidden-entry",
        Severity.WARNING,
        "Text looks like an entry but is in a comment or inside a field.",
    )
    MISSING_FIELD = ("missing-field", Severity.WARNING, "A reference lacks what APA prints.")
    TITLE_CAPITALS = (
        "title-capitals",
        Severity.WARNING,
        "A title is written in capitals throughout.",
    )
    LETTER_CASE = (
        "letter-case",
        Severity.WARNING,
        "A name or a journal is in capitals, or in small letters, throughout.",
    )
    TITLE_BRACED = (
        "title-braced",
        Severity.WARNING,
        "A title in Title Case is in braces and is printed unchanged.",
    )
    TITLE_LANGUAGE = (
        "title-language",
        Severity.WARNING,
        "The language of a title with capitals is not clear, so its capitals are kept.",
    )
    LOWERED_WORD = (
        "lowered-word",
        Severity.NOTE,
        "Sentence case has lowered a word of a title that may be a name.",
    )
    BAD_DOI = ("bad-doi", Severity.WARNING, "A DOI does not have the form of a DOI.")
    REVERSED_PAGES = ("reversed-pages", Severity.WARNING, "A page range ends before it begins.")
    DUPLICATE_REFERENCE = (
        "duplicate-reference",
        Severity.WARNING,
        "Two entries describe the same work.",
    )
    SUSPECT_DOI = ("suspect-doi", Severity.WARNING, "Different works carry the same DOI.")
    MISSING_DOI = ("missing-doi", Severity.NOTE, "A journal article has no DOI.")
    UNUSED_REFERENCE = (
        "unused-reference",
        Severity.NOTE,
        "No summary, reading list or text names a reference.",
    )
    UNUSUAL_FORM = (
        "unusual-form",
        Severity.NOTE,
        "A value is understood, but is not written in its usual form.",
    )
    # -- summaries, vocabularies, lists --------------------------------------------------------
    YAML_SYNTAX = ("yaml-syntax", Severity.ERROR, "YAML cannot be read.")
    CUT_BY_COMMENT = ("cut-by-comment", Severity.WARNING, "A comment may be a part of a value.")
    FRONT_MATTER = ("front-matter", Severity.ERROR, "A summary does not begin with front matter.")
    UNKNOWN_FIELD = ("unknown-field", Severity.ERROR, "A field name is not one that is read.")
    MISSING_VALUE = ("missing-value", Severity.ERROR, "A field that is needed is absent or empty.")
    BAD_VALUE = ("bad-value", Severity.ERROR, "A value is not of the kind its field takes.")
    BAD_MONTH = ("bad-month", Severity.ERROR, "A month is not written as YYYY-MM.")
    UNKNOWN_REFERENCE = (
        "unknown-reference",
        Severity.ERROR,
        "A citation key is not in references.bib, nor in a bibliography.",
    )
    UNKNOWN_TOPIC = ("unknown-topic", Severity.ERROR, "A topic is not in topics.yaml.")
    UNKNOWN_RESEARCH_TYPE = (
        "unknown-research-type",
        Severity.ERROR,
        "A research type is not in research-types.yaml.",
    )
    UNKNOWN_STYLE = ("unknown-style", Severity.ERROR, "A list's style or locale cannot be used.")
    UNKNOWN_PAGE = ("unknown-page", Severity.ERROR, "A redirect leads to no page of the site.")
    DUPLICATE_ID = ("duplicate-id", Severity.ERROR, "An id is used twice where it must be unique.")
    UNKNOWN_SECTION = ("unknown-section", Severity.ERROR, "A summary has a heading of no section.")
    MISSING_SECTION = ("missing-section", Severity.WARNING, "A summary lacks one of its sections.")
    MISSING_REFERENCE = (
        "missing-reference",
        Severity.WARNING,
        "A summary names no reference that it summarises.",
    )
    NO_EFFECTS = ("no-effects", Severity.NOTE, "A summary records no effect sizes.")
    LONG_IMPLICATIONS = (
        "long-implications",
        Severity.WARNING,
        "The practice implications of a summary are longer than its summary section.",
    )
    SAME_MONTH = (
        "same-month",
        Severity.WARNING,
        "Two summaries of one month are of the same work.",
    )
    FILE_NAME = ("file-name", Severity.WARNING, "A file name does not agree with its month.")
    NO_SUBJECT = ("no-subject", Severity.WARNING, "An effect does not say what it is about.")
    BAD_EFFECT = ("bad-effect", Severity.ERROR, "An effect size has an impossible value.")
    QUOTE_NOT_FOUND = (
        "quote-not-found",
        Severity.ERROR,
        "The quote of an effect size does not occur in the summary.",
    )
    VALUE_NOT_IN_QUOTE = (
        "value-not-in-quote",
        Severity.WARNING,
        "The quote of an effect size does not hold its value.",
    )
    QUOTE_AMBIGUOUS = (
        "quote-ambiguous",
        Severity.WARNING,
        "The quote of an effect size occurs more than once in the summary.",
    )
    FINDING_DISAGREES = (
        "finding-disagrees",
        Severity.WARNING,
        "Two values of one finding do not agree within rounding.",
    )
    STATISTICS_DISAGREE = (
        "statistics-disagree",
        Severity.WARNING,
        "The interval, standard error, p and significance of an effect do not agree.",
    )
    LOPSIDED_INTERVAL = (
        "lopsided-interval",
        Severity.NOTE,
        "An estimate is not in the middle of its interval.",
    )
    DIRECTION_DISAGREES = (
        "direction-disagrees",
        Severity.NOTE,
        "The size of an effect on events does not fit whom it favours.",
    )
    UNRECORDED_EFFECT = (
        "unrecorded-effect",
        Severity.WARNING,
        "A statistic in the prose has no record among the effect sizes.",
    )
    TOPIC_LOOP = ("topic-loop", Severity.ERROR, "Broader topics lead in a circle.")
    EMPTY_LIST = ("empty-list", Severity.WARNING, "A reading list or a part of it is empty.")
    DUPLICATE_ITEM = (
        "duplicate-item",
        Severity.WARNING,
        "A list names the same thing twice.",
    )
    UNSUMMARISED_ITEM = (
        "unsummarised-item",
        Severity.NOTE,
        "A reading list names a work that has no summary.",
    )
    SUPERSEDED_ITEM = (
        "superseded-item",
        Severity.NOTE,
        "A newer work replaces a finding of a listed one, and the list does not name it.",
    )
    # -- notices -----------------------------------------------------------------------------
    RETRACTED_REFERENCE = (
        "retracted-reference",
        Severity.WARNING,
        "A summary or list uses a work that was retracted.",
    )
    CONCERN_REFERENCE = (
        "concern-reference",
        Severity.WARNING,
        "A summary or list uses a work with an expression of concern.",
    )
    CORRECTED_REFERENCE = (
        "corrected-reference",
        Severity.WARNING,
        "A summary or list uses a work that was corrected.",
    )
    # -- silences ------------------------------------------------------------------------------
    BAD_SILENCE = (
        "bad-silence",
        Severity.WARNING,
        "A rule is silenced without a reason, is not known or cannot be silenced.",
    )
    STALE_SILENCE = (
        "stale-silence",
        Severity.NOTE,
        "A rule is silenced that has nothing to say here.",
    )

    @property
    def holds_back(self) -> bool:
        """Whether other problems in the same file are probably consequences of this one."""
        return self in (Rule.NUL_BYTES, Rule.MERGE_CONFLICT)

    @property
    def is_of_file(self) -> bool:
        """Whether it is reported for a bibliography even if nothing uses the work in question.

        Files of other programs have many flaws that do not matter; these problems lose works.
        """
        return self in (
            Rule.UNREADABLE_FILE,
            Rule.ENCODING,
            Rule.NUL_BYTES,
            Rule.MERGE_CONFLICT,
            Rule.UNEXPECTED_FILE,
            Rule.BIBTEX_SYNTAX,
            Rule.NO_ENTRIES,
            Rule.DUPLICATE_KEY,
            Rule.BIBLIOGRAPHY_PROBLEMS,
        )

    @property
    def can_be_silenced(self) -> bool:
        """Whether the rule can be silenced, with a reason.

        Not if text of the author is left out, nor if the rule is about a whole file.
        """
        if self.severity is Severity.ERROR:
            return self in (Rule.BAD_EFFECT, Rule.QUOTE_NOT_FOUND, Rule.UNKNOWN_SECTION)
        return self not in (
            Rule.ENCODING,
            Rule.UNEXPECTED_FILE,
            Rule.BIBLIOGRAPHY_PROBLEMS,
            Rule.BAD_SILENCE,
            Rule.STALE_SILENCE,
        )


@dataclass(frozen=True, kw_only=True, order=True)
class Location:
    """A location in a text file."""

    path: str
    """Path relative to the library's folder, with forward slashes."""
    line: int
    """Line, counted from 1."""

    def __str__(self) -> str:
        """Return the location in the form that editors recognise."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Problem(Shown):
    """One problem in a text file."""

    rule: Rule
    at: Location
    message: str
    """What is wrong, for people; without a full stop."""
    hint: str = ""
    """How to fix it; empty if the message already says so."""
    key: str = ""
    """The citation key, summary id or list slug concerned, if any."""
    fix: Fix | None = field(default=None, compare=False)
    """The fix, if there is only one possible."""

    @property
    def severity(self) -> Severity:
        """The severity of the problem's rule."""
        return self.rule.severity

    def __repr__(self) -> str:
        """Return the severity and the line of `str`."""
        return f"<{self.severity.value.capitalize()} {self}>"

    def __str__(self) -> str:
        """Return the problem on one line: `file:line: key: message; hint (rule)`."""
        subject = f"{self.key}: " if self.key else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.at}: {subject}{self.message}{hint} ({self.rule.value})"


BIBTEX_FIELD = "pprkb-ignore"
"""The field of a BibTeX entry that silences rules: `rule: reason; rule: reason`."""
YAML_FIELD = "ignore"
"""The field of a summary or reading list that maps silenced rules to reasons."""


@dataclass(frozen=True, kw_only=True)
class Silence:
    """One rule silenced for one entry, summary or list."""

    rule: Rule
    reason: str
    """The reason, in the author's words."""
    key: str
    """Citation key, summary id or list slug."""
    at: Location


class SilencedProblem(NamedTuple):
    """A problem that is not reported, and the reason."""

    problem: Problem
    reason: str


@dataclass(frozen=True, kw_only=True)
class Findings(Shown):
    """The result of `check`, by file and line."""

    problems: tuple[Problem, ...] = ()
    """Errors, warnings and notes."""
    silenced: tuple[SilencedProblem, ...] = ()
    """Problems that the author has silenced."""

    def __repr__(self) -> str:
        """Return the number of problems of each severity on one line."""
        problems = how_many(len(self.problems), "problem")
        return f"<Findings: {problems}, {len(self.silenced):,} silenced>"


class Heard(NamedTuple):
    """Problems after silences were applied."""

    problems: tuple[Problem, ...]
    """The remaining problems, in their order."""
    silenced: tuple[SilencedProblem, ...]
    unused: tuple[Silence, ...]
    """Silences that matched no problem."""


def read_silence(rule: str, reason: str, *, key: str, at: Location) -> Silence | Problem:
    """Return a silence as the author wrote it, or a problem if it is invalid.

    Args:
        rule: The code of a rule, as written.
        reason: The reason, as written.
        key: The key, id or slug that it applies to.
        at: Where it is.
    """
    codes = {one.value: one for one in Rule}
    found = codes.get(rule)
    if found is None:
        message = f'there is no rule "{rule}"'
        hint = did_you_mean(rule, codes, "docs/rules.md lists the rules")
    elif not found.can_be_silenced:
        message, hint = f'"{rule}" cannot be silenced', "fix what it says, and delete the silence"
    elif not reason:
        message, hint = f'"{rule}" is silenced without a reason', f"write why: `{rule}: the reason`"
    else:
        return Silence(rule=found, reason=reason, key=key, at=at)
    return Problem(rule=Rule.BAD_SILENCE, at=at, key=key, message=message, hint=hint)


def hear(problems: Iterable[Problem], silences: Iterable[Silence]) -> Heard:
    """Separate silenced problems from the others.

    A silence applies to problems of its rule with its key in its file.
    """
    by_place = {(one.rule, one.key, one.at.path): one for one in silences}
    used: set[tuple[Rule, str, str]] = set()
    kept: list[Problem] = []
    silenced: list[SilencedProblem] = []
    for problem in problems:
        place = (problem.rule, problem.key, problem.at.path)
        silence = by_place.get(place)
        if silence is None:
            kept.append(problem)
        else:
            used.add(place)
            silenced.append(SilencedProblem(problem, silence.reason))
    unused = tuple(silence for place, silence in by_place.items() if place not in used)
    return Heard(tuple(kept), tuple(silenced), unused)
