"""What docs/deploy holds: tried with nginx where it is installed, read as YAML, each command there."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import yaml

from pprkb.cli.main import program
from pprkb.knowledge_base import KnowledgeBase
from pprkb.web import serve
from pprkb.web.app import create_app
from pprkb.web.publish import publish

DEPLOY = Path(__file__).resolve().parents[2] / "docs" / "deploy"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
needs_nginx = [
    pytest.mark.skipif(not NGINX, reason="nginx is not installed: apt-get install nginx-light"),
    pytest.mark.slow,
]
MIME = "/etc/nginx/mime.types"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def nginx(config: str, folder: Path) -> Iterator[int]:
    """Run nginx with a file of docs/deploy, at a port of this machine."""
    port = free_port()
    config = config.replace("listen 80;", f"listen 127.0.0.1:{port};")
    folder.mkdir()
    (folder / "site.conf").write_text(config)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # Another user could not look into the folders of this one.
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}pid {folder}/pid;\nerror_log {folder}/errors.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include {MIME};\ninclude {folder}/site.conf;\n}}\n"
    )
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr
    assert "[warn]" not in tested.stderr.replace('the "user" directive', ""), tested.stderr
    running = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        running.terminate()
        running.wait(timeout=20)


class Answer:
    """What a server has answered."""

    def __init__(self, port: int, address: str, **headers: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", address, headers={"Host": "example.org", **headers})
        response = connection.getresponse()
        self.status = response.status
        self.headers = response.headers
        self.type = response.headers["Content-Type"]
        self.body = response.read()
        connection.close()


@pytest.fixture
def config() -> str:
    return (DEPLOY / "nginx-static.conf").read_text(encoding="utf-8")


@pytest.mark.parametrize("below", ["", "kb/"])
class TestStatic:
    """A published site behind nginx, at the root of its host and below a path."""

    pytestmark = needs_nginx

    @pytest.fixture
    def port(
        self, small: KnowledgeBase, tmp_path: Path, below: str, config: str,
        monkeypatch: pytest.MonkeyPatch,
    ) -> Iterator[int]:  # fmt: skip
        monkeypatch.setattr("pprkb.web.publish.has_pagefind", lambda: False)
        (small.root / "data" / "redirects.yaml").write_text(
            'redirects:\n  - from: "?cat_2=17"\n    to: topics/empathy/\n'
            "  - from: 2016/04/post.html\n    to: articles/one2020/\n"
        )
        publish(small, tmp_path / "root" / below, base_url=f"https://example.org/{below}")
        assert "root /srv/pprkb/site;" in config
        made = config.replace("root /srv/pprkb/site;", f"root {tmp_path}/root;")
        made = made.replace("error_page 404 /404.html;", f"error_page 404 /{below}404.html;")
        with nginx(made, tmp_path / "nginx") as port:
            yield port

    def test_every_kind_of_file_is_served_as_what_it_is(self, port: int, below: str) -> None:
        types = {
            "": "text/html; charset=utf-8",
            "articles/one2020/": "text/html; charset=utf-8",
            "articles/one2020/one2020.ris": "application/x-research-info-systems; charset=utf-8",
            "articles/one2020/one2020.bib": "application/x-bibtex; charset=utf-8",
            "articles/one2020/one2020.csl.json": "application/vnd.citationstyles.csl+json",
            "articles/one2020/one2020.json": "application/json",
            "articles/one2020/one2020.effects.csv": "text/csv; charset=utf-8",
            "feed.xml": "application/atom+xml; charset=utf-8",
            "static/site.css": "text/css; charset=utf-8",
            "static/site.js": "application/javascript; charset=utf-8",
            "static/icon.svg": "image/svg+xml",
        }
        for address, kind in types.items():
            answer = Answer(port, f"/{below}{address}")
            assert (answer.status, answer.type) == (200, kind), address
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        data = Answer(port, f"/{below}api/v1/articles/one2020.json")
        assert data.headers["Access-Control-Allow-Origin"] == "*"
        page = Answer(port, f"/{below}articles/one2020/")
        assert page.headers["Access-Control-Allow-Origin"] is None
        assert f'rel="canonical" href="https://example.org/{below}articles/one2020/"' in (
            page.body.decode()
        )

    def test_what_is_not_there_is_a_page_whose_links_lead_somewhere(
        self, port: int, below: str
    ) -> None:
        answer = Answer(port, f"/{below}articles/nobody/deep/")
        assert answer.status == 404
        links = re.findall(r'(?:href|src)="([^"#:]+)"', answer.body.decode())
        assert f"/{below}static/site.css" in links
        for link in links:
            assert Answer(port, link.partition("?")[0]).status == 200, link
        assert Answer(port, f"/{below}.pprkb-site").status == 404

    def test_a_redirect_names_no_host_and_an_old_address_leads_on(
        self, port: int, below: str
    ) -> None:
        answer = Answer(port, f"/{below}articles")
        assert (answer.status, answer.headers["Location"]) == (301, f"/{below}articles/")
        old = Answer(port, f"/{below}2016/04/post.html")
        assert b'content="0; url=../../articles/one2020/"' in old.body
        assert b"static/moved.js" in Answer(port, f"/{below}?cat_2=17").body

    def test_what_is_text_is_packed_and_kept_for_a_while(self, port: int, below: str) -> None:
        answer = Answer(port, f"/{below}static/site.css", **{"Accept-Encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Cache-Control"] == "max-age=3600"
        plain = Answer(port, f"/{below}static/site.css")
        assert gzip.decompress(answer.body) == plain.body
        assert Answer(port, f"/{below}").headers["Cache-Control"] == "max-age=600"
        again = Answer(port, f"/{below}feed.xml", **{"If-None-Match": str(
            Answer(port, f"/{below}feed.xml").headers["ETag"])})  # fmt: skip
        assert again.status == 304


@pytest.mark.parametrize("below", ["", "kb/"])
class TestProxy:
    """`pprkb serve` behind nginx, at the root of its host and below a path."""

    pytestmark = needs_nginx

    @pytest.fixture
    def port(self, small: KnowledgeBase, tmp_path: Path, below: str) -> Iterator[int]:
        (small.root / "data" / "redirects.yaml").write_text(
            'redirects:\n  - from: "?cat_2=17"\n    to: topics/empathy/\n'
        )
        small.build()
        base = f"https://example.org/{below}"
        app = create_app(small, hosts=["example.org"], base_url=base)
        server = serve.listening(app, host="127.0.0.1", port=0)
        Thread(target=server.run, daemon=True).start()
        config = (DEPLOY / "nginx-proxy.conf").read_text(encoding="utf-8")
        inside = f"http://127.0.0.1:{server.effective_port}"
        if below:
            config = config.replace("location / {", f"location /{below} {{")
            inside += "/"
        assert "proxy_pass http://127.0.0.1:8000;" in config
        config = config.replace("http://127.0.0.1:8000;", f"{inside};")
        with nginx(config, tmp_path / "nginx") as port:
            yield port
        server.close()

    def test_pages_and_redirects_are_those_of_the_host(self, port: int, below: str) -> None:
        page = Answer(port, f"/{below}articles/one2020/", **{"Accept-Encoding": "gzip"})
        assert page.status == 200
        assert page.headers["Content-Encoding"] == "gzip"
        text = gzip.decompress(page.body).decode()
        assert f'rel="canonical" href="https://example.org/{below}articles/one2020/"' in text
        for address, there in (
            ("articles", "articles/"),
            ("?cat_2=17", "topics/empathy/"),
            ("articles/one2019preprint/", "../../articles/one2020/"),
        ):
            moved = Answer(port, f"/{below}{address}")
            assert moved.status in (301, 308)
            assert moved.headers["Location"] == there
        assert f"Sitemap: https://example.org/{below}sitemap.xml".encode() in (
            Answer(port, f"/{below}robots.txt").body
        )

    def test_what_the_server_refuses_stays_refused(self, port: int, below: str) -> None:
        assert Answer(port, f"/{below}about/", Host="evil.example").status == 421
        assert Answer(port, f"/{below}search/?q=" + "a" * 9_000).status == 414
        data = Answer(port, f"/{below}api/v1/topics.json", Origin="https://other.example")
        assert data.headers["Access-Control-Allow-Origin"] == "*"


WORKFLOWS = sorted(DEPLOY.glob("*.yml"), key=lambda path: path.name)


def commands_of(path: Path) -> list[str]:
    """Return the commands of a workflow, one a line."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    jobs = told.get("jobs", told)
    found: list[str] = []
    for job in jobs.values():
        if isinstance(job, dict):
            found += job.get("script", [])
            found += [step["run"] for step in job.get("steps", []) if "run" in step]
    return [line for one in found for line in one.splitlines()]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_a_workflow_is_there(path: Path) -> None:
    """A library with errors is not published: it is checked before."""
    own = []
    for line in commands_of(path):
        words = shlex.split(line)
        if Path(words[0]).name == "pprkb":
            own.append(words[1:])
    assert [words[0] for words in own] == ["check", "publish"]
    for name, *given in own:
        command = program.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None, name
        known = {option for one in command.params for option in one.opts}
        assert {one for one in given if one.startswith("-")} <= known


def test_there_is_a_workflow_for_each_host() -> None:
    assert [path.stem for path in WORKFLOWS] == ["forgejo", "github", "gitlab"]


def test_the_service_starts_a_command_that_is_there() -> None:
    (line,) = re.findall(r"^ExecStart=(.*)$", (DEPLOY / "pprkb.service").read_text(), re.MULTILINE)
    words = shlex.split(line)
    at = words.index("serve")
    own = {option for one in program.params for option in one.opts}
    assert {one for one in words[1:at] if one.startswith("-")} <= own
    command = program.get_command(None, "serve")  # type: ignore[arg-type]
    assert command is not None
    known = {option for one in command.params for option in one.opts}
    assert {one for one in words[at:] if one.startswith("-")} <= known
    proxy = (DEPLOY / "nginx-proxy.conf").read_text()
    assert f"proxy_pass http://127.0.0.1:{words[words.index('--port') + 1]};" in proxy


def test_the_documentation_names_each_file() -> None:
    told = (DEPLOY.parent / "web.md").read_text(encoding="utf-8")
    for path in DEPLOY.iterdir():
        assert f"(deploy/{path.name})" in told
