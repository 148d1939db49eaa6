"""What a registration agency knows of a DOI, by content negotiation.

The resolver redirects a question for CSL-JSON to the agency of the DOI: Crossref, DataCite, mEDRA
(https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlsplit

from pprkb.formats.exchange.agency_json import from_agency
from pprkb.lookup.answers import Answers
from pprkb.lookup.client import PASTE, Client, item_of
from pprkb.lookup.settings import Settings
from pprkb.matching.identifiers import find_doi
from pprkb.model.errors import IdentifierError, ServiceError
from pprkb.model.reference import Reference

_CSL_JSON = "application/vnd.citationstyles.csl+json"


def fetch_doi(
    written: str,
    settings: Settings | None = None,
    announce: Callable[[str], None] = lambda _message: None,
) -> Reference:
    """Return the work of a DOI.

    Args:
        written: The DOI, bare or in any wrapping that `find_doi` knows.
        settings: Where to ask and how long to wait; else as usual.
        announce: Told what a person should know of the answer, such as that the agency files the
            work under another DOI.

    Raises:
        IdentifierError: There is no DOI in what is written.
        NotFoundError: The DOI is not registered.
        OfflineError: There is no network, or no answer in time.
        ServiceError: The answer cannot be used.
    """
    settings = settings or Settings()
    doi = find_doi(written)
    if not doi:
        raise IdentifierError(
            f'"{written.strip()}" holds no DOI', hint="a DOI looks like 10.1037/pst0000172"
        )
    answers = Answers(settings.cache)
    question = f"doi {doi}"
    item = None if settings.refresh else answers.get(question)
    if item is None:
        service = urlsplit(settings.doi_resolver).netloc
        client = Client(service=service, timeout=settings.timeout, email=settings.email)
        address = settings.doi_resolver + quote(doi, safe="/:;()._-")
        answer = client.get_json(
            address,
            accept=_CSL_JSON,
            unknown=f"the DOI {doi} is not registered",
        )
        item = item_of(answer)
        reference = from_agency(item)
        if not reference.title and not reference.contributors:
            raise ServiceError(f"the agency of {doi} says nothing of the work", hint=PASTE)
        answers.put(question, item)
    reference = from_agency(item)
    if not reference.doi:
        announce(f"the answer names no DOI; {doi} is taken")
    elif reference.doi.casefold() != doi.casefold():
        announce(f"you asked for the DOI {doi}; the agency answers with {reference.doi}")
    return reference if reference.doi else replace(reference, doi=doi)
