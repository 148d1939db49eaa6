"""Times the served site against its peers, run side by side, and prints the ratios.

    python benchmarks/web.py [--references 8000] [--summaries 2000] [--seconds 5] [--runs 3]

`pprkb serve` on a made library (`made_library.py`) is asked for lists, articles and searches:
first for so many that it makes each anew, for it remembers 500 pages, and then for few. Peers that
are not installed are left out: Datasette's page of the table `reference` on the same database
($DATASETTE or on the PATH), and nginx on the published folder. Requests come from wrk where it is
installed, else from threads of this program, which slow what they measure.
All are asked in turn, A B A B; figures are medians.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import quote

from made_library import make

CONNECTIONS = 4
_FEW = 200
"""Addresses that the server remembers after the first time."""
_REQUESTS = re.compile(r"Requests/sec:\s+([\d.]+)")
_P95 = re.compile(r"p95 ([\d.]+)")
_WRONG = re.compile(r"Non-2xx or 3xx responses: (\d+)")
_LUA = """\
local all = {}
for line in io.lines("%(addresses)s") do all[#all + 1] = line end
local started = 0
function setup(thread) thread:set("number", started); started = started + 1 end
function init() place = number * math.floor(#all / 2) end
function request()
  place = place %% #all + 1
  return wrk.format("GET", all[place])
end
function done(summary, latency)
  io.write(string.format("p95 %%.3f\\n", latency:percentile(95) / 1000))
end
"""


@dataclass(frozen=True)
class Speed:
    """How fast a server answered."""

    per_second: float
    p95: float
    """Milliseconds within which 95 of 100 answers came."""


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, path: str = "/") -> Iterator[None]:
    """Run a server, and wait until it answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                connection = HTTPConnection("127.0.0.1", port, timeout=60)
                connection.request("GET", path)
                if connection.getresponse().status == 200:
                    break
            except OSError:
                pass
            if process.poll() is not None:
                raise SystemExit(f"{command} ended with {process.returncode}")
            time.sleep(0.2)
        yield
    finally:
        process.terminate()
        process.wait()


def by_wrk(wrk: str, port: int, addresses: list[str], seconds: int, folder: Path) -> Speed:
    """Ask with wrk, each of whose threads goes through the addresses."""
    listed, script = folder / "addresses.txt", folder / "addresses.lua"
    listed.write_text("\n".join(addresses) + "\n", encoding="ascii")
    script.write_text(_LUA % {"addresses": listed}, encoding="utf-8")
    command = [wrk, f"-c{CONNECTIONS}", "-t2", f"-d{seconds}s", "-s", str(script)]
    told = subprocess.run(
        [*command, f"http://127.0.0.1:{port}"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    requests, p95 = _REQUESTS.search(told), _P95.search(told)
    if requests is None or p95 is None or _WRONG.search(told):
        raise SystemExit(f"wrk could not measure:\n{told}")
    return Speed(float(requests[1]), float(p95[1]))


def by_threads(port: int, addresses: list[str], seconds: int) -> Speed:
    """Ask from threads of this program."""
    took: list[float] = []
    lock, left = Lock(), cycle(addresses)
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while (begun := time.perf_counter()) < end:
            with lock:
                address = next(left)
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"{address}: {answer.status}")
            took.append((time.perf_counter() - begun) * 1000)

    threads = [Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Speed(len(took) / seconds, statistics.quantiles(took, n=20)[-1])


def addresses_of(database: Path, number: int) -> dict[str, list[str]]:
    """Return addresses of each kind of page, many different ones in no order."""
    with sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM reference ORDER BY key")]
        titles = [title for (title,) in connection.execute("SELECT title FROM reference")]
        topics = [one for (one,) in connection.execute("SELECT id FROM topic ORDER BY id")]
        years = [one for (one,) in connection.execute("SELECT DISTINCT year FROM reference")]
    chance = random.Random(1)
    words = sorted({word for title in titles for word in re.findall(r"[a-z]{4,}", title)})
    years = sorted(filter(None, years))
    lists = [f"/articles/?topic={topic}&year={year}" for topic in topics for year in years]
    pairs = {f"/search/?q={'+'.join(chance.sample(words, 2))}" for _ in range(number * 2)}
    plain = [key for key in keys if re.fullmatch(r"[\w-]+", key, re.ASCII)]
    return {
        "list": chance.sample(lists, min(number, len(lists))),
        "article": [f"/articles/{key}/" for key in chance.sample(plain, min(number, len(plain)))],
        "search": sorted(pairs)[:number],
    }


def of_datasette(kind: str, addresses: list[str], table: str) -> list[str]:
    """Return what Datasette is asked instead: a page of the table, a row of it, rows by a word."""
    if kind == "article":
        return [f"{table}/{one.split('/')[2]}" for one in addresses]
    if kind == "list":
        return [f"{table}?_size=25&year={one.rpartition('=')[2]}" for one in addresses]
    words = (one.rpartition("=")[2].partition("+")[0] for one in addresses)
    return [f"{table}?_size=25&title__contains={quote(word)}" for word in words]


def nginx_settings(folder: Path, site: Path, port: int) -> Path:
    """Write the settings of an nginx that serves a folder."""
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log; worker_processes 2;\n"
        "events {}\n"
        f"http {{ access_log off; include /etc/nginx/mime.types;\n"
        f"  server {{ listen 127.0.0.1:{port}; root {site}; }} }}\n",
        encoding="utf-8",
    )
    return settings


def main() -> None:
    """Run the servers side by side and print their figures."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--references", type=int, default=8000)
    options.add_argument("--summaries", type=int, default=2000)
    options.add_argument("--library", type=Path, help="one that was made; it is copied")
    options.add_argument("--site", type=Path, help="where it was published; else it is published")
    options.add_argument("--seconds", type=int, default=5, help="of each measurement")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--addresses", type=int, default=1200, help="of each kind")
    options.add_argument("--datasette", default=os.environ.get("DATASETTE", "datasette"))
    options.add_argument("--nginx", default="nginx")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as temporary, ExitStack() as servers:
        folder = Path(temporary).resolve()
        root = folder / "library"
        if chosen.library:
            shutil.copytree(chosen.library, root)
        else:
            make(root, references=chosen.references, summaries=chosen.summaries)
        measure(chosen, folder, root, servers)


def measure(chosen: argparse.Namespace, folder: Path, root: Path, servers: ExitStack) -> None:
    """Start what is installed, ask each in turn, and print the figures."""
    pprkb = [sys.executable, "-m", "pprkb", "--library", str(root)]
    subprocess.run([*pprkb, "build"], check=True, stdout=subprocess.DEVNULL)
    database = root / "pprkb.db"
    asked = addresses_of(database, chosen.addresses)
    wrk = shutil.which("wrk")
    if not wrk:
        print("wrk is not installed: threads of this program ask instead")

    def ask(port: int, addresses: list[str]) -> Speed:
        if wrk:
            return by_wrk(wrk, port, addresses, chosen.seconds, folder)
        return by_threads(port, addresses, chosen.seconds)

    peers: dict[str, int] = {}
    copy = folder / "copy.db"
    shutil.copy(database, copy)
    if datasette := shutil.which(chosen.datasette):
        peers["Datasette"] = port = free_port()
        command = [datasette, "serve", str(copy), "--port", str(port), "--setting"]
        servers.enter_context(running([*command, "suggest_facets", "off"], port))
    else:
        print("Datasette is not installed, and left out")
    if nginx := shutil.which(chosen.nginx):
        site = chosen.site or folder / "site"
        if not chosen.site:
            subprocess.run([*pprkb, "publish", str(site)], check=True, stdout=subprocess.DEVNULL)
        peers["nginx"] = port = free_port()
        settings = nginx_settings(folder, site, port)
        servers.enter_context(running([nginx, "-c", str(settings)], port))
    else:
        print("nginx is not installed, and left out")
    port = free_port()
    servers.enter_context(running([*pprkb, "serve", "--port", str(port)], port))
    print(f"{'':22}{'requests/s':>12}{'p95 ms':>10}{'ratio':>8}")
    for kind, addresses in asked.items():
        speeds: dict[str, list[Speed]] = {}
        for _ in range(chosen.runs):
            speeds.setdefault("pprkb, made", []).append(ask(port, addresses))
            speeds.setdefault("pprkb, kept", []).append(ask(port, addresses[:_FEW]))
            if "Datasette" in peers:
                there = of_datasette(kind, addresses, "/copy/reference")
                speeds.setdefault("Datasette", []).append(ask(peers["Datasette"], there))
            if "nginx" in peers:
                files = files_of(site, kind, addresses)
                speeds.setdefault("nginx, files", []).append(ask(peers["nginx"], files))
        print_table(kind, speeds)


def files_of(site: Path, kind: str, addresses: list[str]) -> list[str]:
    """Return the published pages that stand for the addresses."""
    if kind == "article":
        return addresses
    there = site / ("articles/page" if kind == "list" else "topics")
    found = [f"/{path.parent.relative_to(site)}/" for path in sorted(there.glob("*/index.html"))]
    return list(islice(found, 400)) or ["/articles/"]


def print_table(kind: str, speeds: dict[str, list[Speed]]) -> None:
    """Print the medians of the runs, with the ratio of the pages that pprkb makes to each."""
    own = statistics.median(one.per_second for one in speeds["pprkb, made"])
    for name, found in speeds.items():
        per_second = statistics.median(one.per_second for one in found)
        p95 = statistics.median(one.p95 for one in found)
        print(f"{kind + ': ' + name:22}{per_second:12,.0f}{p95:10.1f}{own / per_second:8.2f}")


if __name__ == "__main__":
    main()
