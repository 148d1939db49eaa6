"""Times the citation processor against citeproc-py and citeproc-js, run side by side.

    python benchmarks/csl.py [--items 1000] [--runs 3]

Each engine reads, sorts, disambiguates and prints the same made-up references with the same
apa.csl. citeproc-js is run under node where `$CITEPROC_JS` names the file citeproc_commonjs.js
of its npm package; it serves comparison alone and is no part of the project.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import random
import shutil
import statistics
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import citeproc
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import html
from citeproc.source.json import CiteProcJSON

from pprkb.csl import Cite, CiteGroup, CompiledBibliography, CompiledStyle
from pprkb.csl.files.styles import STYLES

HERE = Path(__file__).resolve().parent
Item = dict[str, Any]

_FAMILIES = [
    "Adams",
    "Baker",
    "Constantino",
    "Del-Re",
    "Elliott",
    "Flückiger",
    "Greenberg",
    "Horvath",
    "Imel",
    "Jung",
    "Kraus",
    "Lambert",
    "Muran",
    "Norcross",
    "Orlinsky",
    "Rønnestad",
    "Safran",
    "Tasca",
    "Wampold",
    "Zilcha-Mano",
]
_GIVEN = [
    "Ann",
    "Bruce",
    "Carla",
    "David",
    "Eva",
    "Frank",
    "Gio",
    "Hanne",
    "Iris",
    "Jeremy",
    "Kim",
    "Louis",
    "Michael",
    "Nora",
]
_WORDS = [
    "alliance",
    "outcome",
    "therapy",
    "empathy",
    "rupture",
    "repair",
    "client",
    "therapist",
    "depression",
    "anxiety",
    "group",
    "training",
    "feedback",
    "attachment",
    "meta-analysis",
    "review",
    "effects",
    "change",
    "process",
    "session",
]


def varied_items(count: int, *, families: int = len(_FAMILIES), seed: int = 1) -> list[Item]:
    """Make references of several types; the fewer families, the more share their authors."""
    chance = random.Random(seed)

    def person() -> Item:
        return {
            "family": chance.choice(_FAMILIES[:families]),
            "given": f"{chance.choice(_GIVEN)} {chance.choice('ABCDEFG')}.",
        }

    def title() -> str:
        words = " ".join(chance.choices(_WORDS, k=chance.randint(4, 10)))
        return words[:1].upper() + words[1:]

    items: list[Item] = []
    for number in range(count):
        kind = chance.choices(["article-journal", "book", "chapter", "report"], [7, 1, 2, 1])[0]
        item: Item = {
            "id": f"item{number}",
            "type": kind,
            "title": title(),
            "author": [person() for _ in range(chance.choice([1, 1, 2, 2, 3, 4, 7, 22]))],
            "issued": {"date-parts": [[chance.randint(1985, 2026)]]},
        }
        if kind == "article-journal":
            item |= {
                "container-title": title(),
                "volume": str(chance.randint(1, 90)),
                "issue": str(chance.randint(1, 12)),
                "page": f"{chance.randint(1, 400)}-{chance.randint(401, 900)}",
                "DOI": f"10.1000/x.{number}",
            }
        else:
            item |= {"publisher": "Guilford Press", "publisher-place": "New York, NY"}
        if kind == "chapter":
            item |= {"container-title": title(), "editor": [person(), person()], "page": "1-20"}
        items.append(item)
    return items


def compiled(items: list[Item]) -> None:
    """Print all items with the compiled style."""
    bibliography = CompiledBibliography(_STYLE, items, html)
    bibliography.register(CiteGroup([Cite(item["id"]) for item in items]))
    bibliography.sort()
    bibliography.bibliography()


def citeproc_py(items: list[Item]) -> None:
    """Print all items with citeproc-py, which does not disambiguate."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle(str(STYLES / "apa.csl"), validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), html)
        bibliography.register(Citation([CitationItem(item["id"]) for item in items]))
        bibliography.sort()
        [str(entry) for entry in bibliography.bibliography()]


def citeproc_js(items: list[Item], module: str) -> float:
    """Print all items with citeproc-js; return its own seconds, without starting node."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "items.json"
        path.write_text(json.dumps(items), encoding="utf-8")
        locale = Path(citeproc.LOCALES_PATH) / "locales-en-US.xml"
        command = ["node", str(HERE / "citeproc_js.js"), module, str(STYLES / "apa.csl")]
        done = subprocess.run(
            [*command, str(locale), str(path)], capture_output=True, text=True, check=True
        )
    return float(done.stdout)


def seconds(action: Callable[[], object]) -> float:
    """Time an action."""
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Print milliseconds an entry and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    items = varied_items(options.items)
    module = os.environ.get("CITEPROC_JS", "")
    times: dict[str, list[float]] = {"compiled": [], "citeproc-py": [], "citeproc-js": []}
    for _ in range(options.runs):
        times["compiled"].append(seconds(lambda: compiled(items)))
        times["citeproc-py"].append(seconds(lambda: citeproc_py(items)))
        if module and shutil.which("node"):
            times["citeproc-js"].append(citeproc_js(items, module))
    ours = statistics.median(times["compiled"])
    print(f"{options.items:,} varied references, apa.csl, median of {options.runs} runs\n")
    for name, found in times.items():
        if not found:
            print(f"{name:<12} not installed")
            continue
        median = statistics.median(found)
        print(f"{name:<12} {1000 * median / len(items):7.3f} ms an entry   {median / ours:6.1f} x")
    print("\nhow it grows")
    for label, families in (("varied", len(_FAMILIES)), ("works of the same three", 3)):
        for count in (1000, 5000, 20000):
            many = varied_items(count, families=families)
            spent = seconds(partial(compiled, many))
            print(f"{label:<24} {count:>6,}   {1000 * spent / count:6.3f} ms an entry")


_STYLE = CompiledStyle("apa")

if __name__ == "__main__":
    main()
