"""Measures what each command costs on libraries of several sizes, and how the cost grows.

    python benchmarks/growth.py [--sizes 2000/500 4000/1000 8000/2000] [--only WORDS]
                                [--before before.tsv] [--write after.tsv]

A size is references/summaries. Costs are seconds of the processor (user and system) of a whole
command, and the peak of its memory, at the largest size. What was read of files that have not
changed is remembered, as it is in an author's daily work. The exponent is of the cost against the
size, from the smallest to the largest: 1 is linear, 2 is quadratic. Commands that write are run on
a copy. With `--before`, the costs of an earlier run are printed beside.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from made_library import make, works

_LEAST = 0.4
"""Seconds at the largest size below which start-up hides the growth."""
_PRINTED = (
    "Cuijpers, P., Reijnders, M., & Huibers, M. J. H. (2019). The role of common factors in "
    "psychotherapy outcomes. Annual Review of Clinical Psychology, 15, 207–231. "
    "https://doi.org/10.1146/annurev-clinpsy-050718-095424"
)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one run of a command took."""

    seconds: float
    """Of the processor, user and system."""
    megabytes: float
    """Peak of the resident memory."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A made library with its database, and names of what is in it."""

    folder: Path
    database: Path
    keys: tuple[str, ...]
    """Of works with a summary."""

    @property
    def summaries(self) -> list[Path]:
        """The files of the summaries."""
        return sorted((self.folder / "data" / "summaries").glob("*.md"))


Edit = Callable[[Place], object]


@dataclass(frozen=True, kw_only=True)
class Command:
    """A command line to measure."""

    name: str
    words: str | Callable[[Place], Sequence[str]]
    """What follows `pprkb`; `KEY`, `KEYS`, `SUMMARY`, `OUT` and `SITE` are replaced."""
    edit: Edit | None = None
    """What is changed in a copy before."""
    writes: bool = False
    codes: tuple[int, ...] = (0,)


def touch(count: int | None) -> Edit:
    """Edit so many summaries, or all."""

    def edit(place: Place) -> None:
        for path in place.summaries[:count]:
            path.write_bytes(path.read_bytes() + b"\nOne more line.\n")

    return edit


def append(name: str, text: str) -> Edit:
    """Put a text at the end of a file of the library."""

    def edit(place: Place) -> None:
        with (place.folder / "data" / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def published(then: Edit = lambda _: None) -> Edit:
    """Publish the site, and edit something after."""

    def edit(place: Place) -> None:
        run(command_line(_PUBLISH, place, ""))
        then(place)

    return edit


def unlink_five(place: Place) -> None:
    """Take the reference from five summaries."""
    for path in place.summaries[:5]:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text(
            "".join(line for line in lines if not line.startswith(("reference:", "also:"))),
            encoding="utf-8",
        )


def five_hundred(place: Place) -> list[str]:
    """Return the command that adds a file of five hundred works."""
    path = place.folder / "more.bib"
    added = (work.entry.replace("{", "{new-", 1) for work in works(500))
    path.write_text("\n".join(added).replace("Handbook", "Companion"), encoding="utf-8")
    return ["add", str(path), "--dry-run", "--accept-doubts"]


_ENTRY = "\n@book{zzz2020one, author={Zzz, A.}, title={One more}, year={2020}, publisher={P}}\n"
_FORMATS = [
    "text",
    "markdown",
    "html",
    "docx",
    "odt",
    "latex",
    "imscc",
    "bibtex",
    "biblatex",
    "ris",
    "csl-json",
    "csv",
    "json",
]
_RECORDS = ("bibtex", "biblatex", "ris", "csl-json", "csv", "json")

_PUBLISH = Command(name="publish", words="publish SITE", writes=True)

COMMANDS = (
    Command(name="build full", words="build --full"),
    Command(name="build no change", words="build"),
    Command(name="build 1 summary edited", words="build", edit=touch(1)),
    Command(name="build 100 summaries edited", words="build", edit=touch(100)),
    Command(name="build all summaries edited", words="build", edit=touch(None)),
    Command(name="build 1 reference added", words="build", edit=append("references.bib", _ENTRY)),
    Command(name="build topics edited", words="build", edit=append("topics.yaml", "\n# Edited.\n")),
    Command(
        name="build 1 list edited",
        words="build",
        edit=append("reading-lists/list-50.yaml", "# Edited.\n"),
    ),
    Command(name="--help", words="--help"),
    Command(name="list", words="list"),
    Command(name="list --limit 10", words="list --limit 10"),
    Command(name="list --topic", words="list --topic alliance --limit 10"),
    Command(name="list --type", words="list --type review --limit 10"),
    Command(name="list --month", words="list --month 2010-05"),
    Command(name="list --summarised", words="list --summarised --limit 10"),
    Command(name="list --author", words="list --author Kovander"),
    Command(name="list --since", words="list --since 2020 --limit 10"),
    Command(name="list --match", words="list --match alliance --limit 10"),
    Command(name="list --keyword", words="list --keyword insomnia --limit 10"),
    Command(name="list --key", words="list --key KEY"),
    Command(name="list --without-retracted", words="list --without-retracted --limit 10"),
    Command(name="list --sort month", words="list --sort month"),
    Command(name="list --json", words="list --json"),
    Command(name="search", words="search insomnia veterans"),
    Command(name="search common", words="search alliance"),
    Command(name="search --topic", words="search empathy --topic alliance"),
    Command(name="search nothing", words="search allianse insomnya"),
    Command(name="show", words="show KEY"),
    Command(name="show --words", words="show KEY --words"),
    Command(name="show typo", words="show KEYx", codes=(3,)),
    Command(name="topics", words="topics"),
    Command(name="cite 1", words="cite KEY"),
    Command(name="cite 20", words="cite KEYS"),
    *(Command(name=f"export {one}", words=f"export --to {one} -o OUT") for one in _FORMATS),
    Command(name="export pdf", words="export --to pdf -o OUT"),
    Command(name="export --group-by year", words="export --group-by year"),
    Command(name="export --topic", words="export --topic alliance"),
    *(
        Command(
            name=f"export full {one}", words=f"export --summarised --depth full --to {one} -o OUT"
        )
        for one in _FORMATS
        if one not in _RECORDS
    ),
    *(
        Command(name=f"effects {one}", words=f"effects --to {one} -o OUT")
        for one in ("text", "html", "docx", "odt", "csv", "json", "svg")
    ),
    Command(name="effects --topic", words="effects --topic alliance"),
    Command(name="effects --words", words="effects --as r --words"),
    Command(name="evidence", words="evidence does empathy matter"),
    Command(name="compare 20", words="compare KEYS"),
    *(
        Command(name=f"reading-list {count}", words=f"reading-list list-{count}")
        for count in (50, 100, 200, 400)
    ),
    *(
        Command(name=f"reading-list questions {count}", words=f"reading-list questions-{count}")
        for count in (10, 20, 40)
    ),
    Command(name="reading-list 100 docx", words="reading-list list-100 --to docx -o OUT"),
    Command(name="reading-list check", words="reading-list check list-100", codes=(0, 1)),
    Command(name="reading-list pin", words="reading-list pin questions-20", writes=True),
    Command(name="reading-list suggest", words="reading-list suggest"),
    Command(name="reading-list suggest --max 100", words="reading-list suggest --max 100"),
    Command(name="check", words="check", codes=(0, 1)),
    Command(name="check 1 summary edited", words="check", edit=touch(1), codes=(0, 1)),
    Command(name="check --fix --dry-run", words="check --fix --dry-run", codes=(0, 1)),
    Command(name="add --apa --dry-run", words=lambda _: ["add", "--apa", _PRINTED, "--dry-run"]),
    Command(name="add --apa", words=lambda _: ["add", "--apa", _PRINTED], writes=True),
    Command(name="add 500 --dry-run", words=five_hundred, writes=True, codes=(0, 1)),
    Command(name="new", words="new LONELY", writes=True),
    Command(name="link --suggest", words="link --suggest", edit=unlink_five),
    Command(name="extract", words="extract SUMMARY", codes=(0, 1)),
    Command(name="rename", words="rename KEY another2020key", writes=True),
    Command(name="orphans", words="orphans"),
    Command(name="preview", words="preview SUMMARY -o OUT"),
    Command(name="month", words="month 2010-05", codes=(0, 1)),
    Command(name="release", words="release 0.9 -o OUT", writes=True, codes=(0, 1)),
    Command(name="retractions list", words="retractions list"),
    _PUBLISH,
    Command(name="publish no change", words=_PUBLISH.words, edit=published()),
    Command(name="publish 1 summary edited", words=_PUBLISH.words, edit=published(touch(1))),
)


def command_line(command: Command, place: Place, lonely: str) -> list[str]:
    """Return the words of a command, the program first."""
    written = command.words(place) if callable(command.words) else command.words.split()
    values = {
        "KEY": [place.keys[0]],
        "KEYS": list(place.keys[:20]),
        "KEYx": [f"{place.keys[0]}x"],
        "LONELY": [lonely],
        "SUMMARY": [place.summaries[0].stem],
        "SITE": [str(place.database.parent / "site")],
        "OUT": [str(place.database.parent / f"out-{os.getpid()}")],
    }
    words = [one for word in written for one in values.get(word, [word])]
    own = ["--library", str(place.folder), "--database", str(place.database)]
    return [sys.executable, "-m", "pprkb", *own, *words]


_REMEMBERS = next(command for command in COMMANDS if command.name == "check")


def run(words: Sequence[str], codes: tuple[int, ...] = (0,)) -> Cost | None:
    """Run a command to its end; None where it ended in another way than it should."""
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in codes:
        return None
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(seconds=usage.ru_utime + usage.ru_stime, megabytes=kilobytes / 1024)


def measure(command: Command, place: Place, lonely: str, scratch: Path) -> Cost | None:
    """Measure one command, on a copy where it or its edit writes."""
    if not (command.writes or command.edit):
        return run(command_line(command, place, lonely), command.codes)
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(place.folder / "data", copy / "data")
    database = copy / "pprkb.db"
    shutil.copy(place.database, database)
    own = Place(folder=copy, database=database, keys=place.keys)
    # An author's library was read before, and what was read is remembered by its folder.
    run(command_line(_REMEMBERS, own, lonely), _REMEMBERS.codes)
    if command.edit:
        command.edit(own)
    return run(command_line(command, own, lonely), command.codes)


def exponent(sizes: Sequence[int], costs: Sequence[Cost | None]) -> float | None:
    """Return how the cost grows from the first size to the last; None where that says nothing."""
    first, last = costs[0], costs[-1]
    if len(sizes) < 2 or not first or not last or last.seconds < _LEAST:
        return None
    return math.log(last.seconds / first.seconds) / math.log(sizes[-1] / sizes[0])


def _read_before(path: Path | None) -> dict[tuple[str, str], float]:
    if path is None:
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {(row[0], row[1]): float(row[2]) for row in rows if row[2] != "-"}


def main() -> None:
    """Read the command line, make the libraries and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", default=["2000/500", "4000/1000", "8000/2000"])
    parser.add_argument("--only", default="", help="commands whose name holds this")
    parser.add_argument("--before", type=Path, help="costs of an earlier run")
    parser.add_argument("--write", type=Path, help="write the costs as tab-separated values")
    asked = parser.parse_args()
    before = _read_before(asked.before)
    chosen = [command for command in COMMANDS if asked.only in command.name]
    rows: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        places: list[tuple[str, int, Place, str]] = []
        for size in asked.sizes:
            references, summaries = map(int, size.split("/"))
            folder = scratch / size.replace("/", "-")
            make(folder, references, summaries)
            made = [work.key for work in works(references)]
            step = max(1, references // summaries)
            keys = tuple(made[number * step] for number in range(min(20, summaries)))
            place = Place(folder=folder, database=folder / "pprkb.db", keys=keys)
            places.append((size, references, place, made[1]))
            run(command_line(COMMANDS[0], place, made[1]))
        head = "".join(f"{size:>12}" for size in asked.sizes)
        print(f"{'CPU seconds':<34}{head}    MB    exp" + ("   before" if before else ""))
        for command in chosen:
            costs = [measure(command, place, lonely, scratch) for _, _, place, lonely in places]
            figures = "".join(f"{cost.seconds:>12.2f}" if cost else f"{'-':>12}" for cost in costs)
            grown = exponent([references for _, references, _, _ in places], costs)
            last = costs[-1]
            line = f"{command.name:<34}{figures}{last.megabytes if last else 0:>6.0f}"
            line += f"{grown:>7.2f}" if grown is not None else f"{'':>7}"
            earlier = before.get((command.name, asked.sizes[-1]))
            print(line + (f"{earlier:>9.2f}" if earlier is not None else ""), flush=True)
            rows += [
                f"{command.name}\t{size}\t{cost.seconds:.3f}\t{cost.megabytes:.0f}"
                if cost
                else f"{command.name}\t{size}\t-\t-"
                for size, cost in zip(asked.sizes, costs, strict=True)
            ]
            if asked.write:
                asked.write.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
