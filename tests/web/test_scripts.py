"""What the scripts of the site say, and the script that tells them their words in a language."""

import json
import re
import shutil
import subprocess
from importlib.resources import files

import pytest

from pprkb.languages import OTHER_LANGUAGES, words_for
from pprkb.query.search import ASK_WHETHER, BEGIN_QUESTIONS, SAY_NOTHING
from pprkb.web import addresses
from pprkb.web.app import create_app
from pprkb.web.inventory.assets import assets, phrases_of, phrases_script

SCRIPTS = sorted(
    (one for one in files("pprkb.web").joinpath("static").iterdir() if one.name.endswith(".js")),
    key=lambda one: one.name,
)


@pytest.mark.parametrize("script", SCRIPTS, ids=[one.name for one in SCRIPTS])
def test_a_script_writes_out_what_it_says(script):
    list(phrases_of(script.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("script", "said"),
    [
        pytest.param('say("Title")', [("Title", "")], id="a phrase"),
        pytest.param('say("Part {n}", { n: 1 })', [("Part {n}", "")], id="with a place"),
        pytest.param("say('a \"b\"')", [('a "b"', "")], id="in apostrophes"),
        pytest.param(r'say("a \"b\"")', [('a "b"', "")], id="with quotation marks in it"),
        pytest.param('x ? say("A") : say("B")', [("A", ""), ("B", "")], id="one of two"),
        pytest.param('f(say("A, b)"), say("C"))', [("A, b)", ""), ("C", "")], id="as arguments"),
        pytest.param(
            'say.many(all.length, "{n} week",\n  "{n} weeks")',
            [("{n} week", "{n} weeks")],
            id="of a number",
        ),
        pytest.param('[...say.nodes("See {it}.", { it })]', [("See {it}.", "")], id="in pieces"),
        pytest.param("say.whole(3); const gainsay = essay(x);", [], id="none"),
    ],
)
def test_phrases_of_a_script_are_found(script, said):
    assert list(phrases_of(script)) == said


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("say(words)", id="a variable"),
        pytest.param("say(`Part ${number}`)", id="a template"),
        pytest.param('say("Part " + number)', id="a sum"),
        pytest.param('say(one ? "A" : "B")', id="a choice"),
        pytest.param('say.many(2, one, "weeks")', id="a variable for one"),
        pytest.param('say.many(2, "week")', id="without the plural"),
    ],
)
def test_a_phrase_that_is_not_written_out_is_refused(script):
    with pytest.raises(ValueError, match="line 2: "):
        list(phrases_of(f"\n{script}"))


def _told(language):
    script = phrases_script(language).decode()
    return json.loads(re.fullmatch(r'"use strict";\n\nconst phrases = (.+);\n', script)[1])


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_scripts_are_told_what_words_say(language):
    told, words = _told(language), words_for(language)
    for script in SCRIPTS:
        for one, several in phrases_of(script.read_text(encoding="utf-8")):
            own = told["said"][one]
            if not several:
                assert own == words.said(one)
                continue
            for number in (*range(205), 999, 1000, 1001, 14_000, 100_021, 1_000_000):
                form = told["forms"][number if number < 200 else 100 + number % 100]
                assert own[int(form)] == words.counted(number, one, several), (one, number)


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js")
@pytest.mark.parametrize(
    ("language", "said", "printed"),
    [
        pytest.param("en", 'say("Copied")', "Copied", id="English"),
        pytest.param("en", 'say.many(1, "{n} week", "{n} weeks")', "1 week", id="one"),
        pytest.param("en", 'say.many(0, "{n} week", "{n} weeks")', "0 weeks", id="none"),
        pytest.param("fr-CA", 'say("Copied")', "Copié", id="French"),
        pytest.param("fr-CA", 'say("Nowhere")', "Nowhere", id="a phrase without French"),
        pytest.param(
            "fr-CA",
            'say("There is no article “{key}”.", { key: "{key}$&" })',
            "Il n’y a pas d’article «\u00a0{key}$&\u00a0».",
            id="a value with signs",
        ),
        pytest.param("fr-CA", 'say("constructor")', "constructor", id="a name of JavaScript"),
        pytest.param(
            "fr-CA", 'say.many(0, "{n} week", "{n} weeks")', "0 semaine", id="none in French"
        ),
        pytest.param(
            "fr-CA",
            'say.many(14000, "{n} week", "{n} weeks")',
            "14\u00a0000 semaines",
            id="many in French",
        ),
    ],
)
def test_a_phrase_is_said_in_the_language_of_the_page(language, said, printed):
    own = phrases_script("fr").decode() if language != "en" else ""
    site = files("pprkb.web").joinpath("static", "site.js").read_text(encoding="utf-8")
    of_words = site[site.index("const say =") : site.index("const said =")]
    page = f"const document = {{ documentElement: {{ lang: {json.dumps(language)} }} }};"
    node = subprocess.run(
        ["node", "-e", f"{page}\n{own}\n{of_words}\nprocess.stdout.write({said});"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert node.stdout.decode() == printed


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_the_words_of_scripts_are_served_and_published(static, language):
    answer = static.get(f"/static/phrases.{language}.js")
    assert answer.mimetype == "text/javascript"
    assert answer.data == dict(assets())[f"static/phrases.{language}.js"]
    again = static.get(
        f"/static/phrases.{language}.js", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_language_without_words_has_no_script(static):
    assert static.get("/static/phrases.xx.js").status_code == 404


def test_pages_in_english_load_no_words(static):
    assert b"phrases." not in static.get("/").data


def test_scripts_are_told_of_articles_in_the_language_of_the_page(small):
    (small.root / "data/retractions.yaml").write_text(
        "notices:\n  - reference: one2020\n    nature: retraction\n    date: 2023-05-01\n"
    )
    with (small.root / "data/references.bib").open("a") as file:
        file.write("@book{firm, author={{Smith & Sons}}, editor={Three, C.}, title={Firm}}\n")
    small.build()
    client = create_app(small, live=False, languages=("en", "fr")).test_client()
    told = {
        prefix: {one[0]: one for one in client.get(f"{prefix}/search.json").json["articles"]}
        for prefix in ("", "/fr")
    }
    assert told[""]["one2020"][2] == "One & Other"
    assert told[""]["one2020"][13] == "Retracted"
    assert told["/fr"]["one2020"][2] == "One et Other"
    assert told["/fr"]["one2020"][13] == "Rétracté"
    assert told["/fr"]["firm"][2] == told[""]["firm"][2] == "Smith & Sons"


def asked_of_words(expression):
    """Return what the script of words answers, as JSON."""
    return asked_of("words.js", expression)


def asked_of(name, expression):
    script = files("pprkb.web").joinpath("static", name).read_text(encoding="utf-8")
    if "say(" in script:
        script = f"const say = (words) => words;\n{script}"
    node = subprocess.run(
        ["node", "-e", f"{script}\nprocess.stdout.write(JSON.stringify({expression}));"],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return json.loads(node.stdout)


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js")
def test_scripts_link_to_the_addresses_that_pages_have():
    names = ["two:2021", "..", "smith.", "nul", "Aux.2020", "nul2020", "Page", "müller2020", "a~2f"]
    asked = f"{json.dumps(names)}.map((one) => articles.segment(one))"
    assert asked_of("index.js", asked) == [addresses.segment(name) for name in names]


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js")
@pytest.mark.parametrize("typed", ['"a b"', "“a b”", "«\u00a0a b\u00a0»", "„a b“"])
def test_words_between_any_quotation_marks_are_a_phrase(typed):
    asked = f"asking.terms({json.dumps(typed)}).map((one) => one.phrase)"
    assert asked_of_words(asked) == ["a b"]


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js")
@pytest.mark.parametrize(
    ("typed", "counting"),
    [
        ("l’alliance", "alliance"),
        ("effet de l'alliance", "effet alliance"),
        ("jusqu’où aller", "aller"),
        ("d’", "d’"),
        ("O’Brien don't", "O’Brien don't"),
    ],
)
def test_what_french_elides_is_not_asked_for(typed, counting):
    assert counted(typed) == counting


@pytest.mark.skipif(not shutil.which("node"), reason="there is no Node.js")
@pytest.mark.parametrize(
    ("typed", "counting"),
    [
        ("does CBT work for anxiety?", "CBT anxiety?"),
        ("What helps: depression", "depression"),
        ("alliance and work", "alliance work"),
        ("does it work", "does it work"),
    ],
)
def test_what_asks_whether_something_helps_is_not_asked_for(typed, counting):
    assert counted(typed) == counting


def counted(typed):
    words = {"nothing": SAY_NOTHING, "begin": BEGIN_QUESTIONS, "whether": ASK_WHETHER}
    sets = ", ".join(f"{name}: new Set({json.dumps(sorted(own))})" for name, own in words.items())
    return asked_of_words(f"asking.counting({json.dumps(typed)}, {{{sets}}})")
