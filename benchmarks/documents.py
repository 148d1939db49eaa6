"""Times long reading lists as documents, against pandoc writing the same text to Word.

    python benchmarks/documents.py [--items 250 500 1000] [--runs 3]

Each list has 15 weeks at depth `full`: the default library's summaries, each copied with a work of
its own. The whole command (reading the database, composing, writing) and pandoc on the same list
as Markdown are run in turn; the ratio is that of the medians. Then the writers alone, without
what comes before them, in seconds of the processor. pandoc is that of $PANDOC or on the PATH;
without it there are no ratios.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from run import ROOT, medians, pandoc, report, run

WEEKS = 15
SLUG = "long"
_REFERENCE = re.compile(r"^reference: *(\S+)$", re.MULTILINE)
_YEAR = re.compile(r"(\n\s*year\s*=\s*\{)\d+(\})")


def library_of(folder: Path, items: int) -> None:
    """Make a library with a reading list of so many summarised works."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    bibliography = (data / "references.bib").read_text(encoding="utf-8")
    summaries = []
    for path in sorted((data / "summaries").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if found := _REFERENCE.search(text):
            written = re.search(rf"^@\w+\{{{found[1]},.*?^\}}", bibliography, re.M | re.S)
            if written:
                summaries.append((path.stem[:7], text, found[1], written[0]))
    entries, keys = [bibliography], []
    for number in range(items):
        month, text, key, entry = summaries[number % len(summaries)]
        own = f"{key}x{number}"
        keys.append(own)
        varied = _YEAR.sub(rf"\g<1>{1920 + number % 101}\g<2>", entry)
        entries.append(varied.replace(key, own, 1))
        named = _REFERENCE.sub(f"reference: {own}", text, count=1)
        (data / "summaries" / f"{month}-copy-{number}.md").write_text(named, encoding="utf-8")
    (data / "references.bib").write_text("\n\n".join(entries), encoding="utf-8")
    lines = ["title: A long list", "depth: full", "sections:"]
    for week in range(WEEKS):
        lines += [f"  - heading: Week {week + 1}", "    items:"]
        lines += [f"      - reference: {key}" for key in keys[week::WEEKS]]
    (data / "reading-lists" / f"{SLUG}.yaml").write_text("\n".join(lines), encoding="utf-8")


def commands(folder: Path, items: int, runs: int) -> None:
    """Time the whole command against pandoc."""
    base = [sys.executable, "-m", "pprkb", "--library", str(folder)]
    listed = [*base, "reading-list", SLUG]
    markdown, word = str(folder / "long.md"), str(folder / "long.docx")
    run([*base, "build"])
    # Once, so that references are formatted: pandoc finds them formatted too.
    run([*listed, "-o", markdown])
    actions = [lambda: run([*listed, "-o", word])]
    if reader := pandoc():
        actions.append(lambda: run([reader, markdown, "-o", str(folder / "pandoc.docx")]))
    ours, *theirs = medians(runs, *actions)
    what = f"{items} items in Word, the whole command"
    if theirs:
        report(what, ours, "pandoc", theirs[0], memory=True)
    else:
        print(f"{what:<44} {ours.seconds:8.3f} s {ours.megabytes:8.0f} MB")


def writers(folder: Path, items: int, runs: int) -> None:
    """Time the writers alone, in seconds of the processor."""
    from pprkb.documents.writers import Format, write
    from pprkb.knowledge_base import KnowledgeBase
    from pprkb.model.errors import OutputError

    document = KnowledgeBase.open(folder).reading_list(SLUG).document
    found: dict[str, float] = {}
    for to in (Format.DOCX, Format.ODT, Format.HTML, Format.MARKDOWN, Format.PDF):
        times = []
        try:
            for _ in range(runs):
                start = time.process_time()
                write(document, to)
                times.append(time.process_time() - start)
        except OutputError:
            continue
        found[to.value] = statistics.median(times)
    words = "   ".join(
        f"{to} {cost:.2f} s ({cost / items * 1000:.2f} ms an item)" for to, cost in found.items()
    )
    print(f"{items} items, the writer alone: {words}", flush=True)


def main() -> None:
    """Run the benchmark for each number of items."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--items", type=int, nargs="+", default=[250, 500, 1000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--writers", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.writers:
        writers(options.writers, options.items[0], options.runs)
        return
    print(f"{WEEKS} weeks at depth full, median of {options.runs} runs each\n", flush=True)
    for items in options.items:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            library_of(folder, items)
            commands(folder, items, options.runs)
            # A process of its own: what it takes would count as its children's memory too.
            again = ["--items", str(items), "--runs", str(options.runs), "--writers", name]
            subprocess.run([sys.executable, __file__, *again], check=True)


if __name__ == "__main__":
    main()
