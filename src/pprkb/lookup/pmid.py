"""What PubMed knows of a PMID, by NCBI's Literature Citation Exporter.

NCBI asks programs to name themselves (`tool`, `email`) and to ask one question after the other
(https://api.ncbi.nlm.nih.gov/lit/ctxp/).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode, urlsplit

from pprkb.formats.exchange.agency_json import from_agency
from pprkb.lookup.answers import Answers
from pprkb.lookup.client import Client, item_of
from pprkb.lookup.settings import Settings
from pprkb.matching.identifiers import find_pmid
from pprkb.model.errors import IdentifierError, NotFoundError
from pprkb.model.reference import Reference


def fetch_pmid(
    written: str,
    settings: Settings | None = None,
    announce: Callable[[str], None] = lambda _message: None,
) -> Reference:
    """Return the work of a PMID.

    Args:
        written: The PMID, bare or in any wrapping that `find_pmid` knows.
        settings: Where to ask and how long to wait; else as usual.
        announce: Told what a person should know of the answer.

    Raises:
        IdentifierError: There is no PMID in what is written.
        NotFoundError: PubMed has no such record.
        OfflineError: There is no network, or no answer in time.
        ServiceError: The answer cannot be used.
    """
    settings = settings or Settings()
    pmid = find_pmid(written)
    if not pmid:
        raise IdentifierError(f'"{written.strip()}" is no PMID', hint="a PMID looks like 30335462")
    answers = Answers(settings.cache)
    question = f"pmid {pmid}"
    item = None if settings.refresh else answers.get(question)
    if item is None:
        unknown = f"PubMed has no record {pmid}"
        asked = {"format": "csl", "id": pmid, "tool": "pprkb"}
        if settings.email:
            asked["email"] = settings.email
        client = Client(
            service=urlsplit(settings.pmid_service).netloc,
            timeout=settings.timeout,
            email=settings.email,
        )
        item = item_of(
            client.get_json(
                f"{settings.pmid_service}?{urlencode(asked)}",
                accept="application/json",
                unknown=unknown,
            )
        )
        if not from_agency(item).title:
            raise NotFoundError(unknown, hint="look it over, or paste the reference with --apa")
        answers.put(question, item)
    reference = from_agency(item)
    if reference.pmid and reference.pmid != pmid:
        announce(f"you asked for the PMID {pmid}; PubMed answers with {reference.pmid}")
    return reference if reference.pmid else replace(reference, pmid=pmid)
