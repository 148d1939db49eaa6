"""Looking a PMID up, at a server that speaks as NCBI's Literature Citation Exporter does."""

import pytest

from pprkb.lookup.agencies import fetch_pmid
from pprkb.lookup.settings import Settings
from pprkb.model.errors import IdentifierError, NotFoundError, OfflineError
from tests.agency_server import Answer, free_address, running_server

ITEM = {
    "source": "PubMed",
    "id": "pmid:30335462",
    "type": "article-journal",
    "title": "The alliance in adult psychotherapy: A meta-analytic synthesis.",
    "author": [{"family": "Flückiger", "given": "Christoph"}],
    "container-title": "Psychotherapy (Chicago, Ill.)",
    "issued": {"date-parts": [[2018, 12]]},
    "page": "316-340",
    "PMID": "30335462",
    "DOI": "10.1037/pst0000172",
}


@pytest.fixture
def server():
    with running_server() as server:
        yield server


@pytest.fixture
def settings(server, tmp_path):
    return Settings(pmid_service=server.url + "pubmed/", timeout=60, cache=tmp_path / "cache")


@pytest.mark.parametrize(
    "written", ["30335462", "PMID: 30335462", "https://pubmed.ncbi.nlm.nih.gov/30335462/"]
)
def test_a_pmid(server, settings, written):
    server.answer("/pubmed/?id=30335462", ITEM)
    reference = fetch_pmid(written, settings)
    assert (reference.pmid, reference.doi) == ("30335462", "10.1037/pst0000172")
    assert reference.title == "The alliance in adult psychotherapy: A meta-analytic synthesis"
    assert fetch_pmid(written, settings) == reference
    assert [path for path, _ in server.asked] == ["/pubmed/?format=csl&id=30335462&tool=pprkb"]


def test_the_contact_is_named_if_there_is_one(server, settings):
    server.answer("/pubmed/?id=30335462", ITEM)
    fetch_pmid("30335462", Settings(**vars(settings) | {"email": "me@example.org"}))
    assert "email=me%40example.org" in server.asked[0][0]


@pytest.mark.parametrize(
    "answer",
    [Answer(404), {"status": "error", "message": "Empty ID list"}],
    ids=["404", "an error in JSON"],
)
def test_a_record_that_is_not_there(server, settings, answer):
    server.answer("/pubmed/?id=99999999", answer)
    with pytest.raises(NotFoundError, match="PubMed has no record 99999999"):
        fetch_pmid("99999999", settings)


def test_another_pmid_in_the_answer_is_announced(server, settings):
    server.answer("/pubmed/?id=1", ITEM)
    said = []
    assert fetch_pmid("1", settings, said.append).pmid == "30335462"
    assert said == ["you asked for the PMID 1; PubMed answers with 30335462"]


@pytest.mark.parametrize("written", ["", "PMC6613236", "10.1037/pst0000172", "12345678901"])
def test_what_is_no_pmid(settings, written):
    with pytest.raises(IdentifierError, match="is not a PMID"):
        fetch_pmid(written, settings)


def test_no_network(settings):
    with pytest.raises(OfflineError, match="there is no network"):
        fetch_pmid("1", Settings(**vars(settings) | {"pmid_service": free_address()}))
