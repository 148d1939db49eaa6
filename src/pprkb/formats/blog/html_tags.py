"""Making a page's mark-up such that a parser of HTML drops none of its text."""

from __future__ import annotations

import re

_BLOCK_TAG = re.compile(
    r"<(?:!doctype|/?(?:html|body|div|p|br|h[1-6]|li|ul|ol|table|td|article|section)\b)",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(r"</?(?:a|b|i|em|strong|span|font|u|sup|sub)\b[^<>]*>", re.IGNORECASE)
_INLINE_AT_LEAST = 3
_TAG = re.compile(
    r"""<(?:
        (?P<closing>/)?(?P<name>[A-Za-z][\w:.-]*)(?:\s(?:"[^"]{0,4000}"|'[^']{0,4000}'|[^<>"'])*|\s*/)?>
      | (?P<comment>!--)
      | !doctype\b[^<>]*>
      | !\[(?:end)?if\b[^<>]*>
      | [?][^<>]*>
      )""",
    re.VERBOSE | re.IGNORECASE,
)
_RAW = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
)
"""Elements in which tags are text, up to their own closing tag."""
_DROPPED = frozenset(("html", "body", "head", "frameset", "noframes", "plaintext", "template"))
"""What stands after `</body>` is lost, and the others change how a page is read."""


def is_html(text: str) -> bool:
    """Return whether a page is HTML and not pasted text that holds a `<`."""
    return bool(_BLOCK_TAG.search(text)) or len(_INLINE_TAG.findall(text)) >= _INLINE_AT_LEAST


def mended(html: str) -> str:
    """Return a page in which each `<` that begins no tag is text, and nothing swallows the rest.

    Line ends stay, so that lines keep their numbers.
    """
    lower = html.lower()
    parts: list[str] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        parts.append(html[position:start])
        match = _TAG.match(html, start)
        end = match.end() if match else 0
        name = (match["name"] or "").lower() if match else ""
        if match is None:
            parts.append("&lt;")
            position = start + 1
        elif match["comment"]:
            close = html.find("-->", end)
            position = close + 3 if close >= 0 else start + 1
            parts.append("\n" * html.count("\n", start, close) if close >= 0 else "&lt;")
        elif name in _DROPPED:
            parts.append("\n" * html.count("\n", start, end) or " ")
            position = end
        elif name in _RAW and not match["closing"]:
            close = lower.find(f"</{name}", end)
            if close < 0:
                parts.append("\n" * html.count("\n", start, end) or " ")
                position = end
            else:
                parts.append(html[start:close])
                position = close
        else:
            parts.append(match.group())
            position = end
    parts.append(html[position:])
    return "".join(parts)
