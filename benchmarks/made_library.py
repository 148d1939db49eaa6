"""Makes a library of any size: distinct works, and summaries in prose with topics and effects.

    python benchmarks/made_library.py FOLDER --references 8000 --summaries 2000

The same numbers make the same bytes. The lists `list-50` to `list-400` name so many works; the
lists `questions-10` to `questions-40` ask so many questions.
"""

from __future__ import annotations

import argparse
import random
import shutil
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_SEED = 20270101
_LISTS = (50, 100, 200, 400)
_QUESTIONS = (10, 20, 40)

_BEGINNINGS = "Al An Bar Ber Bor Cas Chen Dal De Eng Fer Gar Har Hol Jan Kar Kov Lam Lin Mar Mol"
_BEGINNINGS += " Nor Ol Pet Ros Sal Sor Tan Tor Val Van Wei Wil Zim Å Ö Mü"
_MIDDLES = "a e i o u an en in on er ar el or ist and ing"
_ENDINGS = "berg sen son ski man ez ini ova ić ton ley ard eau nen dal mann ler kamp ros wick"
_GIVEN = "Anna Bruno Carla David Elena Frank Gita Hans Irene Jonas Karin Louis Marta Nils Olga"
_GIVEN += " Paul Rosa Simon Tanja Ulrich Vera Willem Yara Zoé"
_TREATMENTS = (
    "cognitive behavioral therapy",
    "interpersonal psychotherapy",
    "psychodynamic therapy",
    "behavioral activation",
    "emotion-focused therapy",
    "acceptance and commitment therapy",
    "group psychotherapy",
    "motivational interviewing",
    "mindfulness-based treatment",
    "schema therapy",
)
_PROBLEMS = (
    "depression",
    "generalized anxiety",
    "panic disorder",
    "posttraumatic stress",
    "eating disorders",
    "borderline personality disorder",
    "chronic pain",
    "substance use",
    "complicated grief",
    "insomnia",
)
_PEOPLE = (
    "adults",
    "adolescents",
    "older adults",
    "university students",
    "veterans",
    "outpatients",
    "inpatients",
    "couples",
    "mothers after birth",
    "refugees",
)
_PROCESSES = (
    "the working alliance",
    "empathy",
    "early change",
    "therapist effects",
    "attachment",
    "outcome expectation",
    "progress feedback",
    "homework",
    "emotional processing",
    "premature termination",
)
_DESIGNS = (
    "A meta-analysis",
    "A systematic review",
    "A randomized controlled trial",
    "A naturalistic study",
    "A longitudinal study",
    "A qualitative study",
    "A mega-analysis of individual data",
)
_JOURNALS = (
    ("Journal of Consulting and Clinical Psychology", "J. Consult. Clin. Psychol."),
    ("Psychotherapy", ""),
    ("Psychotherapy Research", "Psychother. Res."),
    ("Clinical Psychology Review", "Clin. Psychol. Rev."),
    ("The British Journal of Psychiatry", "Br. J. Psychiatry"),
    ("Behaviour Research and Therapy", "Behav. Res. Ther."),
    ("Journal of Counseling Psychology", "J. Couns. Psychol."),
    ("World Psychiatry", ""),
    ("Journal of Affective Disorders", "J. Affect. Disord."),
    ("Psychological Medicine", "Psychol. Med."),
)
_PUBLISHERS = (
    ("Guilford Press", "New York, NY"),
    ("Routledge", "London"),
    ("Oxford University Press", "Oxford"),
    ("American Psychological Association", "Washington, DC"),
    ("Hogrefe", "Göttingen"),
)
_TYPES = ("meta-analysis", "systematic-review", "review", "randomized-trial", "naturalistic-study")
_TOPICS = (
    *("adherence", "alliance", "anxiety", "attachment", "attendance", "client-factors"),
    *("client-preferences", "common-factors", "depression", "training"),
)
_SENTENCES = (
    "The authors asked whether {treatment} helps {people} who suffer from {problem}.",
    "They searched {number} databases and found {studies} studies that met their criteria.",
    "In these, {process} was measured after the {ordinal} session, by clients more often than by "
    "therapists.",
    "Earlier work by @{other} had come to a more cautious conclusion.",
    "Clients whose therapists attended to {process} were less likely to leave treatment early.",
    "The advantage was smaller where the comparison was another bona fide treatment [@{other}].",
    "Allegiance of the researchers explained part of the differences between studies, and the "
    "quality of the trials another part.",
    "Follow-ups of a year or longer were rare, so that little can be said of {problem} in the "
    "long run.",
    "Most participants were women, and their mean age was {number} years.",
    "Therapists differed among each other more than treatments did.",
    "What {people} expect of {treatment} when they begin has been studied seldom.",
    "Neither age nor the severity of {problem} at intake changed the result.",
)
_ADVICE = (
    "Ask about {process} early, and ask again when something has gone wrong between you.",
    "For {people} with {problem}, {treatment} is a good first choice, and not the only one.",
    "Monitor change in every session; who has not changed by the {ordinal} seldom does later.",
    "Adapt the treatment to the client rather than the client to the treatment.",
    "Explain what {treatment} can do and what it cannot do for {problem}.",
)
_ORDINALS = ("third", "fourth", "fifth", "sixth", "eighth", "tenth")


@dataclass(frozen=True)
class Work:
    """A made work, as far as others refer to it."""

    key: str
    entry: str


def _names(chance: random.Random) -> list[str]:
    """Return some six thousand family names, each once."""
    parts = (_BEGINNINGS.split(), _MIDDLES.split(), _ENDINGS.split())
    made = [a + b + c for a in parts[0] for b in parts[1] for c in parts[2]]
    chance.shuffle(made)
    return made


def _initial(chance: random.Random) -> str:
    return f"{chance.choice('ABCDEFGHJKLMNPRSTVWZ')}."


def _fields(work: list[tuple[str, str]]) -> str:
    return "".join(f"  {name:<9} = {{{value}}},\n" for name, value in work)


def works(number: int) -> Iterator[Work]:
    """Yield so many works, no two of which are alike."""
    chance = random.Random(_SEED)
    families = _names(chance)
    given = _GIVEN.split()
    for count in range(number):
        people = []
        for _ in range(min(1 + int(chance.expovariate(0.42)), 12)):
            family = families[int(len(families) * chance.random() ** 1.3)]
            people.append(f"{family}, {chance.choice(given)} {_initial(chance)}")
        year = 1985 + int(40 * chance.random() ** 0.6)
        first = unicodedata.normalize("NFD", people[0].partition(",")[0])
        first = "".join(letter for letter in first.lower() if letter.isascii())
        key = f"{first}{year}n{count}"
        treatment, problem = chance.choice(_TREATMENTS), chance.choice(_PROBLEMS)
        group, process = chance.choice(_PEOPLE), chance.choice(_PROCESSES)
        town = families[(count * 7) % len(families)].capitalize()
        title = (
            f"{process.capitalize()} in {treatment} for {group} with {problem}:"
            f" {chance.choice(_DESIGNS)} from {{{town}}} ({count + 1})"
        )
        fields = [("author", " and ".join(people)), ("title", title), ("year", str(year))]
        kind = chance.random()
        pages = 1 + chance.randrange(900)
        if kind < 0.75:
            journal, short = chance.choice(_JOURNALS)
            entry_type = "article"
            fields += [("journal", journal), ("volume", str(1 + year % 90))]
            fields += [("shortjournal", short)] if short else []
            fields += [("number", str(1 + count % 12)), ("pages", f"{pages}--{pages + 17}")]
            fields += [("doi", f"10.1037/made.{year}.{count}")]
        elif kind < 0.87:
            publisher, place = chance.choice(_PUBLISHERS)
            entry_type = "book"
            fields += [("publisher", publisher), ("address", place)]
        else:
            publisher, place = chance.choice(_PUBLISHERS)
            entry_type = "incollection"
            editor = f"{families[(count * 11) % len(families)]}, {_initial(chance)}"
            fields += [("booktitle", f"Handbook of {treatment} ({count % 97 + 1})")]
            fields += [("editor", editor), ("publisher", publisher), ("address", place)]
            fields += [("pages", f"{pages}--{pages + 24}")]
        if chance.random() < 0.3:
            fields.append(("keywords", f"{problem}, {treatment}, {process.removeprefix('the ')}"))
        yield Work(key, f"@{entry_type}{{{key},\n{_fields(fields)}}}\n")


def summary(number: int, work: Work, all_works: list[Work]) -> tuple[str, str]:
    """Return the name and the text of one summary."""
    chance = random.Random(_SEED + 7 * number)

    def written(sentences: tuple[str, ...], count: int) -> str:
        return " ".join(
            chance.choice(sentences).format(
                treatment=chance.choice(_TREATMENTS),
                problem=chance.choice(_PROBLEMS),
                people=chance.choice(_PEOPLE),
                process=chance.choice(_PROCESSES),
                number=chance.randrange(20, 60),
                studies=chance.randrange(12, 300),
                ordinal=chance.choice(_ORDINALS),
                other=chance.choice(all_works).key,
            )
            for _ in range(count)
        )

    year, month = 2001 + number // 12 % 25, 1 + number % 12
    value, k = f".{chance.randrange(10, 70)}", chance.randrange(8, 200)
    low, high = f".{chance.randrange(1, 9):02}", f".{chance.randrange(71, 95)}"
    quote = f"r = {value}, 95% CI [{low}, {high}]"
    process, topics = chance.choice(_PROCESSES), chance.sample(_TOPICS, 3)
    text = f"""---
title: What we know about {process} in practice ({number + 1})
month: {year}-{month:02}
reference: {work.key}
also: [{chance.choice(all_works).key}]
type: {chance.choice(_TYPES)}
origin: project
topics: [{", ".join(topics)}]
effects:
  - id: outcome
    metric: r
    value: "{value}"
    ci: {{low: {low}, high: {high}}}
    between: [{process}, outcome]
    outcome: outcome
    k: {k}
    level: meta-analysis
    evidence_key: made-{number}
    quote: "{quote}"
---
## Summary
{written(_SENTENCES, 7)}

Over {k} studies, the relationship between {process} and outcome was of medium size ({quote}). \
{written(_SENTENCES, 6)}

{written(_SENTENCES, 6)}

## Practice implications
{written(_ADVICE, 5)}
"""
    return f"{year}-{month:02}-made-{number:05}.md", text


def reading_lists(all_works: list[Work]) -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of lists of works and of questions."""
    chance = random.Random(_SEED + 3)
    for count in _LISTS:
        chosen = chance.sample(all_works, min(count, len(all_works)))
        lines = [f"title: A list of {count} works", "style: apa", "depth: reference", "sections:"]
        for number, work in enumerate(chosen):
            if number % 10 == 0:
                lines += [f'  - heading: "Week {number // 10 + 1}"', "    items:"]
            lines.append(f"      - reference: {work.key}")
        yield f"list-{count}.yaml", "\n".join(lines) + "\n"
    for count in _QUESTIONS:
        lines = [f"title: A list of {count} questions", "sections:"]
        for number in range(count):
            if number % 5 == 0:
                lines += [f'  - heading: "Week {number // 5 + 1}"', "    items:"]
            lines.append(f"      - topic: {_TOPICS[number % len(_TOPICS)]}")
            lines += [f"        type: {_TYPES[number % len(_TYPES)]}"] if number % 3 else []
            lines += [f"        since: {1995 + number % 20}", "        max: 5"]
        yield f"questions-{count}.yaml", "\n".join(lines) + "\n"


def make(folder: Path, references: int, summaries: int) -> None:
    """Make a library in an empty or new folder."""
    data = folder / "data"
    for name in ("summaries", "reading-lists"):
        (data / name).mkdir(parents=True, exist_ok=True)
    for name in ("topics.yaml", "research-types.yaml"):
        shutil.copy(ROOT / "data" / name, data / name)
    made = list(works(references))
    bibliography = "\n".join(work.entry for work in made)
    (data / "references.bib").write_text(bibliography, encoding="utf-8")
    step = max(1, references // max(1, summaries))
    for number in range(summaries):
        name, text = summary(number, made[number * step % references], made)
        (data / "summaries" / name).write_text(text, encoding="utf-8")
    for name, text in reading_lists(made):
        (data / "reading-lists" / name).write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line and make the library."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--references", type=int, default=8000)
    parser.add_argument("--summaries", type=int, default=2000)
    asked = parser.parse_args()
    make(asked.folder, asked.references, asked.summaries)


if __name__ == "__main__":
    main()
