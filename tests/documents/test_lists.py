"""Any list at any depth: every item once, in order, with the same reference each time."""

import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pprkb.documents.compose import Material, compose
from pprkb.documents.document import Entry
from pprkb.documents.outline import NamedWorks, Outline, Part
from pprkb.documents.writers import EVERY, Format, write
from pprkb.knowledge_base import KnowledgeBase
from pprkb.model.citation import Style
from pprkb.model.filters import Filters
from pprkb.model.reading_list import Depth

NAMES = ("Smith", "Jones", "Müller", "O'Neil", "van der Berg")


@st.composite
def libraries(draw):
    """Draw a library whose works share authors and years, and a list of some of them."""
    number = draw(st.integers(1, 6))
    keys = [f"work{n}" for n in range(number)]
    entries, summaries = [], {}
    for key in keys:
        author = draw(st.sampled_from(NAMES))
        year = draw(st.sampled_from([2001, 2002]))
        entries.append(
            f"@book{{{key}, author = {{{author}, A.}}, year = {year},"
            f" title = {{Title of {key}}}, publisher = {{P}}}}\n"
        )
        if draw(st.booleans()):
            cited = draw(st.lists(st.sampled_from(keys), max_size=2))
            prose = " ".join(f"As [@{one}] says." for one in cited) or "Nothing is cited."
            effects = draw(st.integers(0, 2))
            records = "".join(
                f"  - id: e{n}\n    metric: d\n    value: '.{n + 2}'\n    outcome: outcome {n}\n"
                for n in range(effects)
            )
            summaries[f"2020-01-{key}"] = (
                f"---\ntitle: Of {key}\nmonth: 2020-01\nreference: {key}\n"
                + (f"effects:\n{records}" if records else "")
                + f"---\n## Summary\n{prose}\n\n## Practice implications\nDo so. {prose}\n"
            )
    items = draw(st.lists(st.sampled_from(keys), min_size=1, unique=True))
    cut = draw(st.integers(0, len(items)))
    sections = [
        {"heading": f"Part {n}", "items": [{"reference": key} for key in part]}
        for n, part in enumerate((items[:cut], items[cut:]))
        if part
    ]
    style = draw(st.sampled_from(["apa", "chicago-author-date", "ieee"]))
    return entries, summaries, {"title": "L", "style": style, "sections": sections}, items


def write_library(root, entries, summaries, made):
    (root / "data/summaries").mkdir(parents=True)
    (root / "data/reading-lists").mkdir()
    (root / "data/references.bib").write_text("".join(entries), encoding="utf-8")
    for name, text in summaries.items():
        (root / f"data/summaries/{name}.md").write_text(text, encoding="utf-8")
    (root / "data/reading-lists/list.yaml").write_text(yaml.safe_dump(made), encoding="utf-8")


def entries_of(document):
    """Return the listed entries; those of other works cited come after them."""
    return [block for block in document.blocks if isinstance(block, Entry)]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries())
def test_every_item_once_in_order_and_alike_at_every_depth(library):
    entries, summaries, made, items = library
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_library(root, entries, summaries, made)
        base = KnowledgeBase(root, root / "pprkb.db")
        printed = {
            depth: entries_of(base.reading_list("list", depth=depth).document) for depth in Depth
        }
        for found in printed.values():
            assert [entry.key for entry in found][: len(items)] == items
            others = [entry.key for entry in found][len(items) :]
            assert len(set(others)) == len(others)
            assert not set(others) & set(items)
        references = {
            depth: [(entry.label, entry.runs) for entry in found[: len(items)]]
            for depth, found in printed.items()
        }
        assert all(one == references[Depth.FULL] for one in references.values())


@pytest.mark.parametrize(
    ("outline", "words"),
    [
        pytest.param(Part(), "No works fit what was asked for.", id="a question without an answer"),
        pytest.param(
            Part(heading="Week 1"),
            "The library holds no further works on this.",
            id="a question without an answer under a heading",
        ),
        pytest.param(Part(heading="Reading week", asked=False), "", id="a week without reading"),
        pytest.param(Part(heading="Week 1", gaps=((0, "[missing: a]"),)), "", id="a gap"),
    ],
)
def test_a_part_without_works_says_so_where_a_question_was_asked(outline, words):
    material = Material(named=NamedWorks(Outline(title="T", parts=(outline,))), references={})
    text = write(compose(material, Style()), Format.TEXT).decode()
    notes = [line for line in text.splitlines() if "works" in line]
    assert notes == ([words] if words else [])


def test_letters_of_years_agree_between_list_and_text(tmp_path):
    entries = [
        f"@book{{{key}, author = {{Smith, A.}}, year = 2001, title = {{{title}}}, publisher = {{P}}}}\n"
        for key, title in (("one", "Zebra"), ("two", "Apple"))
    ]
    summary = (
        "---\ntitle: T\nmonth: 2020-01\nreference: one\n---\n"
        "## Summary\nSee @two and @one.\n\n## Practice implications\nDo.\n"
    )
    made = {"title": "L", "sections": [{"heading": "P", "items": [{"reference": "one"}]}]}
    write_library(tmp_path, entries, {"2020-01-one": summary}, made)
    base = KnowledgeBase(tmp_path, tmp_path / "pprkb.db")
    for depth in Depth:
        text = write(base.reading_list("list", depth=depth).document, Format.TEXT).decode()
        assert "Smith, A. (2001b). Zebra" in text, depth
        if depth in (Depth.BRIEF, Depth.FULL):
            assert "Smith (2001a) and Smith (2001b)" in text


@pytest.mark.slow
@pytest.mark.parametrize("to", sorted(EVERY), ids=lambda to: to.value)
def test_a_list_gives_the_same_bytes_twice(tmp_path, to):
    def written(name):
        base = KnowledgeBase(Path(__file__).parents[2], tmp_path / f"{name}.db")
        return base.reading_list("common-factors-course", depth=Depth.FULL).write(to)

    first, second = written("one"), written("two")
    assert first == second


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param([["beta", "alpha"]], id="in another order"),
        pytest.param([["alpha"], ["beta"]], id="under two headings"),
    ],
)
def test_no_dash_stands_for_authors_that_are_named_elsewhere(tmp_path, sections):
    entries = [
        f"@book{{{key}, author = {{Smith, A.}}, title = {{{key}}}, publisher = {{P}},"
        " year = 2001}\n"
        for key in ("alpha", "beta")
    ]
    made = {
        "title": "L",
        "style": "modern-language-association",
        "sections": [
            {"heading": f"Part {n}", "items": [{"reference": key} for key in keys]}
            for n, keys in enumerate(sections)
        ],
    }
    write_library(tmp_path, entries, {}, made)
    library = KnowledgeBase(tmp_path, tmp_path / "pprkb.db")
    listed = write(library.reading_list("list").document, Format.TEXT).decode()
    exported = library.export(Filters(), style="modern-language-association").document
    in_order = write(exported, Format.TEXT).decode()
    assert listed.count("Smith, A.") == 2
    assert "———" not in listed
    # in the style's own order the names are given once
    assert in_order.count("Smith, A.") == in_order.count("———") == 1
