"""What both engines, and pandoc, make of a draft with everything that LaTeX trips over."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import pprkb
from pprkb.model.citation import Style
from tests.libraries_of_tests import made_library

FILES = {
    "references.bib": r"""
@article{amp2020, author={O'Brien, Zoë and Müller-Łukasz, Jürgen and {Research \& Development}},
  title={Alliance \& outcome: 50\% of \#1 variance in {$\beta$}-blockers, a_b and a ~tilde},
  journal={Journal of R\&D}, year={2020}, volume={3}, pages={1--9},
  doi={10.1002/1097-4679(199911)55:11<1351::AID-JCLP4>3.0.CO;2-5}}
@article{fr2021, author={Dubé, Zoé and Lefèvre, Œdipe}, title={L'alliance « vraie » : œuvre, cœur},
  journal={Revue québécoise}, year={2021}, langid={french}, url={https://exemple.ca/été/à_la?x=1&y=%20#z}}
""",
    "topics.yaml": "topics: []\n",
    "research-types.yaml": "research-types: []\n",
    "summaries/2020-04-amp.md": r"""---
title: '100% of A & B_c #1 {x} ~ ^ \ "quoted" $5'
month: 2020-04
reference: amp2020
effects:
  - {id: a, metric: r, value: ".28", between: [alliance & bond_1, outcome %], quote: "r = .28", k: 5}
  - {id: b, metric: eta2, value: ".06", outcome: change, quote: "η² = .06"}
---
## Summary
It does, r = .28, η² = .06 [@fr2021]. “Curly ‘quotes’” – dash… α β γ ≤ ≥ ± × τ² 3″.

## Practice implications
- Listen 100%, `code_x \y`.

| A & B | C_d |
|---|---|
| 1% | [x] |
""",
}
DRAFT = r"""---
title: Essai sur l’alliance & le reste_100%
author: [Zoé Œuvre, "B & C"]
lang: fr-CA
---
# Une section_1 & autre 50 %

Texte avec « guillemets » [@amp2020, p. 3]. Selon @fr2021, c’est “bon”.[^1] Un lien
<https://example.org/a_b?x=1&y=2#z%20> et [texte_lien](https://example.org/%7Ex_y).

[^1]: Une note avec 5 % & `code_a` [@fr2021].

    Deuxième paragraphe.

- [débute par crochet] ≤ α

| Col & A | B_1 |
|---|--:|
| 50% | α² |

```python
x = {"a": 'b'}  # 100% & _
```
"""


@pytest.fixture(scope="module", params=["apa", "chicago-notes"])
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    root = made_library(tmp_path_factory.mktemp("latex"), FILES)
    (root / "draft.md").write_text(DRAFT, encoding="utf-8")
    library = pprkb.open(root, root / "pprkb.db")
    style = Style(request.param, "fr-CA")
    publication = library.write(root / "draft.md", style=style, evidence=True, depth="full")
    assert publication.problems == ()
    return publication.write("latex")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["pdflatex", "lualatex"])
def test_an_engine_prints_all_of_a_draft(engine: str, written: bytes, tmp_path: Path) -> None:
    if not shutil.which(engine):
        pytest.skip(f"needs {engine}")
    (tmp_path / "draft.tex").write_bytes(written)
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "draft.tex"]
    for _ in range(2):
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert result.returncode == 0, result.stdout[-2000:]
    log = (tmp_path / "draft.log").read_text(encoding="utf-8", errors="replace")
    assert re.findall(r"^(?:Missing character.*|.*Token not allowed.*)", log, re.MULTILINE) == []
    if not shutil.which("pdftotext"):
        return
    shown = subprocess.run(
        ["pdftotext", "-layout", "draft.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    ).stdout.decode()
    for words in ('"quoted" $5', "x = {\"a\": 'b'} # 100% & _", "100% of A & B_c #1 {x} ~ ^ \\"):
        assert words in " ".join(shown.split())


@pytest.mark.skipif(not shutil.which("pandoc"), reason="needs pandoc")
def test_pandoc_reads_a_draft(written: bytes) -> None:
    command = ["pandoc", "-f", "latex", "-t", "plain", "--wrap=none"]
    result = subprocess.run(command, input=written, capture_output=True, check=False)
    assert result.returncode == 0, result.stderr.decode()
    shown = result.stdout.decode()
    for words in ('#1 {x} ~ ^ \\ "quoted" $5', "Listen 100%, code_x \\y.", "Journal of R&D"):
        assert words in shown
    assert "l@english" not in shown


def test_a_link_holds_the_whole_doi_in_notes_too(written: bytes) -> None:
    links = re.findall(r"\\href\{(https://doi[^}]*)\}", written.decode())
    assert links
    assert all(link.endswith("CO;2-5") for link in links)
