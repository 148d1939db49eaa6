"""Kills a writer at every system call it makes, and looks at what is left behind.

Run as a program: `kill_writers.py ptrace|calls FOLDER`. With `ptrace` (Linux) the kernel stops the
writer before each system call, which is after the one before it; with `calls` the functions of `os`
are wrapped, which works wherever processes fork. What is found is printed as JSON.
"""

import ctypes
import fcntl
import json
import os
import signal
import sys
from pathlib import Path

import filelock  # noqa: F401  # imported before the writer is watched

from pprkb.files.change import Change, apply, locked
from pprkb.files.folder import scan
from pprkb.formats.bibtex.edit.entries import add_entries

TRACE_ME, NEXT_CALL = 0, 24
UNAVAILABLE, WROTE = 99, 0
NOT_TRACED = -1

BIB = "data/references.bib"
SUMMARY = "data/summaries/2020-01-one.md"
OLD_LIST, NEW_LIST = "data/reading-lists/old.yaml", "data/reading-lists/new.yaml"
ENTRY = "@misc{new,\n  title = {New},\n}\n"
BEFORE = {
    BIB: b"\xef\xbb\xbf"
    + b"".join(b"@misc{k%d,\r\n  title = {T},\r\n}\r\n\r\n" % n for n in range(999)),
    SUMMARY: b"---\ntitle: T\nmonth: 2020-01\n---\n## Summary\nText\n",
    OLD_LIST: b"title: Old\n",
}
AFTER = {
    BIB: add_entries(BEFORE[BIB].decode(), [ENTRY]).encode(),
    SUMMARY: BEFORE[SUMMARY].replace(b"title: T", b"title: New"),
    NEW_LIST: b"title: New\n",
}
CHANGES = [
    Change(path=path, before=BEFORE.get(path), after=AFTER.get(path))
    for path in (BIB, SUMMARY, NEW_LIST, OLD_LIST)
]


def lay_out(root):
    for path in (BIB, SUMMARY, OLD_LIST, NEW_LIST):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        for left in place.parent.iterdir():
            if left.is_file():
                left.unlink()
    for path, content in BEFORE.items():
        (root / path).write_bytes(content)


def contents(root):
    return {
        path: (root / path).read_bytes() if (root / path).exists() else None
        for path in (c.path for c in CHANGES)
    }


def examine(root):
    """Say what is wrong after a writer was killed, and whether the next one can go on."""
    wrong = []
    left = contents(root)
    done = []
    for change in CHANGES:
        if left[change.path] not in (change.before, change.after):
            wrong.append(f"{change.path} is neither old nor new")
        done.append(left[change.path] == change.after)
    if done != sorted(done, reverse=True):
        wrong.append(f"not in the order that was given: {done}")
    found = scan(root)
    if {file.path for file in found.files} != {
        path for path, content in left.items() if content is not None
    }:
        wrong.append("the library sees what was left over")
    if found.problems:
        wrong.append(f"the library complains: {found.problems[0].message}")
    leftovers = list(root.rglob(".*"))
    with locked(root, patience=0):
        again = [Change(path=c.path, before=left[c.path], after=c.after) for c in CHANGES]
        apply(root, again)
    if contents(root) != {change.path: change.after for change in CHANGES}:
        wrong.append("the next writer does not reach the end")
    return wrong, done.count(True), len(leftovers)


def write(root):
    with locked(root):
        apply(root, CHANGES)


def killed_by_kernel(root, step):
    """Kill the writer at its stop number `step`; return how it ended."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    child = os.fork()
    if not child:
        if libc.ptrace(TRACE_ME, 0, None, None):
            os._exit(UNAVAILABLE)
        os.kill(os.getpid(), signal.SIGSTOP)
        write(root)
        os._exit(WROTE)
    _, status = os.waitpid(child, 0)
    stops = 0
    while os.WIFSTOPPED(status):
        if stops == step:
            os.kill(child, signal.SIGKILL)
        elif libc.ptrace(NEXT_CALL, child, None, None):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return UNAVAILABLE
        stops += 1
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed_by_wrapper(root, step):
    """Kill the writer before or after its call number `step // 2`; return how it ended."""
    child = os.fork()
    if not child:
        count = 0

        def wrap(module, name):
            inner = getattr(module, name)

            def wrapped(*arguments, **options):
                nonlocal count
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1
                result = inner(*arguments, **options)
                if count == step:
                    os.kill(os.getpid(), signal.SIGKILL)
                count += 1
                return result

            setattr(module, name, wrapped)

        calls = "open write fsync close replace link unlink chmod fstat stat listdir mkdir lseek ftruncate"
        for name in calls.split():
            wrap(os, name)
        wrap(fcntl, "flock")
        write(root)
        os._exit(WROTE)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(how, folder):
    root = Path(folder)
    kill = {"ptrace": killed_by_kernel, "calls": killed_by_wrapper}[how]
    kills, wrong, stages, leftovers = 0, [], {}, 0
    # The kernel stops the writer twice at each call, and nothing happens on the disk between the end
    # of one call and the beginning of the next.
    steps = range(1, 10_000, 2) if how == "ptrace" else range(10_000)
    for step in steps:
        lay_out(root)
        end = kill(root, step)
        if end == UNAVAILABLE:
            print(json.dumps({"unavailable": True}))
            return
        if end == WROTE:
            break
        if end != -signal.SIGKILL:
            wrong.append(f"step {step}: the writer ended with {end}")
        kills += 1
        found, done, temporary = examine(root)
        wrong += [f"step {step}: {what}" for what in found]
        stages[done] = stages.get(done, 0) + 1
        leftovers += temporary
    print(json.dumps({"kills": kills, "wrong": wrong, "stages": stages, "leftovers": leftovers}))


if __name__ == "__main__":
    main(*sys.argv[1:])
