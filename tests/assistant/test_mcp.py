"""The library for assistants: what they are told, and what they are not."""

import importlib.util
import json
import os
import re
import signal
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path

import anyio
import jsonschema
import pytest
from click.testing import CliRunner

import pprkb
from pprkb.cli.main import program
from tests.libraries_of_tests import LIBRARIES, copy_library, made_library

if importlib.util.find_spec("mcp") is None:
    pytest.skip("the package mcp is not installed", allow_module_level=True)

from mcp import Client, MCPError, StdioServerParameters

from pprkb.assistant.bounds import part_of_text, short
from pprkb.assistant.server import create_server

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/assistants.md"


@pytest.fixture(autouse=True, scope="module")
def databases(tmp_path_factory):
    """Keep the databases of the libraries of the checkout elsewhere."""
    folder = tmp_path_factory.mktemp("databases")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "pprkb.knowledge_base.base.default_database",
            lambda root: folder / f"{blake2b(str(root).encode(), digest_size=8).hexdigest()}.db",
        )
        yield


def asked(server, *calls):
    """Ask a server some things, and return its answers; it may be a library's folder."""

    async def ask():
        async with Client(server) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    if isinstance(server, Path):
        server = create_server(pprkb.open(server))
    return anyio.run(ask)


def told(answer):
    assert not answer.is_error, answer.content[0].text
    return answer.structured_content


def text(answer):
    (content,) = answer.content
    return content.text


# -- thirty questions ------------------------------------------------------------------------------

ANSWERED = [
    ("evidence", {"question": "does empathy predict outcome"}),
    ("evidence", {"question": "alliance and outcome"}),
    ("evidence", {"question": "how many clients drop out", "limit": 20}),
    ("evidence", {"question": "psychotherapy or medication for depression"}),
    ("evidence", {"question": "group therapy for eating disorders"}),
    ("evidence", {"question": "feedback"}),
    ("evidence", {"question": "repairing ruptures"}),
    ("evidence", {"question": "countertransference"}),
    ("evidence", {"question": "client preferences"}),
    ("evidence", {"question": "therapist adherence"}),
    ("evidence", {"topic": "alliance", "limit": 20}),
    ("evidence", {"topic": "depression", "limit": 20, "offset": 5}),
    ("evidence", {"question": "deterioration", "topic": "outcomes"}),
    ("article", {"key": "wampold2015important"}),
    ("article", {"key": "elliott2018therapist"}),
    ("article", {"key": "vandis2020longterm"}),
    ("article", {"key": "2018-02-how-many-clients-leave-early"}),
    ("search", {"query": "empathy", "limit": 20}),
    ("search", {"query": "d = .57"}),
    ("search", {"query": "borderline", "since": 2010}),
]
UNANSWERED = [
    ("astrology", ["astrology"]),
    ("ketamine", ["ketamine"]),
    ("lithium dose", ["lithium"]),
    ("chatbots", ["chatbots"]),
    ("does transcranial magnetic stimulation work", ["transcranial"]),
    ("homeopathy for depression", ["homeopathy"]),
    ("does yoga help psychosis", ["yoga"]),
    ("does hypnosis stop smoking", ["hypnosis", "smoking"]),
    ("autism early intervention", ["autism"]),
    ("virtual reality for arachnophobia", ["virtual", "arachnophobia"]),
]
NUMBERS = ("statistic", "value", "value_high", "interval", "p", "rests_on", "k", "n")
_STATISTIC = re.compile(
    r"\b(?:d|g|r|z|β|SMD|OR|RR|RD|HR|IRR|NNT|MD|WMD|ICC|p|k|N)\s*[=<>≤≥≈]\s*[−-]?\d*\.?\d|\bCI \["
)


@pytest.fixture(scope="module")
def answers():
    calls = [*ANSWERED, *(("evidence", {"question": one}) for one, _ in UNANSWERED)]
    return asked(ROOT, *calls)


def values_in(value):
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from values_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from values_in(inner)


def check_numbers(answer):
    """No number without the sentence that reports it, and the key and reference of its work."""
    found = 0
    for value in values_in(told(answer)):
        if any(value.get(name) is not None for name in NUMBERS):
            assert value["quote"], value
            assert value["source"]["key"]
            assert value["source"]["reference"]
            found += 1
    # The first line repeats the question.
    for line in text(answer).splitlines()[1:]:
        if _STATISTIC.search(line):
            assert line.startswith("> ") or re.search(r"“.+” \[[\w-]+\]", line), line
    return found


@pytest.mark.parametrize("number", range(30))
def test_no_number_without_a_quote_and_a_key(answers, number):
    found = check_numbers(answers[number])
    if number < len(ANSWERED) and ANSWERED[number][0] == "evidence":
        assert found


@pytest.mark.parametrize("number", range(20))
def test_what_is_quoted_is_in_the_summary(answers, number):
    library = pprkb.open(ROOT)
    for value in values_in(told(answers[number])):
        if quote := value.get("quote"):
            article = library.article(value["source"]["key"])
            (summary,) = (one for one in article.summaries if one.id == value["summary"])
            body = f"{summary.evidence_summary} {summary.practice_implications}"
            assert quote.rstrip("…") in " ".join(body.split())


@pytest.mark.parametrize("number", range(10))
def test_it_says_what_the_library_does_not_know(answers, number):
    answer = told(answers[20 + number])
    _, words = UNANSWERED[number]
    assert set(words) <= set(answer["words_not_found"])
    if answer["findings"]:
        said = next(one for one in answer["notes"] if one.startswith("No finding holds: "))
        assert all(word in said for word in words)
    else:
        assert any("no recorded finding" in one for one in answer["notes"])


def test_a_superseded_finding_names_the_newer_work(answers):
    findings = told(answers[0])["findings"]
    old = next(one for one in findings if one["source"]["key"] == "wampold2015important")
    assert findings.index(old) > 0
    assert old["superseded_by"] == {
        "key": "elliott2018therapist",
        "cited_as": "Elliott et al. (2018)",
    }
    assert "SUPERSEDED by Elliott et al. (2018) [elliott2018therapist]" in text(answers[0])


def test_a_retracted_work_says_so():
    calls = [("article", {"key": "joly2008"}), ("cite", {"keys": ["joly2008", "sample2016"]})]
    article, cited = asked(LIBRARIES / "retracted", *calls)
    assert told(article)["source"]["standing"] == "retracted"
    assert "RETRACTED [joly2008]: Retracted" in text(article)
    assert told(cited)["notes"] == [
        "Retracted: Joly et al. (2008) [retracted]. Say so wherever it is cited."
    ]


def test_a_corrected_work_says_so(answers):
    assert told(answers[15])["source"]["standing"] == "corrected"
    assert "CORRECTED [vandis2020longterm]: Corrected" in text(answers[15])


def test_a_finding_of_a_retracted_work_that_another_reports():
    (answer,) = asked(LIBRARIES / "retracted", ("evidence", {"question": "imagined treatment"}))
    (one,) = told(answer)["findings"]
    assert (one["source"]["key"], one["source"]["standing"]) == ("sound2020", "")
    assert one["standing"] == "retracted"
    assert "RETRACTED is the work that found it" in text(answer)
    assert "as cited in" in one["found_by"]


# -- what is not told ------------------------------------------------------------------------------

REFERENCES = """\
@article{one, author = {Berg, Anna}, title = {On one}, journal = {J}, year = 2015, volume = 1}
@article{a/b, author = {Stein, Eva}, title = {On two}, journal = {J}, year = 2016, volume = 2}
"""
UNQUOTED = """\
---
title: On one
month: 2016-04
reference: one
type: review
effects:
  - id: told
    metric: d
    value: ".57"
    k: 12
    compared: [laughing, weeping]
    quote: "d = .57"
  - id: untold
    metric: g
    value: "0.987"
    k: 654
    n: 3210
    p: ".0123"
    ci: {low: "0.91", high: "1.05"}
    between: [hope, patience]
---
## Summary
Laughing was better than weeping in 12 studies (d = .57). Hope went with patience.

## Practice implications
Laugh.
"""


@pytest.fixture
def made(tmp_path):
    return made_library(
        tmp_path / "made",
        {
            "references.bib": REFERENCES,
            "summaries/2016-04-one.md": UNQUOTED,
            "reading-lists/mine.yaml": "title: Mine\nsections:\n"
            "  - heading: First\n    note: After @one.\n    items:\n      - reference: a/b\n",
            "research-types.yaml": "research-types:\n  - id: review\n    label: Review\n",
        },
    )


def test_a_number_without_a_sentence_is_not_told(made):
    for answer in asked(made, ("evidence", {"question": "hope"}), ("article", {"key": "one"})):
        check_numbers(answer)
        said = json.dumps(told(answer)) + text(answer)
        for number in ("0.987", "654", "3210", "3,210", ".0123", "0.91", "1.05"):
            assert number not in said
        assert any("names no sentence" in one for one in told(answer)["notes"])
        assert "no number is told" in text(answer)


def test_a_direction_is_told_only_where_it_is_stated(made):
    (answer,) = asked(made, ("evidence", {"question": "laughing"}))
    assert [one["favours"] for one in told(answer)["findings"]] == [""]
    path = made / "data/summaries/2016-04-one.md"
    path.write_text(UNQUOTED.replace("    compared: [l", "    favours: first\n    compared: [l"))
    (answer,) = asked(made, ("evidence", {"question": "laughing"}))
    assert [one["favours"] for one in told(answer)["findings"]] == ["favours laughing"]
    assert "(favours laughing)" in text(answer)


def test_a_work_without_a_summary_says_nothing(made):
    (answer,) = asked(made, ("article", {"key": "a/b"}))
    assert told(answer)["summaries"] == told(answer)["findings"] == []
    assert "it says nothing of what was found" in text(answer)


def test_no_file_or_line_is_told(answers):
    assert not any("data/summaries" in json.dumps(one.structured_content) for one in answers)


# -- other tools -----------------------------------------------------------------------------------


def test_works_are_cited_in_a_style():
    calls = [
        ("cite", {"keys": ["wampold2015important"], "locator": "p. 272"}),
        ("cite", {"keys": ["wampold2015important", "vandis2020longterm"], "style": "vancouver"}),
    ]
    apa, vancouver = map(told, asked(ROOT, *calls))
    assert apa["in_text"] == "(Wampold, 2015, p. 272)"
    assert apa["references"] == [apa["sources"][0]["reference"]]
    assert vancouver["references"][0].startswith("1. Wampold BE.")


def test_lists(made):
    every, one = map(told, asked(made, ("reading_list", {}), ("reading_list", {"slug": "mine"})))
    assert every["lists"] == [{"slug": "mine", "title": "Mine", "parts": 1}]
    (part,) = one["parts"]
    assert (part["heading"], part["note"]) == ("First", "After Berg (2015).")
    assert [item["key"] for item in part["items"]] == ["a/b"]


def test_topics():
    (answer,) = asked(ROOT, ("topics", {}))
    topics = {one["id"]: one for one in told(answer)["topics"]}
    assert topics["alliance"]["broader"] == "common-factors"
    assert told(answer)["total"] == len(topics)


WRONG = {
    "a key": ("article", {"key": "wampold2015importent"}, 'did you mean "wampold2015important"'),
    "one of two keys": ("cite", {"keys": ["wampold2015important", "no"]}, 'no reference "no"'),
    "a topic": ("evidence", {"topic": "aliance"}, 'did you mean "alliance"'),
    "a list": ("reading_list", {"slug": "therapeutic-aliance"}, "therapeutic-alliance"),
    "a list unlike any": ("reading_list", {"slug": "zzz"}, "the lists are common-factors-course"),
    "a style": ("cite", {"keys": ["wampold2015important"], "style": "zzz"}, "use apa, "),
    "no question": ("evidence", {}, "neither a question nor a topic is given"),
    "no word": ("evidence", {"question": "does it work"}, "there is no word to look for"),
    "a limit": ("search", {"query": "x", "limit": 500}, "limit: Input should be less than"),
    "another name": ("search", {"words": "x"}, "search takes: query, topic, since"),
    "a filter that there is not": (
        "search",
        {"query": "empathy", "author": "Wampold"},
        "there is no argument author. search takes: query, topic, since",
    ),
    "a list by another word": ("reading_list", {"name": "x"}, "there is no argument name"),
    "no keys": ("cite", {"keys": []}, "keys: List should have at least 1 item"),
    "a long question": ("evidence", {"question": "x" * 301}, "at most 300 characters"),
}


@pytest.mark.parametrize(("name", "arguments", "said"), WRONG.values(), ids=WRONG)
def test_wrong_requests_are_answered(name, arguments, said):
    (answer,) = asked(ROOT, (name, arguments))
    assert answer.is_error
    assert said in text(answer)
    assert "Traceback" not in text(answer)
    assert "pprkb list" not in text(answer)


def test_tools_say_what_they_are():
    async def listed():
        async with Client(create_server(pprkb.open(ROOT))) as client:
            return (await client.list_tools()).tools, client.instructions

    tools, instructions = anyio.run(listed)
    assert [one.name for one in tools] == [
        *("search", "evidence", "article", "cite", "reading_list", "topics")
    ]
    for one in tools:
        assert one.annotations.read_only_hint
        assert not one.annotations.destructive_hint
        assert len(one.description) > 100
        assert all("description" in own for own in one.input_schema["properties"].values()), one
        jsonschema.Draft202012Validator.check_schema(one.output_schema)
        assert f"`{one.name}`" in instructions


def test_answers_keep_to_their_schemas(answers):
    async def schemas():
        async with Client(create_server(pprkb.open(ROOT))) as client:
            return {one.name: one.output_schema for one in (await client.list_tools()).tools}

    of_tool = anyio.run(schemas)
    for (name, _), answer in zip(ANSWERED, answers, strict=False):
        jsonschema.validate(answer.structured_content, of_tool[name])


# -- the text files --------------------------------------------------------------------------------


def test_changes_are_seen_between_calls(made):
    server = create_server(pprkb.open(made))
    (before,) = asked(server, ("evidence", {"question": "laughing"}))
    assert told(before)["findings"][0]["k"] == 12
    path = made / "data/summaries/2016-04-one.md"
    path.write_text(path.read_text().replace("k: 12", "k: 21"))
    (after,) = asked(server, ("evidence", {"question": "laughing"}))
    assert told(after)["findings"][0]["k"] == 21


def test_of_a_damaged_file_the_rest_is_told(made):
    (made / "data/summaries/2016-05-bad.md").write_text("---\ntitle: How: bad\n---\n")
    (answer,) = asked(made, ("evidence", {"question": "laughing"}))
    assert len(told(answer)["findings"]) == 1
    assert any(
        "errors; what could not be read is missing here" in one or "1 error" in one
        for one in told(answer)["notes"]
    )


def test_of_two_versions_none_is_told(made):
    other = UNQUOTED.replace("reference: one", "reference: a/b").replace("laughing", "singing")
    path = made / "data/summaries/2016-06-two.md"
    path.write_text(other.replace("Laugh.\n", "<<<<<<< a\nSing.\n=======\nHum.\n>>>>>>> b\n"))
    first, second = asked(made, ("evidence", {"question": "weeping"}), ("article", {"key": "a/b"}))
    assert {one["source"]["key"] for one in told(first)["findings"]} == {"one"}
    assert any("Two versions stand in the file of" in one for one in told(first)["notes"])
    assert second.is_error
    assert "2016-06-two.md" in text(second)


def test_a_library_that_has_gone_is_told_as_it_was(made):
    server = create_server(pprkb.open(made))
    asked(server, ("topics", {}))
    (made / "data/references.bib").rename(made / "data/gone.txt")
    (answer,) = asked(server, ("evidence", {"question": "laughing"}))
    assert told(answer)["findings"][0]["k"] == 12
    assert any("this is of an earlier state" in one for one in told(answer)["notes"])


def test_no_text_file_is_changed(made):
    def files():
        return {path: path.read_bytes() for path in (made / "data").rglob("*") if path.is_file()}

    before = files()
    asked(made, ("search", {"query": "laughing"}), ("article", {"key": "one"}), ("topics", {}))
    assert files() == before


# -- bounds ----------------------------------------------------------------------------------------

MOST = 60_000
"""No answer, as JSON, is longer."""


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    works = "".join(
        f"@article{{w{n}, author = {{Long, Ida and Other, Bo}}, title = {{Patience {'of ' * 900}"
        f" {n}}}, journal = {{J}}, year = 2015, volume = {n}}}\n"
        for n in range(120)
    )
    effect = (
        '  - {{id: e{0}, metric: d, value: ".{0:03}", k: {0}, between: [patience, "{1}"],'
        ' quote: "d = .{0:03}"}}\n'
    )
    said = "".join(
        f"Patience {'and ' * 500} mattered (d = .{n:03}). {'Words. ' * 200}\n\n"
        for n in range(1, 90)
    )
    effects = "".join(effect.format(n, "outcome " * 60) for n in range(1, 90))
    items = "".join(f"      - {{reference: w{n}, note: {'word ' * 600}}}\n" for n in range(120))
    return made_library(
        tmp_path_factory.mktemp("large"),
        {
            "references.bib": works,
            "summaries/2016-04-x.md": "---\ntitle: T\nmonth: 2016-04\nreference: w1\neffects:\n"
            f"{effects}---\n## Summary\n{said}\n## Practice implications\nWait.\n",
            "reading-lists/long.yaml": "title: Long\nsections:\n  - heading: All\n    items:\n"
            + items,
        },
    )


BOUNDED = {
    "search": ("search", {"query": "patience", "limit": 20}, "offset", "articles"),
    "evidence": ("evidence", {"question": "patience", "limit": 20}, "offset", "findings"),
    "article": ("article", {"key": "w1"}, "text_from", "passages"),
    "findings": ("article", {"key": "w1"}, "findings_from", "findings"),
    "list": ("reading_list", {"slug": "long"}, "offset", "parts"),
}


@pytest.mark.parametrize(("name", "arguments", "on", "items"), BOUNDED.values(), ids=BOUNDED)
def test_what_is_left_out_can_be_asked_for(large, name, arguments, on, items):
    server = create_server(pprkb.open(large))
    pieces, place, rounds = [], 0, 0
    while place is not None:
        (answer,) = asked(server, (name, {**arguments, on: place}))
        assert len(json.dumps(told(answer))) < MOST
        assert len(text(answer)) < MOST
        pieces += told(answer)[items]
        left = [one for one in told(answer)["left_out"] if f"{on}=" in one]
        place = int(left[0].rpartition("=")[2]) if left else None
        rounds += 1
    assert rounds > 1
    if items == "passages":
        said = "".join(one["text"] for one in pieces)
        assert said.endswith("Wait.")
        assert sum(len(re.findall(r"d = \.\d{3}\)", one["text"])) for one in pieces) == 89
        assert said.count("Words.") == 89 * 200
    elif items == "parts":
        keys = [item["key"] for part in pieces for item in part["items"]]
        assert keys == [f"w{n}" for n in range(120)]
    else:
        assert len(pieces) == (120 if items == "articles" else 89)
        assert len({json.dumps(one) for one in pieces}) == len(pieces)


CUTS = {
    "all": ("d = .57 there", 0, 99, "d = .57 there"),
    "before a number": ("mattered d = .57 there", 0, 14, "mattered d = "),
    "from within a number": ("d = .57 there", 5, 99, " there"),
    "a long word": ("x" * 20 + " d", 0, 5, "x" * 20 + " "),
    "behind the end": ("d = .57", 9, 5, ""),
}


@pytest.mark.parametrize(("text", "start", "most", "expected"), CUTS.values(), ids=CUTS)
def test_no_number_is_cut(text, start, most, expected):
    part, end = part_of_text(text, start, most)
    assert part == expected
    assert end == max(start, text.find(expected) + len(expected)) or not expected
    assert "57" not in short(text, most) or ".57" in short(text, most)


def test_an_excerpt_begins_and_ends_with_words(answers):
    for answer in answers[17:20]:
        for one in told(answer)["articles"]:
            assert not re.search(r"^…\S*\d|[\d=]\S*…$", one["excerpt"])


# -- resources -------------------------------------------------------------------------------------


def read(root, *addresses):
    async def go():
        async with Client(create_server(pprkb.open(root))) as client:
            listed = [str(one.uri) for one in (await client.list_resources()).resources]
            return listed, [(await client.read_resource(one)).contents[0].text for one in addresses]

    return anyio.run(go)


def test_resources(made):
    listed, (one, odd, own) = read(
        made, "pprkb://articles/one", "pprkb://articles/a%2Fb", "pprkb://lists/mine"
    )
    assert listed == ["pprkb://lists/mine", "pprkb://articles/one"]
    assert one.startswith("[one] Berg, A. (2015). On one.")
    assert "> Laughing was better than weeping in 12 studies (d = .57)." in one
    assert odd.startswith("[a/b] Stein, E. (2016). On two.")
    assert own.startswith("Mine (mine)\n")


def test_a_resource_that_is_not_there(made):
    with pytest.raises(BaseException) as caught:
        read(made, "pprkb://articles/on")
    errors = [caught.value]
    while isinstance(errors[0], BaseExceptionGroup):
        errors = list(errors[0].exceptions)
    assert isinstance(errors[0], MCPError)
    assert 'there is no reference "on"' in str(errors[0])


# -- the command -----------------------------------------------------------------------------------


def environment():
    return os.environ | {"PYTHONPATH": str(Path(pprkb.__file__).parents[1])}


def command(root):
    return ["-m", "pprkb", "--library", str(root), "mcp"]


@pytest.mark.slow
def test_over_a_pipe(tmp_path):
    root = copy_library(tmp_path)

    async def go():
        started = StdioServerParameters(
            command=sys.executable, args=command(root), env=environment()
        )
        async with Client(started) as client:
            assert client.server_info.name == "pprkb"
            calls = [
                ("topics", {}),
                ("article", {"key": "nobody"}),
                ("search", {"query": "debate"}),
            ]
            found = [await client.call_tool(*one) for one in calls]
            resources = (await client.list_resource_templates()).resource_templates
            return found, [one.uri_template for one in resources]

    (topics, wrong, found), templates = anyio.run(go)
    assert told(topics)["topics"]
    assert wrong.is_error
    assert told(found)["articles"]
    assert templates == ["pprkb://articles/{key}", "pprkb://lists/{slug}"]


GREETING = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("end", "code"),
    [
        pytest.param(lambda process: process.stdin.close(), 0, id="the end of the input"),
        pytest.param(lambda process: process.send_signal(signal.SIGINT), 130, id="Ctrl-C"),
    ],
)
def test_it_stops_cleanly_and_prints_the_protocol_alone(tmp_path, end, code):
    root = copy_library(tmp_path)
    (root / "data/summaries/bad.md").write_text("---\ntitle: How: bad\n---\n")
    with subprocess.Popen(
        [sys.executable, *command(root)],
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        process.stdin.write(json.dumps(GREETING) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert answer["result"]["serverInfo"]["name"] == "pprkb"
        end(process)
        assert process.wait(60) == code
        assert process.stdout.read() == ""
        assert "Traceback" not in process.stderr.read()


def test_without_the_package_it_says_how_to_install_it(tmp_path, monkeypatch):
    for name in [one for one in sys.modules if one.startswith("pprkb.assistant")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    result = CliRunner().invoke(program, ["--library", str(copy_library(tmp_path)), "mcp"])
    assert result.exit_code == 3
    assert "pip install 'pprkb[mcp]'" in result.stderr


def test_no_other_command_loads_it():
    script = (
        "import sys; from click.testing import CliRunner; from pprkb.cli.main import program;"
        f"CliRunner().invoke(program, ['--library', {str(LIBRARIES / 'small')!r}, 'list']);"
        "CliRunner().invoke(program, ['--help']);"
        "print([one for one in ('mcp', 'pydantic', 'anyio') if one in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.strip() == "[]"


# -- the page --------------------------------------------------------------------------------------


def test_the_examples_of_the_page_are_true():
    page = PAGE.read_text(encoding="utf-8")
    examples = re.findall(
        r"^```text\n(\w+) (\{[^\n]*\})\n\n(.*?)^```", page, re.MULTILINE | re.DOTALL
    )
    assert len(examples) >= 3
    calls = [(name, json.loads(arguments)) for name, arguments, _ in examples]
    for answer, (_, _, expected) in zip(asked(ROOT, *calls), examples, strict=True):
        assert text(answer) == expected.rstrip("\n")


def test_the_settings_of_the_page_start_the_command():
    page = PAGE.read_text(encoding="utf-8")
    settings = [json.loads(one) for one in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    assert len(settings) >= 3
    for one in settings:
        (servers,) = one.values()
        assert set(one) <= {"mcpServers", "servers"}
        assert servers["pprkb"]["args"][-1] == "mcp"
