"""Fixing what is certain: exactly those bytes, once, and never at the cost of anything else."""

import re
import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pprkb.check.fix import FIXED, plan_fixes
from pprkb.files.change import patch
from pprkb.files.folder import scan
from pprkb.files.read.load import load_library
from pprkb.model.problem import Rule
from tests.check.test_broken_libraries import BROKEN, CASES
from tests.libraries_of_tests import made_library

LINE_ENDS = ["\n", "\r\n", "\r"]
ARTICLE = (
    "@article{{one,\n  author = {{{author}}},\n  title = {{A title}},\n{rest}  year = 2015,\n}}\n"
)
SOUND = "@book{one, author={A, B}, title={T}, publisher={P}, year=1999, ids={uno}}\n"
VOCABULARIES = {
    "topics.yaml": "topics:\n  - id: common-factors\n    label: Common Factors\n    aliases: [CF]\n"
    "  - id: alliance\n    broader: common factors\n",
    "research-types.yaml": "research-types:\n  - id: meta-analysis\n    label: Meta-analysis\n",
}
SUMMARY = """---
title: A summary
month: 2016-04
reference: one
{}---
## Summary
The *d*  was
.57, it says [@one].

## Practice implications
One.
"""


def article(rest="", author="Author, A."):
    return ARTICLE.format(rest=rest, author=author)


BIBTEX = {
    "a comma after a field": (
        Rule.BIBTEX_SYNTAX,
        "@book{one,\n  author = {A, B}\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
        "@book{one,\n  author = {A, B},\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
    ),
    "a comma after the key": (
        Rule.BIBTEX_SYNTAX,
        "@book{one\n  author = {A, B},\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
        "@book{one,\n  author = {A, B},\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
    ),
    "two commas": (
        Rule.BIBTEX_SYNTAX,
        "@book{one,\n  author = {A, B},,\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
        "@book{one,\n  author = {A, B},\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
    ),
    "no equals sign": (
        Rule.BIBTEX_SYNTAX,
        "@book{one,\n  author {A, B},\n  title: {T},\n  publisher={P}, year = 2015\n}\n",
        "@book{one,\n  author = {A, B},\n  title = {T},\n  publisher={P}, year = 2015\n}\n",
    ),
    "a fixed entry may lack something": (
        Rule.BIBTEX_SYNTAX,
        "@article{one,\n  author = {A, B}\n  title = {T},\n}\n",
        "@article{one,\n  author = {A, B},\n  title = {T},\n}\n",
    ),
    "a brace that is not there is no certain fix": (
        Rule.BIBTEX_SYNTAX,
        "@book{one,\n  author = {A, B,\n  title = {T},\n}\n",
        "@book{one,\n  author = {A, B,\n  title = {T},\n}\n",
    ),
    "an entry that is cut off": (
        Rule.BIBTEX_SYNTAX,
        "@book{one,\n  author = {A, B},\n",
        "@book{one,\n  author = {A, B},\n",
    ),
    "an entry twice": (
        Rule.DUPLICATE_KEY,
        f"% one\n{SOUND}\n% again\n{SOUND}\n@book{{two, title={{U}}}}\n",
        f"% one\n{SOUND}\n% again\n@book{{two, title={{U}}}}\n",
    ),
    "an entry twice with another key": (
        Rule.DUPLICATE_KEY,
        SOUND + SOUND.replace("{one", "{ONE"),
        SOUND,
    ),
    "an entry twice, blanks behind it": (
        Rule.DUPLICATE_KEY,
        f"{SOUND}{SOUND[:-1]}  \n \t\n@book{{two, title={{U}}}}\n",
        f"{SOUND}@book{{two, title={{U}}}}\n",
    ),
    "an entry twice, at the end without a line end": (
        Rule.DUPLICATE_KEY,
        SOUND + SOUND[:-1],
        SOUND,
    ),
    "an entry twice, behind another on its line": (
        Rule.DUPLICATE_KEY,
        f"{SOUND}@book{{two, title={{U}}}} {SOUND}",
        f"{SOUND}@book{{two, title={{U}}}} {SOUND}",
    ),
    "an entry twice, the second behind a word": (
        Rule.DUPLICATE_KEY,
        f"{SOUND}x{SOUND}",
        f"{SOUND}x{SOUND}",
    ),
    "an entry twice, before another on its line": (
        Rule.DUPLICATE_KEY,
        f"{SOUND}{SOUND[:-1]} @book{{two, title={{U}}}}\n",
        f"{SOUND}{SOUND[:-1]} @book{{two, title={{U}}}}\n",
    ),
    "two entries with one key": (
        Rule.DUPLICATE_KEY,
        SOUND + SOUND.replace("{T}", "{U}"),
        SOUND + SOUND.replace("{T}", "{U}"),
    ),
    "a field twice": (
        Rule.DUPLICATE_FIELD,
        article("  journal = {J},\n  volume = 1,\n  journal = {J},\n"),
        article("  journal = {J},\n  volume = 1,\n"),
    ),
    "a field three times": (
        Rule.DUPLICATE_FIELD,
        article("  journal = {J},\n  journal = {J},\n  JOURNAL = {J},\n"),
        article("  journal = {J},\n"),
    ),
    "a field twice at the end": (
        Rule.DUPLICATE_FIELD,
        "@book{one, title = {T}, title = {T}}\n",
        "@book{one, title = {T}}\n",
    ),
    "a field twice with two values": (
        Rule.DUPLICATE_FIELD,
        article("  journal = {J},\n  journal = {K},\n"),
        article("  journal = {J},\n  journal = {K},\n"),
    ),
    "a semicolon between names": (
        Rule.BAD_NAME,
        article(author="Author, A.; {Body; of Two}; Third, C."),
        article(author="Author, A. and {Body; of Two} and Third, C."),
    ),
    "a semicolon between names, and an et al.": (
        Rule.BAD_NAME,
        article(author="Author, A.; Third, C., et al."),
        article(author="Author, A.; Third, C., et al."),
    ),
    "an ampersand between names": (
        Rule.BAD_NAME,
        article(author=r"Author, A. \& Third, C."),
        article(author="Author, A. and Third, C."),
    ),
    "an and too many": (
        Rule.BAD_NAME,
        article(author="Author, A. and and Third, C."),
        article(author="Author, A. and Third, C."),
    ),
    "a comma behind a name": (
        Rule.BAD_NAME,
        article(author="Author, A. and Third, C.,"),
        article(author="Author, A. and Third, C."),
    ),
    "a suffix in an odd place": (
        Rule.BAD_NAME,
        article(author="John Smith Jr."),
        article(author="John Smith Jr."),
    ),
    "an ampersand in what may be a body": (
        Rule.BAD_NAME,
        article(author="Smith & Sons"),
        article(author="Smith & Sons"),
    ),
    "a DOI with its resolver": (
        Rule.UNUSUAL_FORM,
        article("  doi = {https://doi.org/10.1000/x\\_1},\n"),
        article("  doi = {10.1000/x\\_1},\n"),
    ),
    "a DOI in two pairs of braces": (
        Rule.UNUSUAL_FORM,
        article('  doi = "{http://dx.doi.org/10.1000/x}",\n'),
        article('  doi = "{10.1000/x}",\n'),
    ),
    "a DOI with a prefix": (
        Rule.UNUSUAL_FORM,
        article("  DOI = {doi: 10.1000/x},\n"),
        article("  DOI = {10.1000/x},\n"),
    ),
    "a DOI with a full stop": (
        Rule.BAD_DOI,
        article("  doi = {10.1000/x.},\n"),
        article("  doi = {10.1000/x},\n"),
    ),
    "a DOI with several marks behind it": (
        Rule.BAD_DOI,
        article("  doi = {10.1000/x.,},\n"),
        article("  doi = {10.1000/x},\n"),
    ),
    "a resolver in capitals": (
        Rule.UNUSUAL_FORM,
        article("  doi = {HTTPS://DOI.ORG/10.1000/x},\n"),
        article("  doi = {10.1000/x},\n"),
    ),
    "a resolver and a prefix": (
        Rule.UNUSUAL_FORM,
        article("  doi = {https://doi.org/doi:10.1000/x},\n"),
        article("  doi = {10.1000/x},\n"),
    ),
    "a resolver without a DOI": (
        Rule.BAD_DOI,
        article("  doi = {https://doi.org/about},\n"),
        article("  doi = {https://doi.org/about},\n"),
    ),
    "a DOI of an entry that cannot be named, and of another": (
        Rule.UNUSUAL_FORM,
        article("  doi = {https://doi.org/10.1000/x},\n")
        + article("  doi = {https://doi.org/10.1000/y},\n")
        + article("  doi = {https://doi.org/10.1000/z},\n").replace("{one", "{two"),
        article("  doi = {https://doi.org/10.1000/x},\n")
        + article("  doi = {https://doi.org/10.1000/y},\n")
        + article("  doi = {10.1000/z},\n").replace("{one", "{two"),
    ),
    "no DOI": (
        Rule.BAD_DOI,
        article("  doi = {not-a-doi},\n"),
        article("  doi = {not-a-doi},\n"),
    ),
    "a stale silence": (
        Rule.STALE_SILENCE,
        article(
            "  journal = {J},\n  pprkb-ignore = {bad-doi: so;\n    missing-doi: a; b; bad-name: c},\n"
        ),
        article("  journal = {J},\n  pprkb-ignore = {missing-doi: a; b},\n"),
    ),
    "the only silence": (
        Rule.STALE_SILENCE,
        article("  pprkb-ignore = {bad-doi: so},\n"),
        article(),
    ),
}


def fixed(folder, files, rule):
    """Return the files after fixing the problems of a rule."""
    root = made_library(folder, files)
    planned = plan_fixes(scan(root), lambda problem: problem.rule is rule)
    after = {name: text.encode() for name, text in files.items()}
    after.update({change.path.removeprefix("data/"): change.after for change in planned.changes})
    assert any(problem.rule is rule for problem in planned.fixed) == bool(planned.changes)
    return {name: content.decode() for name, content in after.items()}


@pytest.mark.parametrize(("rule", "before", "after"), BIBTEX.values(), ids=BIBTEX)
@pytest.mark.parametrize("line_end", LINE_ENDS, ids=["LF", "CRLF", "CR"])
def test_fixes_of_bibtex(tmp_path, rule, before, after, line_end):
    before, after = before.replace("\n", line_end), after.replace("\n", line_end)
    assert fixed(tmp_path, {"references.bib": before}, rule)["references.bib"] == after


FRONT = {
    "a key in another case": (Rule.UNKNOWN_REFERENCE, "also: [ONE]\n", "also: [one]\n"),
    "a key by another": (Rule.UNUSUAL_FORM, "also: [uno]\n", "also: [one]\n"),
    "a source": (
        Rule.UNUSUAL_FORM,
        "effects:\n  - metric: verbal\n    source: 'uno'  # of old\n",
        "effects:\n  - metric: verbal\n    source: 'one'  # of old\n",
    ),
    "a key that is not known": (Rule.UNKNOWN_REFERENCE, "also: [onne]\n", "also: [onne]\n"),
    "a topic by its label": (
        Rule.UNUSUAL_FORM,
        'topics:\n  - "Common Factors"\n  - alliance\n',
        'topics:\n  - "common-factors"\n  - alliance\n',
    ),
    "a topic by an alias": (Rule.UNUSUAL_FORM, "topics: cf\n", "topics: common-factors\n"),
    "a topic with other marks": (
        Rule.UNKNOWN_TOPIC,
        "topics: [common_factors]\n",
        "topics: [common-factors]\n",
    ),
    "a topic that is not known": (Rule.UNKNOWN_TOPIC, "topics: [aliance]\n", "topics: [aliance]\n"),
    "a topic twice": (
        Rule.DUPLICATE_ITEM,
        "topics: [alliance, common-factors, alliance]\n",
        "topics: [alliance, common-factors]\n",
    ),
    "a topic twice, under two names": (
        Rule.DUPLICATE_ITEM,
        "topics:\n  - cf    # first\n  - alliance\n  - Common Factors    # second\n",
        "topics:\n  - cf    # first\n  - alliance\n",
    ),
    "a type by its label": (Rule.UNUSUAL_FORM, "type: Meta-Analysis\n", "type: meta-analysis\n"),
    "a type with other marks": (
        Rule.UNKNOWN_RESEARCH_TYPE,
        "type: meta analysis\n",
        "type: meta-analysis\n",
    ),
    "a quote": (
        Rule.QUOTE_NOT_FOUND,
        'effects:\n  - metric: verbal\n    quote: "The d was.57"\n',
        'effects:\n  - metric: verbal\n    quote: "The d was .57"\n',
    ),
    "a quote that is not there": (
        Rule.QUOTE_NOT_FOUND,
        'effects:\n  - metric: verbal\n    quote: "The d was .5"\n',
        'effects:\n  - metric: verbal\n    quote: "The d was .5"\n',
    ),
    "a stale silence": (
        Rule.STALE_SILENCE,
        "ignore:\n  no-effects: so\n  bad-effect: so\n",
        "ignore:\n  no-effects: so\n",
    ),
    "a stale silence in braces": (
        Rule.STALE_SILENCE,
        "ignore: {bad-effect: so, no-effects: so}\n",
        "ignore: {no-effects: so}\n",
    ),
    "the only silence": (Rule.STALE_SILENCE, "ignore:\n  bad-effect: so\n", ""),
}


@pytest.mark.parametrize(("rule", "before", "after"), FRONT.values(), ids=FRONT)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_fixes_of_front_matter(tmp_path, rule, before, after, line_end):
    before = SUMMARY.format(before).replace("\n", line_end)
    after = SUMMARY.format(after).replace("\n", line_end)
    files = {**VOCABULARIES, "references.bib": SOUND, "summaries/2016-04-s.md": before}
    assert fixed(tmp_path, files, rule)["summaries/2016-04-s.md"] == after


WHOLE = {
    "a month": (Rule.UNUSUAL_FORM, "month: 2016-04", "month: 2016-4", "month: 2016-04"),
    "a month with another mark": (
        Rule.BAD_MONTH,
        "month: 2016-04",
        "month: 2016/4  # of the blog",
        "month: 2016-04  # of the blog",
    ),
    "no month": (Rule.BAD_MONTH, "month: 2016-04", "month: 2016-13", "month: 2016-13"),
    "a citation": (Rule.UNUSUAL_FORM, "[@one]", "[see @uno, p. 3]", "[see @one, p. 3]"),
    "a citation in another case": (Rule.UNKNOWN_REFERENCE, "[@one]", "[@One]", "[@one]"),
    "a heading": (
        Rule.UNKNOWN_SECTION,
        "## Practice implications",
        "##  Practice-Implications: ##",
        "##  Practice implications ##",
    ),
    "another heading": (
        Rule.UNKNOWN_SECTION,
        "## Practice implications",
        "## Practice implication",
        "## Practice implication",
    ),
    "a control character": (Rule.CONTROL_CHARACTER, "says", "sa\x08ys", "says"),
    "a line break of a word processor": (Rule.CONTROL_CHARACTER, "it says", "it\vsays", "it says"),
}


@pytest.mark.parametrize(("rule", "place", "wrong", "right"), WHOLE.values(), ids=WHOLE)
def test_fixes_of_summaries(tmp_path, rule, place, wrong, right):
    before = SUMMARY.format("").replace(place, wrong)
    after = SUMMARY.format("").replace(place, right)
    files = {**VOCABULARIES, "references.bib": SOUND, "summaries/2016-04-s.md": before}
    assert fixed(tmp_path, files, rule)["summaries/2016-04-s.md"] == after


def test_fixes_of_reading_lists_and_topics(tmp_path):
    listed = (
        "title: L\nintroduction: |\n  Begin with [@uno].\nsections:\n  - heading: H\n    items:\n"
        "      - reference: uno\n      - {topic: Common Factors, type: 'meta analysis', max: 3}\n"
    )
    files = {**VOCABULARIES, "references.bib": SOUND, "reading-lists/l.yaml": listed}
    planned = plan_fixes(scan(made_library(tmp_path, files)))
    after = {change.path: change.after.decode() for change in planned.changes}
    assert after == {
        "data/reading-lists/l.yaml": listed.replace("uno", "one")
        .replace("Common Factors", "common-factors")
        .replace("meta analysis", "meta-analysis"),
        "data/topics.yaml": VOCABULARIES["topics.yaml"].replace(
            "broader: common factors", "broader: common-factors"
        ),
    }


def test_a_silenced_problem_is_not_fixed(tmp_path):
    files = {
        "references.bib": article(
            "  doi = {doi:10.1000/x},\n  pprkb-ignore = {unusual-form: so},\n"
        )
    }
    assert plan_fixes(scan(made_library(tmp_path, files))).changes == ()


def test_a_fix_that_would_bring_another_problem_is_not_made(tmp_path):
    """The words of the prose hold another number than the effect does."""
    front = 'effects:\n  - metric: d\n    value: ".57"\n    quote: "The d was.57"\n'
    before = SUMMARY.format(front).replace(".57, it", ".57, it (*The* d was .57)")
    files = {**VOCABULARIES, "references.bib": SOUND, "summaries/2016-04-s.md": before}
    planned = plan_fixes(
        scan(made_library(tmp_path, files)), lambda p: p.rule is Rule.QUOTE_NOT_FOUND
    )
    assert planned.changes == ()


def test_what_cannot_be_fixed_does_not_keep_the_rest_from_it(tmp_path):
    """A key in another case would stand in a list twice; the topic beside it is fixed all the same."""
    before = SUMMARY.format("also: [one, ONE]\ntopics: [CF]\n")
    files = {**VOCABULARIES, "references.bib": SOUND, "summaries/2016-04-s.md": before}
    planned = plan_fixes(scan(made_library(tmp_path, files)))
    after = {change.path: change.after.decode() for change in planned.changes}
    assert after["data/summaries/2016-04-s.md"] == before.replace("[CF]", "[common-factors]")
    assert {problem.rule for problem in planned.fixed} == {Rule.UNUSUAL_FORM, Rule.UNKNOWN_TOPIC}


def test_it_is_said_which_of_two_problems_is_fixed(tmp_path):
    before = SUMMARY.format("topics: [nonsense, common_factors]\n")
    files = {**VOCABULARIES, "references.bib": SOUND, "summaries/2016-04-s.md": before}
    planned = plan_fixes(
        scan(made_library(tmp_path, files)), lambda p: p.rule is Rule.UNKNOWN_TOPIC
    )
    said = [p.message for p in planned.fixed if p.at.path.startswith("data/summaries")]
    assert said == ['no topic "common_factors"']


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        pytest.param(b"\xef\xbb\xbf", "utf-8", id="byte order mark"),
        pytest.param(b"", "cp1252", id="Windows-1252"),
    ],
)
def test_encodings_stay(tmp_path, mark, encoding):
    text = article("  note = {Müller},\n  doi = {doi:10.1000/x},\n")
    root = made_library(tmp_path, {"references.bib": ""})
    (root / "data/references.bib").write_bytes(mark + text.encode(encoding))
    (change,) = plan_fixes(scan(root)).changes
    assert change.after == mark + text.replace("doi:", "").encode(encoding)


def test_a_file_in_utf_16_is_left_alone(tmp_path):
    root = made_library(tmp_path, {"references.bib": ""})
    text = article("  doi = {doi:10.1000/x},\n")
    (root / "data/references.bib").write_bytes(b"\xff\xfe" + text.encode("utf-16-le"))
    assert plan_fixes(scan(root)).changes == ()


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(sorted(BIBTEX)), min_size=1, max_size=5), st.sampled_from(LINE_ENDS)
)
def test_entries_are_fixed_beside_each_other(tmp_path_factory, names, line_end):
    """Whatever stands in a file together, each entry is read as before or as it was meant."""

    def text(column):
        parts = []
        for number, name in enumerate(names):
            bibtex = BIBTEX[name][column]
            parts.append(re.sub(r"(?i)\{(one|two)(?=[\s,])", rf"{{\1n{number}", bibtex))
        return "".join(parts).replace("\n", line_end)

    root = made_library(tmp_path_factory.mktemp("library"), {"references.bib": text(1)})
    before = scan(root)
    planned = plan_fixes(before)
    (root / "data/references.bib").write_bytes(
        planned.changes[0].after if planned.changes else before.files[0].content
    )
    kept = dict(load_library(before).references)
    for key, reference in load_library(scan(root)).references.items():
        old = kept.pop(key)
        assert (reference.contributors, reference.title, reference.year) == (
            old.contributors,
            old.title,
            old.year,
        )
        assert old.doi.startswith(reference.doi)
    assert not kept
    again = plan_fixes(scan(root))
    assert again.changes == ()
    assert again.found == planned.remaining


# -- on whole libraries ----------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_fixing_twice_is_fixing_once(tmp_path, name):
    root = tmp_path / name
    shutil.copytree(BROKEN / name, root)
    planned = plan_fixes(scan(root))
    for change in planned.changes:
        assert (root / change.path).read_bytes() == change.before
        (root / change.path).write_bytes(change.after)
    again = plan_fixes(scan(root))
    assert (again.changes, again.fixed) == ((), ())
    assert again.found == planned.remaining


@pytest.mark.parametrize("program", ["git", "patch"])
@pytest.mark.parametrize("name", [*CASES, "CRLF", "no line end", "CR", "odd name"])
def test_the_patch_can_be_applied(tmp_path, name, program):
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    root = tmp_path / "library"
    if name in CASES:
        shutil.copytree(BROKEN / name, root)
    else:
        text = article("  doi = {doi:10.1000/x},\n") * 2
        text = text.replace("\n", "\r\n") if name == "CRLF" else text
        text = text.replace("\n", "\r") if name == "CR" else text
        files = {"references.bib": text.rstrip("\n") if name == "no line end" else text}
        if name == "odd name":
            files["summaries/2016-04 étude.md"] = SUMMARY.format("also: [ONE]\n")
        made_library(root, files)
    planned = plan_fixes(scan(root))
    written = patch(planned.changes)
    if not written:
        assert planned.changes == ()
        return
    command = {"git": ["git", "apply", "-"], "patch": ["patch", "-p1", "--binary", "-s"]}[program]
    done = subprocess.run(command, cwd=root, input=written, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    for change in planned.changes:
        assert (root / change.path).read_bytes() == change.after


def test_every_rule_that_is_fixed_has_an_example():
    shown = {rule for rule, before, after in BIBTEX.values() if before != after}
    shown |= {rule for rule, before, after in FRONT.values() if before != after}
    shown |= {rule for rule, _, wrong, right in WHOLE.values() if wrong != right}
    assert shown == FIXED
