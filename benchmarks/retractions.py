"""Times `pprkb retractions update` against reading the same CSV with csv.DictReader alone.

    python benchmarks/retractions.py [--rows 60000] [--runs 5]

The data set is invented, with cells as long as those of the real one, about a kilobyte a row; the
library is the one that comes with pprkb. Both are commands of their own and run in turn; the
medians of time and peak memory are compared.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from pathlib import Path

from run import ROOT, medians, report, run

HEADER = [
    *("Record ID", "Title", "Subject", "Institution", "Journal", "Publisher", "Country", "Author"),
    *("URLS", "ArticleType", "RetractionDate", "RetractionDOI", "RetractionPubMedID"),
    *("OriginalPaperDate", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature"),
    *("Reason", "Paywalled", "Notes", ""),
]
WORDS = ("effects", "of", "the", "alliance", "in", "patients", "with", "graphene", "étude")
ALONE = """
import csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as text:
    print(sum(1 for row in csv.DictReader(text)))
"""


def write_data_set(path: Path, rows: int) -> None:
    """Write an invented data set."""
    dice = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(HEADER)
        for number in range(rows):
            writer.writerow(
                [
                    number + 1,
                    " ".join(dice.choices(WORDS, k=14)),
                    "(SOC) Psychology;(B/T) Technology;",
                    "Department of Things, University of Somewhere, City, Country;" * 4,
                    "Journal of Things",
                    "Publisher",
                    "Somewhere;Elsewhere",
                    "First Author;Second B Author;Third C. Author",
                    "https://retractionwatch.com/2022/09/28/an-invented-address/;" * 2,
                    "Research Article;",
                    f"{dice.randint(1, 12)}/{dice.randint(1, 28)}/{dice.randint(2010, 2026)} 0:00",
                    f"10.5555/notice.{number}",
                    "0",
                    f"{dice.randint(1, 12)}/{dice.randint(1, 28)}/{dice.randint(2000, 2020)} 0:00",
                    "unavailable" if number % 20 == 0 else f"10.5555/work.{number}",
                    "0" if number % 2 else str(number + 1),
                    "Retraction",
                    "Concerns/Issues about Data;Investigation by Journal/Publisher;"
                    "Unreliable Results and/or Conclusions;",
                    "No",
                    "See also: https://pubpeer.com/publications/0123456789ABCDEF" * 3,
                    "",
                ]
            )


def main() -> None:
    """Print both, their ratio and their memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=60_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "retraction_watch.csv"
        write_data_set(path, options.rows)
        print(f"{options.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB\n")
        update = [sys.executable, "-m", "pprkb", "--library", str(ROOT)]
        update += ["retractions", "update", str(path), "--dry-run"]
        alone = [sys.executable, "-c", ALONE, str(path)]
        ours, theirs = medians(options.runs, lambda: run(update), lambda: run(alone))
        report("retractions update", ours, "csv.DictReader alone", theirs, memory=True)


if __name__ == "__main__":
    main()
