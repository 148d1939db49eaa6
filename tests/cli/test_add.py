"""`pprkb add` as a person uses it: what is said, what is written to the byte, how it ends."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pprkb.cli.writing import add as add_module
from pprkb.desk.add.gather import sort_out
from tests.agency_server import Answer, free_address, running_server
from tests.command_line import invoke
from tests.libraries_of_tests import copy_library

REAL = Path(__file__).resolve().parents[3] / "shared" / "facts" / "real-bib"

CUIJPERS = (
    "Cuijpers, P., Reijnders, M., & Huibers, M. J. H. (2019). The role of common factors in"
    " psychotherapy outcomes. Annual Review of Clinical Psychology, 15, 207–231."
    " https://doi.org/10.1146/annurev-clinpsy-050718-095424"
)
CUIJPERS_ENTRY = """
@article{cuijpers2019role,
  author = {Cuijpers, P. and Reijnders, M. and Huibers, M. J. H.},
  title = {The role of common factors in psychotherapy outcomes},
  journal = {Annual Review of Clinical Psychology},
  year = {2019},
  volume = {15},
  pages = {207--231},
  doi = {10.1146/annurev-clinpsy-050718-095424},
}
"""
ALLIANCE = (
    "Flückiger, C., Del Re, A. C., Wampold, B. E., & Horvath, A. O. (2018). {} Psychotherapy, 55,"
    " 316–340."
)
TITLE = "The alliance in adult psychotherapy: A meta-analytic synthesis."
DOI = "10.1037/cou0000013"
ITEM = {
    "type": "journal-article",
    "title": ["Expectations and the Therapeutic Alliance in Counseling."],
    "author": [{"family": "Constantino", "given": "M.J."}],
    "container-title": ["Journal of Counseling Psychology"],
    "published-print": {"date-parts": [[2014]]},
    "issued": {"date-parts": [[2013, 12]]},
    "volume": "61",
    "page": "1-10",
    "DOI": DOI,
    "source": "Crossref",
}


@pytest.fixture
def root(tmp_path):
    return copy_library(tmp_path)


@pytest.fixture
def bib(root):
    return root / "data/references.bib"


@pytest.fixture
def decisions(root):
    return root / "data/not-duplicates.yaml"


@pytest.fixture
def server(monkeypatch, tmp_path):
    with running_server() as server:
        monkeypatch.setenv("PPRKB_DOI_RESOLVER", server.url)
        monkeypatch.setenv("PPRKB_PMID_SERVICE", server.url + "pubmed/")
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        yield server


@pytest.fixture
def run(root):
    def call(*arguments, code=0, given=None, command="add"):
        return invoke("--library", root, command, *arguments, code=code, stdin=given)

    return call


def said(result):
    return " ".join(result.stderr.split())


# -- printed references --------------------------------------------------------------------------


def test_a_printed_reference_is_appended_and_no_other_byte_changes(run, bib):
    before = bib.read_bytes()
    result = run("--apa", CUIJPERS)
    assert bib.read_bytes() == before + CUIJPERS_ENTRY.encode()
    assert result.stdout == f"cuijpers2019role  {CUIJPERS}\n"
    assert result.stderr.endswith("summarise it with: pprkb new cuijpers2019role\n")


def test_it_is_shown_field_by_field_with_its_characters(run):
    lines = run("--apa", CUIJPERS).stderr.splitlines()
    for field, characters, value in (
        ("author", '"& Huibers, M. J. H."', "→ Huibers, M. J. H."),
        ("title", '"The role of common factors in psychotherapy outcomes"', ""),
        ("page", '"207–231"', ""),
        ("doi", "https://doi.org/", "→ 10.1146/annurev-clinpsy-050718-095424"),
    ):
        assert any(
            line.startswith(field) and characters in line and value in line for line in lines
        ), field


@pytest.mark.parametrize("arguments", [("--apa", "-"), ()], ids=["--apa -", "pipe alone"])
def test_it_comes_through_a_pipe(run, bib, arguments):
    before = bib.read_bytes()
    wrapped = CUIJPERS.replace(" psychotherapy", "\npsychotherapy")
    run(*arguments, given=f"\n{wrapped}\n")
    assert bib.read_bytes() == before + CUIJPERS_ENTRY.encode()


def test_several_come_through_a_pipe(run, bib):
    another = CUIJPERS.replace("2019", "2001").replace("role of", "history of").split(" https")[0]
    for given in (f"{CUIJPERS}\n\n{another}\n", f"{CUIJPERS}\n{another}\n"):
        result = run("--apa", "-", "--dry-run", given=given)
        assert "+@article{cuijpers2019role," in result.stdout
        assert "+@article{cuijpers2001history," in result.stdout


def test_doubts_are_shown_and_must_be_accepted(run, bib):
    before = bib.read_bytes()
    doubtful = "Flückiger, C., & Horvath (2018) A short history of hope"
    result = run("--apa", doubtful, code=3)
    assert "doubt" in result.stderr
    assert "the text was read with doubts and not added" in result.stderr
    assert "--accept-doubts" in result.stderr
    assert bib.read_bytes() == before
    run("--apa", doubtful, "--accept-doubts")
    added = bib.read_bytes().removeprefix(before).decode()
    assert "{fluckiger2018short," in added
    # Nothing is there that is not in the text.
    assert "journal" not in added
    assert "{Fl" in added


@pytest.mark.parametrize(
    "text", ["no reference at all", "", "1234", "The alliance matters."], ids=lambda text: text[:9]
)
def test_what_cannot_be_read_is_said(run, bib, text):
    before = bib.read_bytes()
    result = run("--apa", text, code=3)
    assert (
        "cannot be read as a printed reference" in result.stderr or "no reference" in result.stderr
    )
    assert bib.read_bytes() == before


# -- duplicates ----------------------------------------------------------------------------------


def test_a_duplicate_is_shown_beside_and_refused(run, bib, decisions):
    before = bib.read_bytes()
    result = run("--apa", ALLIANCE.format(TITLE.replace("adult", "adlut")), code=3)
    assert "likely: fluckiger2018 (data/references.bib:13); ≠ marks what differs" in result.stderr
    lines = result.stderr.splitlines()
    assert any(line.startswith("≠ title") for line in lines)
    assert not any(line.startswith("≠ volume") for line in lines)
    assert "probably in the library already, as fluckiger2018" in result.stderr
    assert "add --not-duplicate fluckiger2018" in result.stderr
    assert bib.read_bytes() == before
    assert not decisions.exists()


def test_not_a_duplicate_is_remembered_and_not_asked_again(run, bib, decisions):
    before = bib.read_bytes()
    text = ALLIANCE.format(TITLE.replace("adult", "adlut"))
    result = run("--apa", text, "--not-duplicate", "flueckiger18")
    assert "remembered that fluckiger2018alliance is not fluckiger2018" in result.stderr
    assert bib.read_bytes().startswith(before)
    assert decisions.read_text() == (
        "# Works that look like one and are not: `check` and `add` are silent about them.\n"
        "not-duplicates:\n"
        "  - keys: [fluckiger2018, fluckiger2018alliance]\n"
    )
    assert "duplicate" not in run(command="check").output
    # The second of the two is what a third looks like; the first was told apart from it.
    again = run("--apa", text, code=3)
    assert "already, as fluckiger2018alliance" in again.stderr
    assert "likely: fluckiger2018 " not in again.stderr


def test_a_second_decision_is_added_to_the_first(run, decisions):
    decisions.write_text("not-duplicates:\n- keys: [wampold2015, who2022]  # mine\n")
    text = ALLIANCE.format(TITLE.replace("adult", "adlut"))
    run("--apa", text, "--not-duplicate", "fluckiger2018")
    assert decisions.read_text() == (
        "not-duplicates:\n"
        "- keys: [wampold2015, who2022]  # mine\n"
        "- keys: [fluckiger2018, fluckiger2018alliance]\n"
    )


def test_what_was_once_declared_another_work_is_added_once(run, bib):
    text = ALLIANCE.format(TITLE.replace("adult", "adlut"))
    run("--apa", text, "--not-duplicate", "fluckiger2018")
    after = bib.read_bytes()
    for _ in range(2):
        result = run("--apa", text, "--not-duplicate", "fluckiger2018", code=3)
        assert "in the library already, as fluckiger2018alliance" in result.stderr
    assert bib.read_bytes() == after


def test_errata_and_replies_are_other_works(run, decisions):
    for lead in ("Correction to: ", "Comment on: "):
        result = run("--apa", ALLIANCE.format(lead + TITLE), "--accept-doubts")
        assert "likely" not in result.stderr
    assert not decisions.exists()


def test_a_preprint_is_shown_and_added(run, bib, root):
    item = ITEM | {"type": "posted-content", "title": [TITLE], "author": [{"family": "Flückiger"}]}
    item |= {"DOI": "10.31234/osf.io/abcde", "issued": {"date-parts": [[2017]]}, "volume": None}
    path = root / "x.json"
    path.write_text(
        json.dumps([item | {"title": TITLE, "container-title": "PsyArXiv", "type": "article"}])
    )
    result = run(path)
    assert "possible: fluckiger2018" in result.stderr
    assert "fluckiger2017alliance" in result.stdout


@pytest.mark.parametrize(
    ("key", "code", "message"),
    [
        ("nobody", 3, 'there is no reference "nobody"'),
        ("fluckiger201", 3, 'did you mean "fluckiger2018"'),
        ("who2022", 0, "nothing here looks like who2022; nothing is remembered of it"),
    ],
)
def test_a_key_that_is_not_meant(run, decisions, key, code, message):
    assert message in said(run("--apa", CUIJPERS, "--not-duplicate", key, code=code))
    assert not decisions.exists()


# -- keys ----------------------------------------------------------------------------------------


def test_the_newcomer_gets_the_letter(run, bib):
    run("--apa", CUIJPERS)
    before = bib.read_bytes()
    another = (
        CUIJPERS.split(" https")[0]
        .replace("outcomes", "of children at school")
        .replace("15, 207", "9, 1")
    )
    result = run("--apa", another, "--not-duplicate", "cuijpers2019role")
    assert result.stdout.startswith("cuijpers2019roleb  ")
    assert bib.read_bytes().startswith(before)


def test_a_key_of_ones_own(run):
    assert run("--apa", CUIJPERS, "--key", "Common:factors-19").stdout.startswith(
        "Common:factors-19  "
    )


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("two words", '"two words" cannot be a key'),
        ("schlüssel", "cannot be a key"),
        ("Fluckiger2018", "the key Fluckiger2018 is taken"),
        ("FLUECKIGER18", "the key FLUECKIGER18 is taken"),
        ("none", '"none" cannot be a key'),
    ],
)
def test_keys_that_cannot_be(run, bib, key, message):
    before = bib.read_bytes()
    assert message in run("--apa", CUIJPERS, "--key", key, code=3).stderr
    assert bib.read_bytes() == before


# -- looking up ----------------------------------------------------------------------------------


def test_a_doi(run, bib, server):
    before = bib.read_bytes()
    server.register(DOI, ITEM)
    result = run("--doi", f"https://doi.org/{DOI}")
    assert bib.read_bytes() == before + (
        b"\n@article{constantino2014expectations,\n"
        b"  author = {Constantino, M. J.},\n"
        b"  title = {Expectations and the Therapeutic Alliance in Counseling},\n"
        b"  journal = {Journal of Counseling Psychology},\n"
        b"  year = {2014},\n"
        b"  volume = {61},\n"
        b"  pages = {1--10},\n"
        b"  doi = {10.1037/cou0000013},\n"
        b"}\n"
    )
    # The file keeps the spelling of the source; what is printed is in sentence case.
    assert result.stdout == (
        "constantino2014expectations  Constantino, M. J. (2014). Expectations and the therapeutic"
        " alliance in counseling. Journal of Counseling Psychology, 61, 1–10."
        " https://doi.org/10.1037/cou0000013\n"
    )


def test_a_doi_that_was_looked_up_needs_no_network(run, bib, server, monkeypatch):
    server.register(DOI, ITEM)
    before = bib.read_bytes()
    run("--doi", DOI)
    bib.write_bytes(before)
    monkeypatch.setenv("PPRKB_DOI_RESOLVER", free_address())
    run("--doi", DOI)
    assert "cannot be reached" in run("--doi", DOI, "--refresh", code=3).stderr


@pytest.mark.parametrize(
    "given", [[DOI], [f"https://doi.org/{DOI.upper()}"], ["--doi", DOI]], ids=" ".join
)
def test_a_doi_of_the_library_is_not_looked_up(given, run, bib, monkeypatch):
    bib.write_text(bib.read_text() + ENTRY_WITH_DOI)
    before = bib.read_bytes()
    monkeypatch.setenv("PPRKB_DOI_RESOLVER", free_address())
    result = run(*given, code=3)
    assert "already, as here2014; nothing was added" in result.stderr
    assert bib.read_bytes() == before


def test_a_doi_of_a_bibliography_is_not_looked_up(run, bib, monkeypatch):
    folder = bib.parent / "bibliographies"
    folder.mkdir()
    (folder / "Zotero.bib").write_text(ENTRY_WITH_DOI)
    monkeypatch.setenv("PPRKB_DOI_RESOLVER", free_address())
    result = run(DOI, code=3)
    where = "this work is in data/bibliographies/Zotero.bib already, as here2014"
    assert where in result.stderr


def test_a_doi_is_looked_up_where_it_is_not_the_work_of_the_library(run, bib, server):
    bib.write_text(bib.read_text() + ENTRY_WITH_DOI)
    server.register(DOI, ITEM)
    run(DOI, "--not-duplicate", "here2014", "--accept-doubts")
    assert "constantino2014expectations" in bib.read_text()


ENTRY_WITH_DOI = f"""
@article{{here2014,
  author = {{Constantino, M. J.}},
  title = {{Expectations and the Therapeutic Alliance in Counseling}},
  journal = {{Journal of Counseling Psychology}},
  year = {{2014}},
  doi = {{{DOI}}},
}}
"""


def test_no_network_is_said_with_the_next_step(run, bib, server, monkeypatch):
    before = bib.read_bytes()
    monkeypatch.setenv("PPRKB_DOI_RESOLVER", free_address())
    result = run("--doi", DOI, code=3)
    assert "cannot be reached: there is no network, or it is blocked" in result.stderr
    assert "paste the reference with --apa, or try later" in result.stderr
    assert bib.read_bytes() == before


def test_a_slow_service(run, server):
    server.answer(f"/{DOI}", Answer(wait=30))
    assert (
        "did not answer within 0.3 seconds" in run("--doi", DOI, "--timeout", "0.3", code=3).stderr
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--doi", "10.1037/none"), "the DOI 10.1037/none is not registered"),
        (("--doi", "hello"), '"hello" contains no DOI'),
        (("--pmid", "99999999"), "PubMed has no record 99999999"),
        (("--pmid", "hello"), '"hello" is not a PMID'),
    ],
)
def test_what_cannot_be_looked_up(run, bib, server, arguments, message):
    before = bib.read_bytes()
    assert message in run(*arguments, code=3).stderr
    # Not even what could be looked up, so that the command can be repeated.
    server.register(DOI, ITEM)
    run("--doi", DOI, *arguments, code=3)
    assert bib.read_bytes() == before


def test_another_doi_is_announced(run, server):
    server.register("10.1037/old", ITEM)
    assert f"you asked for the DOI 10.1037/old; the agency answers with {DOI}" in said(
        run("--doi", "10.1037/old")
    )


def test_a_pmid(run, server):
    server.answer("/pubmed/?id=24000000", ITEM | {"PMID": "24000000", "DOI": None})
    shown = run("--pmid", "24000000")
    assert shown.stdout.startswith("constantino2014expectations  ")
    # It is found again by its PMID.
    assert "certain: constantino2014expectations" in run("--pmid", "24000000", code=3).stderr


def test_a_setting_that_cannot_be_used(run, monkeypatch):
    monkeypatch.setenv("PPRKB_TIMEOUT", "soon")
    assert "PPRKB_TIMEOUT is not a number of seconds: soon" in run("--doi", DOI, code=3).stderr


# -- files ---------------------------------------------------------------------------------------

RIS = "TY  - JOUR\nAU  - Beck, A. T.\nTI  - Cognitive Therapy of Flückiger and Others\nPY  - 1979\nT2  - Psychotherapy\nER  - \n"
NEW_BIB = """\
@string{psy = "Psychotherapy"}
@article{a, author = {Beck, A. T.}, title = {Therapy of {PTSD} in adults}, journal = psy, year = 1979,
  file = {:C\\:/Users/me/beck.pdf:PDF}, timestamp = {2020-01-01}, mendeley-tags = {x}, abstract = {Long.}}
"""


def test_a_ris_file(run, root, bib):
    path = root / "one.ris"
    path.write_text(RIS, encoding="utf-8")
    run(path)
    added = bib.read_text(encoding="utf-8")
    # The spelling stays; names keep their capital.
    assert "title = {Cognitive Therapy of {Flückiger} and Others}" in added
    printed = run("beck1979cognitive", command="cite").stdout
    assert "Cognitive therapy of Flückiger and others." in printed


def test_a_bibtex_file(run, root, bib):
    path = root / "one.bib"
    path.write_text(NEW_BIB)
    before = bib.read_bytes()
    run(path)
    assert bib.read_bytes() == before + (
        b"\n@article{beck1979therapy,\n"
        b"  author = {Beck, A. T.},\n"
        b"  title = {Therapy of {PTSD} in adults},\n"
        b"  journal = {Psychotherapy},\n"
        b"  year = {1979},\n"
        b"  abstract = {Long.},\n"
        b"  ids = {a},\n"
        b"}\n"
    )


def many(number):
    return "".join(
        f"@article{{k{i}, author = {{Author{i}, A.}}, title = {{Study number {i} of hope}},"
        f" journal = {{Psychotherapy}}, year = {{{1950 + i % 70}}}, volume = {{{i}}}}}\n"
        for i in range(number)
    )


@pytest.mark.slow
def test_a_large_file_is_judged_one_by_one_and_written_once(run, root, bib, monkeypatch):
    writes = []
    from pprkb.files import change as desk

    apply = desk.apply
    monkeypatch.setattr(
        desk, "apply", lambda root, changes: writes.append(1) or apply(root, changes)
    )
    path = root / "many.bib"
    twin = f"@article{{t, author = {{Flückiger, C.}}, title = {{{TITLE}}}, year = 2018}}\n"
    path.write_text(
        many(500) + twin + many(500)[:100].replace("k0", "again") + "year=1950}\n@article{e,}\n"
    )
    before = bib.read_bytes()
    result = run(path)
    assert bib.read_bytes().startswith(before)
    assert bib.read_bytes().count(b"\n@article{author") == 500
    assert len(writes) == 1
    assert "added 500 of 503, not added: 2 duplicate, 1 empty" in result.stderr
    assert "not added: many.bib: t: Flückiger (2018)." in result.stderr
    assert ": likely fluckiger2018" in result.stderr
    assert ": likely author01950study" in result.stderr
    assert len(result.stdout.splitlines()) == 500
    # Once more: nothing is new.
    before = bib.read_bytes()
    assert "added 0 of 503" in run(path).stderr
    assert bib.read_bytes() == before
    assert "errors" not in run(command="check").stderr.replace("0 errors", "")


@pytest.mark.parametrize(
    "fields",
    ["title={No author here}", "author={Doe, Jane}", "author={Doe, Jane}, doi={10.1000/x}"],
    ids=["no author", "no title", "no title, a DOI"],
)
def test_what_lacks_a_name_or_a_title_is_not_added_twice(run, bib, fields):
    entry = f"@article{{a, {fields}, year=2001, journal={{X}}}}"
    run("--yes", given=entry)
    once = bib.read_bytes()
    assert "nothing was added" in run("--yes", given=entry, code=3).stderr
    assert bib.read_bytes() == once


def test_of_a_file_with_damage_what_is_sound_is_added(run, root, bib):
    path = root / "bad.bib"
    path.write_text(NEW_BIB + "@article{broken, title = {Never closed,\n year = 2001,\n}\n")
    result = run(path, code=3)
    assert result.stderr.count("bad.bib:4: broken: the { of title is never closed") == 2
    assert "added 1 of 2, not added: 1 doubtful" in result.stderr
    assert b"{beck1979therapy," in bib.read_bytes()
    assert b"Never closed" not in bib.read_bytes()


def test_a_damaged_entry_is_not_added_unless_its_doubts_are_accepted(run, bib):
    before = bib.read_bytes()
    entry = "@article{x, title={A damaged entry}"
    for arguments in ((), ("--json",), ("--dry-run",)):
        result = run("--yes", *arguments, given=entry, code=3)
        assert "stdin: x was read with doubts and not added: stdin:1: x: " in result.stderr
        assert "--accept-doubts" in result.stderr
        assert bib.read_bytes() == before
    run("--yes", "--accept-doubts", given=entry)
    assert b"title = {A damaged entry}" in bib.read_bytes()


def test_damage_is_that_of_its_own_entry(run, root, bib):
    path = root / "bad.bib"
    path.write_text(
        "@string{x = {y\n}\n"
        "@article{one, author = {One, A.}, title = {The first of three}, year = 2001}\n"
        "@article{two, author = {Two, B.} title = {The second of three}, year = 2002}\n"
        "@article{three, author = {Three, C.}, title = {The third of three}, year = 2003}\n"
    )
    works = json.loads(run(path, "--json", "--yes", code=3).stdout)["works"]
    verdicts = {one["source"].split()[-1]: one["verdict"] for one in works}
    assert verdicts == {"one": "new", "two": "doubtful", "three": "new"}


# -- keys of a file ------------------------------------------------------------------------------

KEYED = """\
@article{lind:2001, author = {Lind, I.}, title = {Hope in therapy}, journal = {J}, year = 2001}
@article{fluckiger2018, author = {Moe, P.}, title = {Fear in schools}, journal = {J}, year = 2002}
@article{none, author = {Rud, E.}, title = {Joy at work}, journal = {J}, year = 2003}
@article{2004, author = {Vik, O.}, title = {Grief at home}, journal = {J}, year = 2004}
"""


def test_the_key_of_a_file_is_kept_beside_the_new_one(run, bib):
    run("--yes", given=KEYED)
    added = bib.read_text(encoding="utf-8")
    assert "@article{lind2001hope," in added
    assert "ids = {lind:2001}," in added
    # A key of the library stays with its work; a number is nobody's key.
    assert "ids = {fluckiger2018}" not in added
    assert "ids = {2004}" not in added
    assert run("lind:2001", command="cite").stdout == run("lind2001hope", command="cite").stdout


def test_keys_are_kept_where_they_can_be_and_the_others_are_said(run, bib):
    result = run("--yes", "--keep-keys", given=KEYED)
    added = bib.read_text(encoding="utf-8")
    assert "@article{lind:2001," in added
    assert "ids = {lind" not in added
    assert "fluckiger2018 is the key of another work: this one is moe2002fear" in result.stderr
    assert "stdin: none has no key that can be kept: it is rud2003joy" in result.stderr
    assert "stdin: 2004 has no key that can be kept: it is vik2004grief" in result.stderr


@pytest.mark.parametrize("keep", [(), ("--keep-keys",)], ids=["new keys", "kept keys"])
def test_works_of_one_key_in_a_file_are_all_added(run, bib, keep):
    entries = [
        f"@article{{Lind2001, author = {{Lind, I.}}, title = {{A study of {word}}},\n"
        f"  journal = {{J}}, year = 2001, volume = {i}}}\n"
        for i, word in enumerate(("hope and fear", "grief in schools", "work and joy"), 1)
    ]
    result = run("--yes", *keep, given="".join(entries).replace("Lind2001", "lind2001", 1))
    added = bib.read_text(encoding="utf-8")
    for word in ("hope and fear", "grief in schools", "work and joy"):
        assert f"A study of {word}" in added
    assert "used on line" not in result.stderr
    # The same work twice is still one.
    again = entries[0].replace("hope and fear", "bread and wine")
    assert "added 1 of 2, not added: 1 duplicate" in run("--yes", given=again + again).stderr


def test_of_two_works_with_one_key_each_keeps_what_was_typed(run, bib):
    run(
        "--yes",
        given="@article{a, author={Lind, I.}, title={{PTSD} in adults}, journal={J}, year=2001}\n"
        "@article{a, author={M{\\o}e, P.}, title={{ADHD} in schools}, journal={J}, year=2002}\n",
    )
    added = bib.read_text(encoding="utf-8")
    assert "title = {{ADHD} in schools}" in added
    assert r"author = {M{\o}e, P.}" in added


# -- what is not taken over, and what cannot be read ---------------------------------------------


def test_places_on_a_disk_are_said_once(run):
    entries = "".join(
        f"@book{{k{i}, author={{Lind, I.}}, title={{Number {i} of hopes}}, year={1990 + i},"
        f" publisher={{P}}, file={{:C\\:/x{i}.pdf:PDF}}}}\n"
        for i in range(3)
    )
    stderr = run("--yes", given=entries).stderr
    assert stderr.count("the field `file` of 3 works is a path on your disk") == 1


def test_what_zotero_keeps_in_a_note_of_bibtex_is_read(run, bib):
    run(
        "--yes",
        given="@book{k, author={Lind, I.}, title={The ego}, year=1961, publisher={P},"
        " note={original-date: 1923}, annotation={\\_eprint: https://doi.org/10.1000/x},"
        " langid={english}}",
    )
    added = bib.read_text(encoding="utf-8").split("{lind1961ego")[1]
    assert "origdate = {1923}" in added
    assert "note =" not in added
    assert "annot" not in added
    assert "langid = {english}" in added


def test_one_text_that_cannot_be_read_does_not_keep_the_others_back(run, bib):
    given = f"{CUIJPERS}\n\nA text that is no reference at all, alas.\n"
    result = run("--apa", "-", "--yes", given=given, code=3)
    assert 'not added: "A text that is no reference' in result.stderr
    assert "cannot be read as a printed reference" in result.stderr
    assert b"{cuijpers2019role," in bib.read_bytes()
    found = json.loads(run("--apa", "-", "--json", "--dry-run", given=given, code=3).stdout)
    assert ["no reference at all" in text for text in found["unread"]] == [True]


# -- one door: the same doubts, whatever the format ----------------------------------------------


def in_bibtex(author="Lind, I.", title="Hope in therapy", journal="Psychotherapy", doi="", kind=""):
    return (
        f"@{kind or 'article'}{{a, author = {{{author}}}, title = {{{title}}},"
        f" journal = {{{journal}}}, year = 2001, doi = {{{doi}}}}}"
    )


def in_ris(author="Lind, I.", title="Hope in therapy", journal="Psychotherapy", doi="", kind=""):
    names = "".join(f"AU  - {name}\n" for name in author.split(" and "))
    return (
        f"TY  - {kind or 'JOUR'}\n{names}TI  - {title}\nT2  - {journal}\nPY  - 2001\n"
        f"DO  - {doi}\nER  - \n"
    )


def in_csl(author="Lind, I.", title="Hope in therapy", journal="Psychotherapy", doi="", kind=""):
    people = []
    for name in author.split(" and "):
        family, comma, given = name.partition(", ")
        people.append({"family": family, "given": given} if comma else {"literal": name})
    item = {"id": "a", "type": kind or "article-journal", "title": title, "author": people}
    item |= {"container-title": journal, "issued": {"date-parts": [[2001]]}, "DOI": doi}
    return json.dumps([item])


def in_crossref(
    author="Lind, I.", title="Hope in therapy", journal="Psychotherapy", doi="", kind=""
):
    (item,) = json.loads(in_csl(author, title, journal, doi, kind or "journal-article"))
    return json.dumps({"message": item | {"title": [title], "container-title": [journal]}})


def in_zotero(author="Lind, I.", title="Hope in therapy", journal="Psychotherapy", doi="", kind=""):
    creators = []
    for name in author.split(" and "):
        family, comma, given = name.partition(", ")
        creators.append({"lastName": family, "firstName": given} if comma else {"name": name})
    item = {"key": "a", "itemType": kind or "journalArticle", "title": title, "creators": creators}
    return json.dumps([item | {"publicationTitle": journal, "date": "2001", "DOI": doi}])


CERTAIN_IN_RIS = {
    "['Lind, Ida', 'Moe, Per']": "author = {Lind, Ida and Moe, Per},",
    "Lind, Ida PhD": "author = {Lind, Ida},",
}
"""Flaws that services write into RIS and that can be read in one way only."""
DOORS = [in_bibtex, in_ris, in_csl, in_crossref, in_zotero]


@pytest.mark.parametrize(
    ("author", "written"),
    [
        ("Wong, Tess M.L.", "Wong, Tess M. L."),
        ("van de Schot, Ron", "{van de Schot}, Ron"),
        ("Berg, A.B.", "Berg, A. B."),
        ("Dahl, J.-P.", "Dahl, J.-P."),
        ("Falk, Carl D", "Falk, Carl D"),
    ],
)
@pytest.mark.parametrize("door", [in_ris, in_csl, in_crossref, in_zotero], ids=lambda x: x.__name__)
def test_names_are_written_as_bibtex_has_them(run, bib, door, author, written):
    run("--yes", given=door(author=author))
    assert f"author = {{{written}}}," in bib.read_text(encoding="utf-8").replace(
        "Carl D.", "Carl D"
    )


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ({"author": "Corporation, M."}, "looks like that of a body; write braces"),
        ({"author": "['Lind, Ida', 'Moe, Per']"}, "(bad-name)"),
        ({"author": "Lind, Ida PhD"}, "there is a degree or title in the name"),
        ({"author": "Lind, Ida 1860-1943"}, "there is a number in the name"),
        ({"author": "MÃ¼ller, M."}, "MÃ¼ller looks like text that was decoded wrongly"),
        ({"title": "Itâ€™s hope in therapy"}, "Itâ€™s looks like text that was decoded wrongly"),
        ({"journal": "Andr\ufffds"}, "looks like text that was decoded wrongly"),
        ({"doi": "a-doi"}, '"a-doi" is not a DOI'),
        ({"doi": "10.1000/x/full"}, 'the DOI ends in "/full"'),
        ({"kind": "artcle"}, "artcle"),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_flaw_is_held_back_in_every_format_with_the_same_words(run, bib, door, flaw, words):
    if door is in_ris and flaw.get("author") in CERTAIN_IN_RIS:
        run("--yes", given=door(**flaw))
        assert CERTAIN_IN_RIS[flaw["author"]] in bib.read_text(encoding="utf-8")
        return
    before = bib.read_bytes()
    result = run("--yes", given=door(**flaw), code=3)
    assert words.casefold() in said(result).casefold()
    assert "read with doubts and not added" in result.stderr
    assert bib.read_bytes() == before
    run("--yes", "--accept-doubts", given=door(**flaw))
    assert bib.read_bytes() != before


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
@pytest.mark.parametrize(
    ("flaw", "words"),
    [
        ({"author": "LIND, IDA"}, "IDA LIND is in capitals"),
        ({"author": "lind, ida"}, "ida lind is in small letters"),
        ({"journal": "JOURNAL OF TESTING"}, "is in capitals: JOURNAL OF TESTING"),
        ({"title": "EFFECTS OF HOPE IN THERAPY"}, "the title is in capitals"),
        ({"author": ""}, "has no author"),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_what_could_be_nicer_is_said_and_the_work_added(run, bib, door, flaw, words):
    before = bib.read_bytes()
    result = run("--yes", given=door(**flaw))
    assert words in said(result)
    assert bib.read_bytes() != before
    # It is what check says of it.
    assert words in " ".join(run(command="check").output.split())


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_sound_work_is_added_without_a_word(run, door):
    result = run("--yes", given=door())
    assert "(bad" not in result.stderr
    assert "doubt" not in result.stderr


def test_of_many_the_doubts_are_listed_and_the_sound_ones_added(run, root, bib):
    path = root / "many.ris"
    records = [
        in_ris(author=f"Lind{i}abc, I.".replace(str(i), chr(97 + i)), title=f"Hope of kind {i}")
        for i in range(8)
    ]
    path.write_text("".join(records) + in_ris(author="Corporation, M.", title="Another thing"))
    result = run(path, "--yes", code=3)
    lines = result.stderr.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("not added: many.ris"))
    assert lines[place].endswith(": doubtful")
    assert "M. Corporation looks like that of a body" in lines[place + 1]
    assert "added 8 of 9, not added: 1 doubtful" in result.stderr
    assert bib.read_bytes().count(b"Hope of kind") == 8


def test_remarks_on_many_are_grouped(run, root):
    path = root / "many.ris"
    path.write_text(
        "".join(in_ris(author="", title=f"A study of hope, {word} part") for word in "abcdefgh")
    )
    result = run(path, "--yes")
    assert "8 times missing-field:" in result.stderr
    assert "… and 3 more; `pprkb check` lists them" in result.stderr


def test_the_doubts_are_in_json(run):
    given = in_csl(author="Corporation, M.", journal="JOURNAL OF TESTING")
    (work,) = json.loads(run("--json", "--yes", given=given, code=3).stdout)["works"]
    assert (work["verdict"], work["key"]) == ("doubtful", None)
    assert ["looks like that of a body" in doubt for doubt in work["doubts"]] == [True]
    assert ["is in capitals" in remark for remark in work["remarks"]] == [True]


@pytest.mark.parametrize("last", ["others", "et al.", "et al"])
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_list_that_is_cut_short_ends_in_others(run, bib, door, last):
    run("--yes", given=door(author=f"Lind, I. and {last}"))
    added = bib.read_text(encoding="utf-8")
    # What was typed in BibTeX stays as it was typed.
    assert f"author = {{Lind, I. and {last if door is in_bibtex else 'others'}}}" in added


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.rdf", "<rdf:RDF>", "x.rdf is RDF, which is not read"),
        ("x.bib", "", "there is no reference in x.bib"),
        ("x.json", "{", "there is no reference in x.json: this is not JSON"),
        ("x.txt", "words", "x.txt holds no references in BibTeX, RIS or CSL-JSON"),
    ],
)
def test_files_that_are_not_read(run, root, bib, name, content, message):
    before = bib.read_bytes()
    (root / name).write_text(content)
    assert message in run(root / name, code=3).stderr
    assert bib.read_bytes() == before


def test_a_file_that_is_not_there(run, root):
    assert "nowhere.bib cannot be read: No such file" in run(root / "nowhere.bib", code=3).stderr
    assert "Is a directory" in run(root, code=3).stderr


def test_a_file_through_a_pipe(run):
    for arguments in ((), ("-",)):
        assert "+@article{beck1979cognitive," in run(*arguments, "--dry-run", given=RIS).stdout


def test_a_foreign_file_through_a_pipe_is_not_taken_for_print(run):
    assert "stdin is RDF, which is not read" in run(given="<rdf:RDF>", code=3).stderr


# -- the library's file as people have it --------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda text: text.replace("\n", "\r\n").encode(), CUIJPERS_ENTRY.replace("\n", "\r\n").encode()),
        (lambda text: b"\xef\xbb\xbf" + text.encode(), CUIJPERS_ENTRY.encode()),
        (lambda text: text.encode().rstrip(b"\n"), b"\n" + CUIJPERS_ENTRY.encode().rstrip(b"\n")),
    ],
    ids=["CRLF", "BOM", "no last line end"],
)  # fmt: skip
def test_habits_of_the_file_are_kept(run, bib, make, expected):
    before = make(bib.read_text(encoding="utf-8"))
    bib.write_bytes(before)
    run("--apa", CUIJPERS)
    assert bib.read_bytes() == before + expected


def test_a_file_in_another_encoding_stays_in_it(run, bib):
    before = bib.read_text(encoding="utf-8").encode("cp1252")
    bib.write_bytes(before)
    run("--apa", CUIJPERS.replace("Reijnders", "Řeijnders"))
    added = bib.read_bytes().removeprefix(before)
    assert rb"{\v{R}}eijnders" in added
    assert "Řeijnders" in run("cuijpers2019role", command="cite").stdout


def test_what_programs_keep_at_the_end_stays_there(run, bib):
    end = b"\n@comment{jabref-meta: databaseType:bibtex;}\n"
    before = bib.read_bytes()
    bib.write_bytes(before + end)
    run("--apa", CUIJPERS)
    assert bib.read_bytes() == before + CUIJPERS_ENTRY.encode() + end


# -- showing and asking --------------------------------------------------------------------------


def test_a_dry_run_shows_the_difference_and_changes_nothing(run, bib):
    before = bib.read_bytes()
    result = run("--apa", CUIJPERS, "--dry-run")
    assert bib.read_bytes() == before
    added = [line[1:] for line in result.stdout.splitlines() if line.startswith("+")]
    assert "\n".join(added[1:]) == CUIJPERS_ENTRY.rstrip("\n")


def test_json(run, bib):
    given = run("--apa", CUIJPERS, "--json")
    (work,) = json.loads(given.stdout)["works"]
    assert (work["key"], work["verdict"], work["matches"], work["doubts"]) == (
        "cuijpers2019role",
        "new",
        [],
        [],
    )
    assert work["reference"]["DOI"] == "10.1146/annurev-clinpsy-050718-095424"
    refused = run("--apa", CUIJPERS, "--json", code=3)
    (work,) = json.loads(refused.stdout)["works"]
    assert (work["key"], work["verdict"]) == (None, "duplicate")
    assert work["matches"] == [{"key": "cuijpers2019role", "likeness": "certain"}]
    assert "already, as cuijpers2019role" in refused.stderr
    before = bib.read_bytes()
    other = CUIJPERS.replace("Cuijpers", "Karyotaki").replace("role", "size").split(" https")[0]
    other = other.replace("15, 207–231", "9, 1–20")
    (work,) = json.loads(run("--apa", other, "--json", "--dry-run").stdout)["works"]
    assert work["key"] == "karyotaki2019size"
    assert bib.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "answers", "key", "asked"),
    [
        (CUIJPERS, "y\n", "cuijpers2019role", "Add it?"),
        (CUIJPERS, "n\n", "", "nothing was added"),
        (ALLIANCE.format(TITLE), "y\ny\n", "fluckiger2018alliance", "a different work from fluckiger2018?"),
        (ALLIANCE.format(TITLE), "n\n", "", "nothing was added"),
        ("Horvath (2018) A short history of hope", "y\ny\n", "horvath2018short", "Is this what was meant?"),
        ("Horvath (2018) A short history of hope", "n\n", "", "nothing was added"),
    ],
    ids=["yes", "no", "other work", "same work", "doubts accepted", "doubts not accepted"],
)  # fmt: skip
def test_on_a_terminal_a_person_is_asked(
    run, bib, decisions, monkeypatch, text, answers, key, asked
):
    monkeypatch.setattr(add_module, "_on_terminal", lambda: True)
    before = bib.read_bytes()
    result = run("--apa", text, given=answers)
    assert asked in result.stderr
    assert (f"{{{key}," in bib.read_text(encoding="utf-8")) is bool(key)
    if not key:
        assert bib.read_bytes() == before
    assert decisions.exists() is (key == "fluckiger2018alliance")


def test_yes_asks_nothing_and_allows_no_duplicate(run, monkeypatch):
    monkeypatch.setattr(add_module, "_on_terminal", lambda: True)
    assert "?" not in run("--apa", CUIJPERS, "--yes").stderr
    assert "already, as cuijpers2019role" in run("--apa", CUIJPERS, "--yes", code=3).stderr


def test_without_anything_the_ways_are_named(run, monkeypatch):
    monkeypatch.setattr(add_module, "_on_terminal", lambda: True)
    assert "there is no reference in the text" in run(given="", code=3).stderr


def test_http_is_imported_when_it_is_spoken():
    script = (
        "import sys; from pprkb.cli.main import COMMANDS, program; program.get_command(None, 'add');"
        "print(sorted({'requests', 'urllib3'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize("path", sorted(REAL.glob("*.bib")), ids=lambda path: path.stem)
def test_users_libraries_are_added_whole(run, bib, path):
    before = bib.read_bytes()
    works = json.loads(run(path, "--json", code=None).stdout)["works"]
    added = [one for one in works if one["verdict"] == "new"]
    held_back = [one for one in works if one["verdict"] == "doubtful"]
    assert len(added) + len(held_back) >= 0.95 * len(works)
    assert len(held_back) <= max(2, 0.02 * len(works))
    assert bib.read_bytes().startswith(before)
    assert bib.read_bytes().count(b"\n@") == before.count(b"\n@") + len(added)
    again = json.loads(run(path, "--json", code=None).stdout)["works"]
    assert not [one for one in again if one["verdict"] == "new"]


# -- what is given without its option ----------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([DOI], id="a DOI"),
        pytest.param([f"https://doi.org/{DOI}"], id="its address"),
        pytest.param([f"doi:{DOI}"], id="with its name"),
        pytest.param(["doi:", DOI], id="its name as a word"),
        pytest.param([f"DOI: {DOI}"], id="its name in capitals"),
        pytest.param([f"https://psycnet.apa.org/doi/{DOI}"], id="a publisher's page"),
        pytest.param([f"<https://doi.org/{DOI}>."], id="in angle brackets"),
        pytest.param(["--apa", f"https://doi.org/{DOI}"], id="after --apa"),
        pytest.param(["--apa", DOI], id="bare after --apa"),
    ],
)
def test_a_doi_is_understood_without_its_option(given, run, bib, server):
    server.register(DOI, ITEM)
    run(*given)
    assert f"doi = {{{DOI}}}" in bib.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["dois.txt", "dois", "dois.csv", "-"])
def test_a_list_of_dois_is_looked_up(name, run, root, bib, server):
    server.register(DOI, ITEM)
    text = f"\nhttps://doi.org/{DOI}\n\n"
    (root / name).write_text(text)
    run("-" if name == "-" else root / name, given=text)
    assert f"doi = {{{DOI}}}" in bib.read_text(encoding="utf-8")


def test_printed_references_may_be_in_a_file_of_text(run, root, bib):
    before = bib.read_bytes()
    (root / "list.txt").write_text(f"{CUIJPERS}\n", encoding="utf-8")
    run(root / "list.txt")
    assert bib.read_bytes() == before + CUIJPERS_ENTRY.encode()


def test_a_doi_is_understood_from_a_pipe(run, bib, server):
    server.register(DOI, ITEM)
    run(given=f"https://doi.org/{DOI}\n")
    assert f"doi = {{{DOI}}}" in bib.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given",
    [
        ["30335462"],
        ["PMID:", "30335462"],
        ["PMID: 30335462"],
        ["pubmed.ncbi.nlm.nih.gov/30335462/"],
    ],
    ids=" ".join,
)
def test_a_pmid_is_understood_without_its_option(given):
    sorted_out = sort_out(given)
    assert (sorted_out.pmids, sorted_out.files) == (("30335462",), ())


def test_a_reference_is_understood_without_its_option(run, bib):
    before = bib.read_text(encoding="utf-8")
    run(CUIJPERS)
    assert bib.read_text(encoding="utf-8") == before + CUIJPERS_ENTRY


def test_a_path_that_exists_is_always_a_file(run, bib, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "30335462").write_text("TY  - BOOK\nTI  - A book\nAU  - Berg, A.\nER  - \n")
    run("30335462")
    assert "A book" in bib.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["https://www.example.org/a-paper"], "look for the DOI on that page"),
        (["--apa", "https://www.example.org/a-paper"], "look for the DOI on that page"),
        (["978-0-89862-919-0"], "is an ISBN"),
        (["zotero.bib"], "zotero.bib cannot be read: No such file"),
        (["my library.bib"], "my library.bib cannot be read: No such file"),
        (["/nowhere/10.1037/cou0000013"], "cannot be read: No such file"),
    ],
    ids=["page", "page after --apa", "ISBN", "no file", "no file with a space", "path with a DOI"],
)
def test_what_cannot_be_looked_up_is_answered(given, told, run, bib):
    before = bib.read_bytes()
    assert told in run(*given, code=3).stderr
    assert bib.read_bytes() == before
