"""Answers of services in the user's cache folder: one file each, readable, to be deleted at will.

A reference changes hardly ever, so an answer is kept until a person asks for a new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_UNSAFE = re.compile(r"[^a-z0-9.-]+")
_LONGEST = 60


class Answers:
    """A folder of answers; one that cannot be read or written counts as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder; None for the user's cache folder."""
        if folder is None:
            from platformdirs import user_cache_path

            folder = user_cache_path("pprkb", appauthor=False) / "lookup"
        self.folder = folder

    def path(self, question: str) -> Path:
        """Return the file for a question.

        Its name is readable, and holds a digest: DOIs have all kinds of signs and no case.
        """
        folded = question.casefold()
        readable = _UNSAFE.sub("_", folded).strip("._-")[:_LONGEST]
        digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self.folder / f"{readable}-{digest}.json"

    def get(self, question: str) -> Mapping[str, object] | None:
        """Return the answer to a question; None where there is none, or it is damaged."""
        with suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self.path(question).read_bytes())
            if isinstance(kept, dict) and kept.get("question") == question.casefold():
                answer = kept.get("answer")
                if isinstance(answer, dict) and answer:
                    return answer
        return None

    def put(self, question: str, answer: Mapping[str, object]) -> None:
        """Keep an answer; a folder that cannot be written is no reason to stop."""
        content = json.dumps(
            {"question": question.casefold(), "answer": answer}, ensure_ascii=True, indent=1
        )
        path = self.path(question)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                temporary.write_text(content + "\n", encoding="ascii")
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)
