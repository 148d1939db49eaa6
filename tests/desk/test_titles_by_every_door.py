"""Whatever door a title comes in by, it is printed in the same case."""

import json

import pytest

import pprkb
from pprkb.desk.add.works import Wishes
from pprkb.formats.exchange.csljson import to_csl
from tests.libraries_of_tests import made_library

TITLES = {
    "The Effects of Brief Psychotherapy on Depression: A Meta-Analysis": (
        "The effects of brief psychotherapy on depression: A meta-analysis."
    ),
    "Therapist empathy and outcome: a meta-analysis": (
        "Therapist empathy and outcome: A meta-analysis."
    ),
    "Cognitive Therapy in Germany: What Do We Know?": (
        "Cognitive therapy in Germany: What do we know?"
    ),
    "The Beck Depression Inventory in Primary Care": (
        "The Beck Depression Inventory in primary care."
    ),
    "Freud and Jung on Dreams": "Freud and Jung on dreams.",
    "PTSD and the DSM-5 Criteria Among Veterans": "PTSD and the DSM-5 criteria among veterans.",
    "Die Wirkung der Psychotherapie auf die Depression": (
        "Die Wirkung der Psychotherapie auf die Depression."
    ),
    "Attachment Styles of Parents Who Drink": "Attachment styles of parents who drink.",
    "A New Look at the Alliance: Ten Years On": "A new look at the alliance: Ten years on.",
    "Is It Worth It? The Costs of Care": "Is it worth it? The costs of care.",
    "Mindfulness-Based Stress Reduction for Nurses": (
        "Mindfulness-based stress reduction for nurses."
    ),
    "Therapist Effects": "Therapist effects.",
    "eHealth Programs for Teenagers and Their Parents": (
        "eHealth programs for teenagers and their parents."
    ),
    "The Lindqvist Test of Empathy Revisited": "The Lindqvist test of empathy revisited.",
    "Listening to Prozac Twenty Years Later": "Listening to Prozac twenty years later.",
    "Women's Health in Rural Canada": "Women’s health in rural Canada.",
    "Do Patients' Expectations Predict Outcomes? Evidence From Two Trials": (
        "Do patients’ expectations predict outcomes? Evidence from two trials."
    ),
    "THE EFFECTS OF GRIEF ON NURSES IN HOSPITALS": "The effects of grief on nurses in hospitals.",
    "Treating Children With ADHD: A Guide": "Treating children with ADHD: A guide.",
    "Sleep and Mood in Adults Over 65 Years: A Trial in the United Kingdom": (
        "Sleep and mood in adults over 65 years: A trial in the United Kingdom."
    ),
}
"""Titles as sources spell them, and as APA prints them."""


def doi(number):
    return f"10.5555/title.{number:02}"


def in_bibtex():
    return "".join(
        f"@article{{t{number:02}, author = {{Lindqvist, Ann}}, year = {2000 + number},\n"
        f"  title = {{{title}}}, journal = {{Journal of Things}}, volume = 3, pages = {{4--5}},\n"
        f"  doi = {{{doi(number)}}}}}\n"
        for number, title in enumerate(TITLES)
    )


def in_ris():
    return "".join(
        f"TY  - JOUR\nAU  - Lindqvist, Ann\nPY  - {2000 + number}\nTI  - {title}\n"
        f"JO  - Journal of Things\nVL  - 3\nSP  - 4\nEP  - 5\nDO  - {doi(number)}\nER  - \n\n"
        for number, title in enumerate(TITLES)
    )


def in_csl_json():
    return json.dumps(
        [
            {
                "id": f"t{number:02}",
                "type": "article-journal",
                "author": [{"family": "Lindqvist", "given": "Ann"}],
                "issued": {"date-parts": [[2000 + number]]},
                "title": title,
                "container-title": "Journal of Things",
                "volume": "3",
                "page": "4-5",
                "DOI": doi(number),
            }
            for number, title in enumerate(TITLES)
        ]
    )


def in_zotero_json():
    return json.dumps(
        {
            "config": {"id": "36a3b0b5-bad0-4a04-b79b-441c7cef77db", "label": "BetterBibTeX JSON"},
            "items": [
                {
                    "itemType": "journalArticle",
                    "itemID": number,
                    "creators": [
                        {"firstName": "Ann", "lastName": "Lindqvist", "creatorType": "author"}
                    ],
                    "date": str(2000 + number),
                    "title": title,
                    "publicationTitle": "Journal of Things",
                    "volume": "3",
                    "pages": "4-5",
                    "DOI": doi(number),
                }
                for number, title in enumerate(TITLES)
            ],
        }
    )


def in_crossref():
    return json.dumps(
        [
            {
                "status": "ok",
                "message-type": "work",
                "message": {
                    "type": "journal-article",
                    "author": [{"family": "Lindqvist", "given": "Ann", "sequence": "first"}],
                    "issued": {"date-parts": [[2000 + number]]},
                    "title": [title],
                    "container-title": ["Journal of Things"],
                    "volume": "3",
                    "page": "4-5",
                    "DOI": doi(number),
                },
            }
            for number, title in enumerate(TITLES)
        ]
    )


def as_printed(number, title):
    end = "" if title.endswith("?") else "."
    return (
        f"Lindqvist, A. ({2000 + number}). {title}{end} Journal of Things, 3, 4–5."
        f" https://doi.org/{doi(number)}"
    )


def of_blog():
    posts = (
        f"Post Number {number}\n{as_printed(number, title)}\nIt found something new.\n"
        "Practice Implications\nDo something else.\n"
        for number, title in enumerate(TITLES)
    )
    return "June 2031\n" + "".join(posts)


def of_titles(library):
    """Return the titles as CSL has them, and as APA prints them, by number."""
    found = {}
    for article in library.articles():
        number = int(article.reference.doi[-2:])
        printed = library.cite(article.key).text.partition(" Journal of")[0].partition("). ")[2]
        found[number] = (to_csl(article.reference)["title"], printed)
    return found


FILES = {
    "bibtex": ("library.bib", in_bibtex),
    "ris": ("library.ris", in_ris),
    "csl-json": ("library.json", in_csl_json),
    "zotero": ("zotero.json", in_zotero_json),
    "crossref": ("crossref.json", in_crossref),
}


@pytest.fixture(scope="module")
def in_library(tmp_path_factory):
    root = made_library(tmp_path_factory.mktemp("own"), {"references.bib": in_bibtex()})
    return of_titles(pprkb.open(root))


@pytest.fixture
def empty(tmp_path):
    return pprkb.open(made_library(tmp_path / "library", {"references.bib": "% empty\n"}))


def test_titles_of_the_library(in_library):
    assert [printed for _, (_, printed) in sorted(in_library.items())] == list(TITLES.values())


@pytest.mark.parametrize("door", FILES)
def test_titles_of_files(tmp_path, empty, in_library, door):
    name, made = FILES[door]
    file = tmp_path / name
    file.write_text(made(), encoding="utf-8")
    empty.desk.add(file, wishes=Wishes(accept_doubts=True)).edit.apply()
    assert of_titles(empty) == in_library


def test_titles_of_printed_references(empty, in_library):
    printed = [as_printed(number, title) for number, title in enumerate(TITLES)]
    empty.desk.add(*printed, wishes=Wishes(accept_doubts=True)).edit.apply()
    assert of_titles(empty) == in_library


def test_titles_of_a_page_of_the_blog(empty, in_library):
    page = empty.desk.import_page(of_blog(), "page")
    page.edit([post.number for post in page.plan.posts]).apply()
    assert of_titles(empty) == in_library
