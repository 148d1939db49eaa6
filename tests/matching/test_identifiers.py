"""DOIs and PMIDs in what people paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pprkb.matching.identifiers import bare_doi, find_doi, find_pmid, flaw_of_doi, is_doi

DOI = "10.1037/pst0000172"


@pytest.mark.parametrize(
    "text",
    [
        DOI,
        f"  {DOI}\n",
        f"doi:{DOI}",
        f"DOI: {DOI}",
        f"doi: https://doi.org/{DOI}",
        f"info:doi/{DOI}",
        f"https://doi.org/{DOI}",
        f"http://dx.doi.org/{DOI}",
        f"doi.org/{DOI}",
        f"www.doi.org/{DOI}",
        f"https://doi.org/doi:{DOI}",
        f"https://doi.org/{DOI}.",
        f"<https://doi.org/{DOI}>",
        f"<https://doi.org/{DOI}>.",
        f"(https://doi.org/{DOI}),",
        f"“{DOI}”",
        "10.1037%2Fpst0000172",
        "https://doi.org/10.1037%2Fpst0000172",
        f"https://psycnet.apa.org/doi/{DOI}",
        "https://psycnet.apa.org/doiLanding?doi=10.1037%2Fpst0000172",
        f"https://doi.apa.org/?doi={DOI}&lang=en",
        f"https://publisher.example/doi/full/{DOI}?journalCode=pst#abstract",
        f"https://publisher.example/articles/{DOI}/full",
        f"https://publisher.example/content/pdf/{DOI}.pdf",
        f"https://publisher.example/doi/{DOI}.xml",
        f"<{DOI}>",
        f"https://publisher.example/doi/pdf/{DOI}/",
        f"Psychotherapy, 55(4), 316–340. https://doi.org/{DOI}",
        f"{DOI}; retrieved in May",
    ],
)
def test_a_doi_is_found(text):
    assert find_doi(text) == DOI


@pytest.mark.parametrize(
    "doi",
    [
        "10.1002/(SICI)1097-4679(199806)54:4<409::AID-JCLP4>3.0.CO;2-O",
        "10.1016/S0005-7894(05)80002-X",
        "10.1016/0272-7358(94)90046-9",
        "10.1017/CBO9781107415324.004",
        "10.48550/arXiv.1804.01234",
        "10.1000.10/123456",
        "10.1000.10.20/123456",
        "10.123456789/abc",
        "10.1000/a#b",
        "10.1000/50%",
    ],
)
def test_odd_dois_stay_whole(doi):
    assert find_doi(doi) == doi
    assert find_doi(f"doi:{doi}") == doi
    assert is_doi(doi)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.1037",
        "11.1037/pst",
        "pst0000172",
        "https://doi.org/",
        "1.10.1037/x",
        "10.1/x y",
        "10.1037/)",
        "https://[",
    ],
)
def test_what_is_no_doi(text):
    assert find_doi(text) == ""


@pytest.mark.parametrize(
    ("text", "pmid"),
    [
        ("30335462", "30335462"),
        ("PMID: 30335462.", "30335462"),
        ("pmid 30335462", "30335462"),
        ("https://pubmed.ncbi.nlm.nih.gov/30335462/", "30335462"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/30335462", "30335462"),
        ("PMC6613236", ""),
        ("0", ""),
        ("123456789", ""),
        ("", ""),
    ],
)
def test_a_pmid_is_found(text, pmid):
    assert find_pmid(text) == pmid


def test_prefixes_are_taken_off_as_often_as_they_stand():
    assert bare_doi(f"doi: https://doi.org/{DOI}") == DOI
    assert bare_doi("in press") == "in press"


@given(st.text() | st.text("/.()[]<>%:?#&;=,10 dfopi", max_size=30))
def test_whatever_is_found_is_a_doi(text):
    for written in (text, f"10.1037/{text}", f"https://publisher.example/{text}?doi={DOI}{text}"):
        found = find_doi(written)
        assert not found or is_doi(found)


SICI = "10.1175/1520-0493(1987)115<1606:GARSPP>2.0.CO;2"


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1037%2Fpst0000172", DOI),
        ("https://doi.org/10.1037%2fpst0000172", DOI),
        (SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI),
        (SICI.replace("<", "&amp;lt;").replace(">", "&amp;gt;"), SICI),
        (SICI.replace("<", "%3C").replace(">", "%3E"), SICI),
        (SICI.replace("<", "$<$").replace(">", "$>$"), SICI),
        (SICI.replace("<", r"{\textless}").replace(">", r"{\textgreater}"), SICI),
        (SICI.replace("<", r"\textless{}").replace(">", r"\textgreater{}"), SICI),
        (SICI.replace("<", r"\ensuremath{<}").replace(">", r"\ensuremath{>}"), SICI),
        (SICI.replace("<", r"$\less$").replace(">", r"$\greater$"), SICI),
        (r"10.1007/978-3\_23", "10.1007/978-3_23"),
        (r"10.1007/978-3{\_}23", "10.1007/978-3_23"),
        (r"10.1007/978-3{\textunderscore}23", "10.1007/978-3_23"),
        ("10.1002/a;2-#", "10.1002/a;2-#"),
    ],
)
def test_signs_that_programs_encode_are_decoded(written, doi):
    assert bare_doi(written) == doi
    assert flaw_of_doi(bare_doi(written)) is None


@pytest.mark.parametrize(
    ("doi", "flaw"),
    [
        ("not-a-doi", "is not a DOI"),
        (r"10.1000/a\b", "is not a DOI"),
        ("10.1000/a{b}", "is not a DOI"),
        ("10.1000/a%2Fb", "is not a DOI"),
        ("10.1000/a b", "is not a DOI"),
        ("10.1000/ab.", 'ends in "."'),
        ("10.1002/cpp.1/full", 'ends in "/full"'),
        ("10.1002/cpp.1/abstract", 'ends in "/abstract"'),
        ("10.1000/a,10.1000/b", "two DOIs"),
        ("10.1000/a;https://doi.org/10.1000/b", "two DOIs"),
    ],
)
def test_a_doi_that_is_doubted(doi, flaw):
    assert flaw in flaw_of_doi(doi)[0]


@pytest.mark.parametrize(
    "doi",
    [
        DOI,
        SICI,
        "10.21203/rs.3.rs-1/v1",
        "10.1037/0033-3204.36.2.128",
        "10.1016/S0005-7894(05)80147-5",
    ],
)
def test_a_doi_that_is_sound(doi):
    assert flaw_of_doi(doi) is None
