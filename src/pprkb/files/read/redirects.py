"""`data/redirects.yaml`: redirects from addresses of an earlier site."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from pprkb.files.read.fields import Fields
from pprkb.files.read.shapes import REDIRECTS
from pprkb.files.report import Report
from pprkb.files.yaml.nodes import read_sound_yaml
from pprkb.model.library import Redirect
from pprkb.model.problem import Rule


def read_redirects(text: str, report: Report) -> tuple[Redirect, ...]:
    """Read the list `redirects`: from, to."""
    node, problems = read_sound_yaml(text, report.path)
    report.extend(problems)
    fields = Fields(node, report, REDIRECTS)
    found: list[Redirect] = []
    lines: dict[object, int] = {}
    for item in fields.items("redirects"):
        old, new = item.text("from"), item.text("to")
        item.finish()
        line = item.line_of("from")
        if not old or not new:
            continue
        known = _address(old.partition("#")[0])
        if known is None or known == "":
            message = f'"{old}" is not an address of an earlier site'
            hint = "write it below the root of the site: ?cat=17, or 2016/04/alliance.html"
            report.add(Rule.BAD_VALUE, line, message, hint)
            continue
        path, _, query = known.partition("?")
        first = lines.setdefault((path, tuple(sorted(parse_qsl(query)))), line)
        if first != line:
            message = f'"{old}" is already on line {first}'
            report.add(Rule.DUPLICATE_ID, line, message, "delete one of the two")
            continue
        # The target is checked when the whole library is known.
        there = _address(new)
        found.append(
            Redirect(
                old=known,
                new=new if there is None else there,
                at=report.at(item.line_of("to")),
            )
        )
    fields.finish()
    return tuple(found)


def _address(written: str) -> str | None:
    """Return an address relative to the root, without host and leading slash, or None."""
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return None
    path = unquote(parts.path).lstrip("/")
    hidden = any(one.startswith(".") for one in path.split("/"))
    if hidden or "\\" in path or not f"{path}{parts.query}".isprintable():
        return None
    if parts.query and not parse_qsl(parts.query):
        return None
    query = f"?{parts.query}" if parts.query else ""
    place = f"#{parts.fragment}" if parts.fragment else ""
    return f"{path}{query}{place}"
