"""Proposing effect sizes from a summary's prose, and recording accepted ones."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pprkb.evidence.extraction.extract import Proposal, Tier, extract
from pprkb.files.change import Change
from pprkb.files.folder import SourceFile, scan
from pprkb.files.front_matter import Part, split_front_matter
from pprkb.files.merge_conflict import conflict_problems
from pprkb.files.read.known import Known
from pprkb.files.read.summary import read_summary
from pprkb.files.report import Report
from pprkb.files.text import decode_text, no_text
from pprkb.files.yaml.edit import add_items
from pprkb.files.yaml.values import double_quoted, yaml_text
from pprkb.model.effect import EffectSize, printed_number
from pprkb.model.errors import EditError, NotFoundError
from pprkb.text.spelling import did_you_mean, named


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A proposal with its sentence."""

    number: int
    """The number for accepting it, from 1 over all statistics, so that numbers do not shift when
    one is recorded."""
    proposal: Proposal
    quote: str
    before: str
    """The sentence before the quote."""
    after: str
    """The sentence after the quote."""
    line: int
    """Line of the summary's file."""
    recorded: bool
    """Whether a record already quotes it."""


@dataclass(frozen=True, kw_only=True)
class Offers:
    """All statistics in a summary's prose, recorded or not."""

    path: str
    """Relative to the library's folder."""
    content: bytes
    """The file as read."""
    offers: tuple[Offer, ...]

    @property
    def unrecorded(self) -> tuple[Offer, ...]:
        """The proposals without a record."""
        return tuple(offer for offer in self.offers if not offer.recorded)


def find_offers(root: Path, summary: str) -> Offers:
    """Read a summary's prose, number its statistics, and find those without a record.

    Args:
        root: The library's folder.
        summary: The id of a summary: its file's name without extension.

    Raises:
        NotFoundError: There is no such summary.
        EditError: It has a merge conflict.
    """
    file = _find(root, summary)
    text, _ = decode_text(file.content, file.path)
    for conflict in conflict_problems(text, file.path):
        raise EditError(f"{conflict.at}: {conflict.message}", hint=conflict.hint)
    report = Report(file.path)
    _, body = split_front_matter(text, report)
    taken = [effect.quote for effect in _effects(text, file.path) if effect.quote]
    offers = tuple(
        _offer(number, proposal, body, taken)
        for number, proposal in enumerate(extract(body.text), start=1)
    )
    return Offers(path=file.path, content=file.content, offers=offers)


def find_in_prose(content: bytes, name: str) -> Offers:
    """Read any text and number its statistics; none are recorded.

    Args:
        content: The text as bytes.
        name: Its name in messages, such as the file name.

    Raises:
        EditError: The bytes are a PDF or a word processor file, not text.
    """
    if kind := no_text(content):
        raise EditError(f"{name} is {kind}", hint="save or copy its words as plain text")
    text, _ = decode_text(content, name)
    offers = tuple(
        _offer(number, proposal, Part(text, 1), ())
        for number, proposal in enumerate(extract(text), start=1)
    )
    return Offers(path=name, content=content, offers=offers)


def _effects(text: str, path: str) -> tuple[EffectSize, ...]:
    """Return the records of a summary file; references and topics are not needed."""
    summary = read_summary(text, Report(path), "", Known())
    return summary.effects if summary else ()


def _find(root: Path, summary: str) -> SourceFile:
    files = {f.stem: f for f in scan(root).files if f.path.startswith("data/summaries/")}
    if file := named(summary, files):
        return file
    hint = did_you_mean(summary, files, "name a file of data/summaries without its extension")
    raise NotFoundError(f'there is no summary "{summary}"', hint=hint)


def _is_recorded(proposal: Proposal, quote: str, taken: Iterable[str]) -> bool:
    words = _plain(quote)
    if proposal.tier is Tier.PERCENTAGE:
        # A percentage within another record's quote is not that record's value.
        return any(words == _plain(other) for other in taken)
    return any(_holds(words, _plain(other)) or _holds(_plain(other), words) for other in taken)


def _holds(text: str, part: str) -> bool:
    """Return whether a text contains another at word boundaries: "d = .57" not "d = .5"."""
    return bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text))


def _plain(quote: str) -> str:
    return " ".join(re.sub(r"[*_`\\]", "", quote).split())


def _offer(number: int, proposal: Proposal, body: Part, taken: Iterable[str]) -> Offer:
    text = body.text
    quote = text[proposal.start : proposal.end]
    return Offer(
        number=number,
        proposal=proposal,
        quote=quote,
        before=text[proposal.sentence_start : proposal.start].lstrip(),
        after=text[proposal.end : proposal.sentence_end].rstrip(),
        line=body.line + text.count("\n", 0, proposal.start),
        recorded=_is_recorded(proposal, quote, taken),
    )


def record_lines(offer: Offer, taken: set[str]) -> list[str]:
    """Return an accepted proposal as the lines of a record, without hyphen or indentation.

    Facts that the text does not state plainly are left to the author: what is related to what,
    whom it favours, whose finding it is.

    Args:
        offer: The proposal.
        taken: Ids in use; the new one is added.
    """
    p = offer.proposal
    metric = p.metric.value if p.metric else ""
    fields: list[tuple[str, str]] = [("id", _new_id(offer, taken)), ("metric", metric)]
    if p.tier is Tier.VERBAL:
        fields[1] = ("metric", "verbal")
    fields += [("value", p.value), ("value_high", p.value_high)]
    if p.comparator != "=":
        fields.append(("comparator", p.comparator))
    lines = [f"{name}: {_written(name, value)}" for name, value in fields if value]
    if p.interval:
        ends = f"low: {double_quoted(p.interval.low)}, high: {double_quoted(p.interval.high)}"
        level = f", level: {p.interval.level}" if p.interval.level else ""
        lines.append(f"ci: {{{ends}{level}}}")
    rest: list[tuple[str, str]] = [
        ("p", p.p),
        ("k", str(p.k or "")),
        ("k_qualifier", p.k_qualifier),
        ("n", str(p.n or "")),
        ("n_qualifier", p.n_qualifier),
        ("n_unit", p.n_unit),
        ("magnitude", p.magnitude),
        ("significance", p.significance),
        ("quote", " ".join(offer.quote.split())),
    ]
    return lines + [f"{name}: {_written(name, value)}" for name, value in rest if value]


def _numbers(proposal: Proposal) -> list[str]:
    """Return the printed numbers that a record would contain."""
    ends = [proposal.interval.low, proposal.interval.high] if proposal.interval else []
    written = [proposal.value.removesuffix("%").strip(), *ends, proposal.p.lstrip("<>=≤≥ ")]
    return [number for number in written if number]


def _new_id(offer: Offer, taken: set[str]) -> str:
    p = offer.proposal
    words = p.between[0] if p.between else ""
    stem = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:40].strip("-") or "effect"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name


def _written(name: str, value: str) -> str:
    if name in ("k", "n"):
        return value
    return (
        double_quoted(value) if name in ("value", "value_high", "p", "quote") else yaml_text(value)
    )


def accept(offers: Offers, numbers: Sequence[int]) -> Change:
    """Return the change of the summary's file that records accepted proposals.

    Raises:
        NotFoundError: A number is not among the proposals.
        EditError: No number is given, the front matter cannot be edited, or a proposal is recorded
            or names no metric.
    """
    by_number = {offer.number: offer for offer in offers.offers}
    if not numbers:
        raise EditError("no proposal is named", hint="name the numbers of proposals")
    for number in numbers:
        if number not in by_number:
            last = max(by_number, default=0)
            hint = f"the proposals are 1 to {last}" if last else "the summary has no proposals"
            raise NotFoundError(f"there is no proposal {number}", hint=hint)
        if by_number[number].recorded:
            raise EditError(
                f"proposal {number} is recorded already; nothing was recorded",
                hint="choose among the proposals without a record",
            )
        proposal = by_number[number].proposal
        if proposal.metric is None and proposal.tier is Tier.EFFECT:
            raise EditError(
                f"proposal {number} does not say which effect size it is (d, r, …)",
                hint="look it up in the source, and record it by hand",
            )
        for written in _numbers(proposal):
            if printed_number(written) is None:
                raise EditError(
                    f'proposal {number} is printed "{written}", which can be read in two ways',
                    hint="correct the text, or record it by hand with a decimal point",
                )
    text, _ = decode_text(offers.content, offers.path)
    before = _effects(text, offers.path)
    taken = {effect.id for effect in before}
    items = [record_lines(by_number[number], taken) for number in dict.fromkeys(numbers)]
    changed = add_items(offers.content, offers.path, ("effects",), items)
    again, _ = decode_text(changed, offers.path)
    after = _effects(again, offers.path)
    if after[: len(before)] != before or len(after) != len(before) + len(items):
        raise EditError(
            f"{offers.path} would not be read as it was meant", hint="record the effects by hand"
        )
    return Change(path=offers.path, before=offers.content, after=changed)
