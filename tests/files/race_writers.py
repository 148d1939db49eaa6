"""Two writers at once on one library, many times; prints as JSON what came of it.

Run as a program: `race_writers.py locked|compared ROUNDS FOLDER`. With `locked` each writer holds the
lock from reading to writing, as the commands do; with `compared` both have read before either writes.
"""

import json
import os
import sys
from pathlib import Path

import filelock  # noqa: F401

from pprkb.files.change import Change, apply, locked
from pprkb.formats.bibtex.edit.entries import add_entries
from pprkb.formats.bibtex.read.file import read_bibtex
from pprkb.model.errors import OutputError

BIB = "data/references.bib"
START = "".join(f"@misc{{k{n},\n  title = {{T}},\n}}\n\n" for n in range(50))
DONE, REFUSED = 0, 3


def edit(root, key):
    before = (root / BIB).read_bytes()
    after = add_entries(before.decode(), [f"@misc{{{key},\n  title = {{T}},\n}}\n"]).encode()
    return Change(path=BIB, before=before, after=after)


def writer(root, key, how, ready, go):
    try:
        if how == "compared":
            change = edit(root, key)
        os.write(ready, b".")
        os.read(go, 1)
        if how == "compared":
            apply(root, [change])
        else:
            with locked(root):
                apply(root, [edit(root, key)])
    except OutputError as error:
        os._exit(REFUSED if "has changed" in error.message else 4)
    os._exit(DONE)


def race(root, how):
    (root / BIB).write_bytes(START.encode())
    ready_in, ready_out = os.pipe()
    go_in, go_out = os.pipe()
    children = {}
    for key in ("one", "two"):
        child = os.fork()
        if not child:
            writer(root, key, how, ready_out, go_in)
        children[child] = key
    for _ in children:
        os.read(ready_in, 1)
    os.write(go_out, b"..")
    ends = {
        key: os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child, key in children.items()
    }
    for handle in (ready_in, ready_out, go_in, go_out):
        os.close(handle)
    text = (root / BIB).read_bytes().decode()
    bibtex = read_bibtex(text)
    keys = [reference.key for reference in bibtex.references]
    added = {key for key, end in ends.items() if end == DONE}
    wrong = []
    if not text.startswith(START.rstrip()) or keys[:50] != [f"k{n}" for n in range(50)]:
        wrong.append("what was there has changed")
    if sorted(keys[50:]) != sorted(added) or bibtex.problems:
        wrong.append(f"{keys[50:]} are there, {added} said that they had written")
    if not added or set(ends.values()) - {DONE, REFUSED}:
        wrong.append(f"ended with {ends}")
    return wrong, len(added)


def main(how, rounds, folder):
    root = Path(folder)
    (root / "data").mkdir()
    wrong, both = [], 0
    for _ in range(int(rounds)):
        found, added = race(root, how)
        wrong += found
        both += added == 2
    print(
        json.dumps(
            {
                "wrong": wrong,
                "both": both,
                "left": [path.name for path in (root / "data").iterdir()],
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
