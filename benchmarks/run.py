"""Times pprkb against its peers, run side by side, and prints the ratios.

    python benchmarks/run.py [--entries 7000] [--runs 3]

Each pair of commands is run in turn, A B A B; the ratio is that of the medians, so that a busy
machine slows both. Peers that are not installed are left out: pandoc (on the PATH or $PANDOC).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REAL_LIBRARIES = ROOT.parent / "shared" / "facts" / "real-bib"
_ENTRY = re.compile(r"(?im)^(\s*@(?!comment|string|preamble)\w+\s*\{\s*)([^,\s{}]+)(\s*,)")
_STRING = re.compile(r"(?im)^@string\s*\{.*\}\s*$")


@dataclass(frozen=True)
class Cost:
    """What one run of a command took."""

    seconds: float
    megabytes: float
    """Peak of the resident memory."""


def run(command: list[str]) -> Cost:
    """Run a command to its end; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{command} ended with {status}")
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Cost(seconds, kilobytes / 1024)


def medians(runs: int, *actions: Callable[[], Cost]) -> list[Cost]:
    """Run some actions in turn and return the median cost of each."""
    costs: list[list[Cost]] = [[] for _ in actions]
    for _ in range(runs):
        for action, found in zip(actions, costs, strict=True):
            found.append(action())
    return [
        Cost(
            statistics.median(cost.seconds for cost in found),
            statistics.median(cost.megabytes for cost in found),
        )
        for found in costs
    ]


def library_of(folder: Path, entries: int) -> int:
    """Make a library of about so many entries from real ones, each copy with keys of its own."""
    sources = sorted(REAL_LIBRARIES.glob("*.bib")) or [ROOT / "data" / "references.bib"]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sources]
    parts: list[str] = []
    count = copy = 0
    while count < entries:
        for text in texts:
            copy += 1
            renamed, number = _ENTRY.subn(rf"\g<1>\g<2>x{copy}\g<3>", text)
            parts.append(renamed if copy <= len(texts) else _STRING.sub("", renamed))
            count += number
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    with (data / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write("\n\n".join(["", *parts]))
    return count


def report(what: str, ours: Cost, peer: str, theirs: Cost, *, memory: bool = False) -> None:
    """Print one comparison."""
    line = (
        f"{what:<44} {ours.seconds:8.3f} s   {peer:<28} {theirs.seconds:8.3f} s"
        f"   ratio {ours.seconds / theirs.seconds:6.3f}"
    )
    if memory:
        line += f"   memory {ours.megabytes:.0f} / {theirs.megabytes:.0f} MB"
    print(line)


def pandoc() -> str:
    """Return the path of pandoc, or nothing."""
    return os.environ.get("PANDOC") or shutil.which("pandoc") or ""


def start_up(runs: int) -> None:
    """Time `pprkb --help` against importing click."""
    program = [sys.executable, "-m", "pprkb", "--help"]
    peer = [sys.executable, "-c", "import click"]
    ours, theirs = medians(max(runs, 7), lambda: run(program), lambda: run(peer))
    report("pprkb --help", ours, "import click", theirs)


def building(folder: Path, runs: int) -> None:
    """Time a full build, incremental ones, and pandoc reading the same file, all in turn."""
    base = [sys.executable, "-m", "pprkb", "--library", str(folder), "build"]
    bibliography = folder / "data" / "references.bib"
    summary = sorted((folder / "data" / "summaries").glob("*.md"))[0]

    def edit_and_build() -> Cost:
        with summary.open("a", encoding="utf-8") as text:
            text.write("\nOne more line.\n")
        return run(base)

    actions = [lambda: run([*base, "--full"]), edit_and_build, lambda: run(base)]
    if reader := pandoc():
        command = [reader, "-f", "biblatex", "-t", "csljson", str(bibliography)]
        actions.append(lambda: run(command))
    full, edited, unchanged, *theirs = medians(max(runs, 5), *actions)
    if theirs:
        report("full build", full, "pandoc -t csljson", theirs[0], memory=True)
    else:
        print(f"full build: {full.seconds:.3f} s (pandoc is not installed)")
    report("build after one edited summary", edited, "full build", full)
    report("build with nothing changed", unchanged, "full build", full)


def searching(folder: Path) -> None:
    """Time searches inside one process, against scanning the same text with LIKE."""
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.model.filters import Filters
    from pprkb.query.search import search

    def fastest(action: Callable[[], object]) -> Cost:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            action()
            times.append(time.perf_counter() - start)
        return Cost(statistics.median(times), 0)

    knowledge_base = KnowledgeBase.open(folder)
    with knowledge_base.reading() as database:
        scan = (
            "SELECT key FROM article_fts WHERE title LIKE ? OR summary LIKE ? OR details LIKE ?"
            " OR authors LIKE ?"
        )

        def scanned(like: str) -> object:
            return database.execute(scan, (like,) * 4).fetchall()

        for words in ("meta-analysis", "effect size", "d = .57", "children language", "Flückiger"):
            ours = fastest(partial(search, database, words, Filters()))
            theirs = fastest(partial(scanned, f"%{words}%"))
            report(f'search "{words}"', ours, "LIKE over the same text", theirs)
    ours = fastest(lambda: knowledge_base.search("meta-analysis", Filters()))
    print(f"{'search with the check that files are unchanged':<44} {ours.seconds:8.3f} s")


def exporting(folder: Path, runs: int) -> None:
    """Time formatting every reference against pandoc's citeproc on a part of them."""
    base = [sys.executable, "-m", "pprkb", "--library", str(folder), "export"]
    output = str(folder / "list.md")
    reader = pandoc()
    if not reader:
        (ours,) = medians(runs, lambda: run([*base, "-o", output]))
        print(f"export of all references: {ours.seconds:.3f} s (pandoc is not installed)")
        return
    items = str(folder / "some.json")
    run([*base, "--limit", "1000", "--to", "csl-json", "-o", items])
    nocite = folder / "nocite.md"
    nocite.write_text("---\nnocite: '@*'\n---\n", encoding="utf-8")
    style = str(ROOT / "src" / "pprkb" / "csl" / "styles" / "apa.csl")
    command = [reader, "--citeproc", "--csl", style, "--bibliography", items, str(nocite)]
    ours, theirs = medians(
        runs,
        lambda: run([*base, "--limit", "1000", "-o", output]),
        lambda: run([*command, "-t", "markdown", "-o", output]),
    )
    report("export of 1,000 references", ours, "pandoc --citeproc", theirs)
    word = str(folder / "list.docx")
    ours, theirs = medians(
        runs,
        lambda: run([*base, "--limit", "1000", "-o", word]),
        lambda: run([*command, "-o", word]),
    )
    report("the same in Word", ours, "pandoc --citeproc", theirs)


def main(arguments: Iterable[str] | None = None) -> None:
    """Run all benchmarks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=7000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args(arguments if arguments is None else list(arguments))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = library_of(folder, options.entries)
        print(f"a library of {count:,} entries, median of {options.runs} runs each\n")
        start_up(options.runs)
        building(folder, options.runs)
        searching(folder)
        exporting(folder, options.runs)


if __name__ == "__main__":
    main()
