"""Copying rich text to the clipboard with the programs of each system.

No library copies text and HTML on all three systems, and each needs only a few lines.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from pprkb.model.errors import OutputError

_SECONDS = 20
_HEAD = '<meta http-equiv="content-type" content="text/html; charset=utf-8">'


@dataclass(frozen=True, kw_only=True)
class Copied:
    """The same text in the formats that programs request from a clipboard."""

    text: str
    html: str = ""
    """An HTML fragment; empty if RTF or text is requested."""
    rtf: bytes = b""
    """An RTF document; empty if there is only text."""


def copy(copied: Copied) -> None:
    """Copy text to the clipboard.

    Raises:
        OutputError: There is no clipboard, or the program for it fails.
    """
    if sys.platform == "darwin":
        _run(["osascript", "-"], _applescript(copied))
    elif os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-copy"):
        kind, form = _one_form(copied)
        _run(["wl-copy", *(["--type", kind] if kind else [])], form)
    elif os.environ.get("DISPLAY") and shutil.which("xclip"):
        kind, form = _one_form(copied)
        _run(["xclip", "-selection", "clipboard", *(["-t", kind] if kind else [])], form)
    elif powershell := shutil.which("powershell.exe"):
        # Windows, and Linux inside it.
        _run([powershell, "-NoProfile", "-STA", "-Command", "-"], _powershell(copied))
    else:
        raise OutputError("no clipboard was found", hint=_missing())


def _missing() -> str:
    if os.environ.get("WAYLAND_DISPLAY"):
        return "install wl-clipboard (sudo apt install wl-clipboard), or write a file"
    if os.environ.get("DISPLAY"):
        return "install xclip (sudo apt install xclip), or write a file"
    return "this terminal has no desktop: write a file, such as FILE.html, and copy from it"


def _run(command: list[str], given: bytes) -> None:
    # The background processes that serve the clipboard must not inherit our output streams.
    try:
        subprocess.run(
            command,
            input=given,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        name = Path(command[0]).name
        raise OutputError(
            f"{name} did not put it on the clipboard", hint="write a file, and copy from it"
        ) from error


# -- Linux, whose programs offer one format of a text --------------------------------------------


def _one_form(copied: Copied) -> tuple[str, bytes]:
    """Return the richest format with its media type, which is empty for plain text."""
    if copied.html:
        return "text/html", (_HEAD + copied.html).encode(errors="replace")
    if copied.rtf:
        return "text/rtf", copied.rtf
    return "", copied.text.encode(errors="replace")


# -- macOS and Windows, where a text has several formats -----------------------------------------


def _applescript(copied: Copied) -> bytes:
    quoted = copied.text.replace("\\", "\\\\").replace('"', '\\"')
    forms = [f'string:"{quoted}"']
    if copied.html:
        page = (_HEAD + copied.html).encode(errors="replace")
        forms.append(f"«class HTML»:«data HTML{page.hex().upper()}»")
    if copied.rtf:
        forms.append(f"«class RTF »:«data RTF {copied.rtf.hex().upper()}»")
    return f"set the clipboard to {{{', '.join(forms)}}}\n".encode(errors="replace")


def _powershell(copied: Copied) -> bytes:
    lines = [
        "Add-Type -AssemblyName System.Windows.Forms",
        "$copied = New-Object System.Windows.Forms.DataObject",
    ]
    forms = {"UnicodeText": copied.text.replace("\n", "\r\n").encode(errors="replace")}
    if copied.rtf:
        forms["Rich Text Format"] = copied.rtf
    for name, content in forms.items():
        lines.append(
            f"$copied.SetData('{name}', [Text.Encoding]::UTF8.GetString("
            f"[Convert]::FromBase64String('{b64encode(content).decode()}')))"
        )
    if copied.html:
        # As bytes, because Windows would encode text in the machine's code page.
        lines.append(
            "$copied.SetData('HTML Format', (New-Object IO.MemoryStream "
            f"(,[Convert]::FromBase64String('{b64encode(windows_html(copied.html)).decode()}'))))"
        )
    lines.append("[System.Windows.Forms.Clipboard]::SetDataObject($copied, $true)")
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def windows_html(html: str) -> bytes:
    """Return HTML in Windows' clipboard format, which starts with a header of byte offsets."""
    before, after = b"<html><body>\r\n<!--StartFragment-->", b"<!--EndFragment-->\r\n</body></html>"
    fragment = html.encode(errors="replace")
    head = "Version:0.9\r\n" + "".join(
        f"{name}:{{:010d}}\r\n" for name in ("StartHTML", "EndHTML", "StartFragment", "EndFragment")
    )
    begin = len(head.format(0, 0, 0, 0))
    start = begin + len(before)
    end = start + len(fragment)
    places = head.format(begin, end + len(after), start, end).encode("ascii")
    return places + before + fragment + after
