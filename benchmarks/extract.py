"""Times the extractor against a bare scan of the same prose, and prints the ratio.

    python benchmarks/extract.py [--megabytes 2] [--runs 5]

The prose is that of the extraction cases of the tests, as often as needed: far denser in
statistics than any summary, and so the slow end; "plain" is the same with the digits taken out.
The bare scan is one regular expression for "letter, sign, number". Both are run in turn; the
medians are compared, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from pprkb.evidence.extraction.extract import extract

CASES = Path(__file__).resolve().parents[1] / "tests" / "evidence" / "extraction_cases.yaml"
_BARE = re.compile(r"\b[dgr]\s*=\s*[-−]?\d*\.\d+")


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a piece of work takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print megabytes of text per second of processor time for both, and the ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    passages = [case["text"] for case in yaml.safe_load(CASES.read_text(encoding="utf-8"))]
    dense = "\n\n".join(passages) + "\n\n"
    plain = re.sub(r"\d", "", dense)
    for name, text in (
        ("all statistics", dense),
        ("one passage in fifty", dense + plain * 49),
        ("plain", plain),
    ):
        size = len(text.encode())
        text *= max(1, round(options.megabytes * 1e6 / size))
        megabytes = len(text.encode()) / 1e6
        times: dict[str, list[float]] = {"extract": [], "bare": []}
        for _ in range(options.runs):
            times["extract"].append(seconds(partial(extract, text)))
            times["bare"].append(seconds(partial(_BARE.findall, text)))
        ours, bare = (statistics.median(times[key]) for key in ("extract", "bare"))
        print(
            f"{name:22} {megabytes:5.1f} MB  extract {megabytes / ours:6.2f} MB/s  "
            f"bare scan {megabytes / bare:7.2f} MB/s  ratio {ours / bare:5.1f}"
        )


if __name__ == "__main__":
    main()
