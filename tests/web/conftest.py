"""The site of the library in `data/`, live and published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import pprkb
from pprkb.knowledge_base import KnowledgeBase
from pprkb.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The library of the repository, in a copy, with its database."""
    folder = tmp_path_factory.mktemp("site") / "library"
    shutil.copytree(ROOT / "data", folder / "data")
    opened = pprkb.open(folder)
    opened.build()
    return opened


@pytest.fixture(scope="session")
def client(library: KnowledgeBase) -> FlaskClient:
    """The live site."""
    return create_app(library, base_url="https://example.org/kb/").test_client()


@pytest.fixture(scope="session")
def static(library: KnowledgeBase) -> FlaskClient:
    """The pages as they are published."""
    return create_app(library, live=False).test_client()


REFERENCES = """\
@article{one2020,
  author = {One, Ann B. and Other, Zoë},
  title = {A trial of empathy},
  journal = {Journal of Trials},
  year = {2020},
  volume = {3},
  pages = {1--9},
  doi = {10.1000/one},
  ids = {one2019preprint},
}

@book{two:2021,
  author = {Two, Ben},
  title = {<script>alert(1)</script> & "quotes"},
  publisher = {Press},
  year = {2021},
}
"""
SUMMARY = """\
---
title: Does empathy help?
month: 2024-03
reference: one2020
type: randomized-trial
topics: [empathy]
effects:
  - id: empathy-outcome
    metric: r
    value: ".30"
    between: [empathy, outcome]
    k: 12
    quote: "r = .30"
---
## Summary
Empathy was related to outcome (r = .30) in [@one2020] and beyond.

## Practice implications
Listen.
"""


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeBase:
    """A library of two works, one of them with a hostile title."""
    data = tmp_path / "small" / "data"
    (data / "summaries").mkdir(parents=True)
    (data / "references.bib").write_text(REFERENCES, encoding="utf-8")
    (data / "summaries" / "2024-03-empathy.md").write_text(SUMMARY, encoding="utf-8")
    for name in ("topics.yaml", "research-types.yaml"):
        shutil.copy(ROOT / "data" / name, data / name)
    opened = pprkb.open(tmp_path / "small")
    opened.build()
    return opened
