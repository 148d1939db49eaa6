"""Metadata of DOIs from registration agencies and of PMIDs from PubMed, with a cache.

The DOI resolver redirects a request for CSL-JSON to the agency of the DOI: Crossref, DataCite,
mEDRA (https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/). PubMed is
queried through NCBI's Literature Citation Exporter; NCBI asks programs to name themselves (`tool`,
`email`) and to send one request at a time (https://api.ncbi.nlm.nih.gov/lit/ctxp/).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from platformdirs import user_cache_path

from pprkb.formats.exchange.agency_json import from_agency
from pprkb.lookup.client import PASTE, Client, item_of
from pprkb.lookup.settings import Settings
from pprkb.matching.identifiers import find_doi, find_pmid
from pprkb.model.errors import Hint, IdentifierError, NotFoundError, PprkbError, ServiceError, Step
from pprkb.model.reference import Reference

_UNSAFE = re.compile(r"[^a-z0-9.-]+")
_LONGEST = 60


class Answers:
    """A folder of cached answers; an inaccessible folder is treated as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use a folder; None for the user's cache folder."""
        if folder is None:
            folder = user_cache_path("pprkb", appauthor=False) / "lookup"
        self.folder = folder

    def path(self, question: str) -> Path:
        """Return the file for a query.

        Its name is readable, with a digest at the end because DOIs may contain any character.
        """
        folded = question.casefold()
        readable = _UNSAFE.sub("_", folded).strip("._-")[:_LONGEST]
        digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self.folder / f"{readable}-{digest}.json"

    def get(self, question: str) -> Mapping[str, object] | None:
        """Return the cached answer to a query; None if it is missing or damaged."""
        with suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self.path(question).read_bytes())
            if isinstance(kept, dict) and kept.get("question") == question.casefold():
                answer = kept.get("answer")
                if isinstance(answer, dict) and answer:
                    return answer
        return None

    def put(self, question: str, answer: Mapping[str, object]) -> None:
        """Store an answer, if the folder can be written."""
        content = json.dumps(
            {"question": question.casefold(), "answer": answer}, ensure_ascii=True, indent=1
        )
        path = self.path(question)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                temporary.write_text(content + "\n", encoding="ascii")
                temporary.replace(path)
            finally:
                temporary.unlink(missing_ok=True)


_CSL_JSON = "application/vnd.citationstyles.csl+json"
_DEFAULTS = Settings()


def fetch_doi(
    written: str,
    settings: Settings = _DEFAULTS,
    announce: Callable[[str], None] = lambda _message: None,
) -> Reference:
    """Look up a DOI and return its reference.

    Args:
        written: The DOI, in any form that `find_doi` recognises.
        settings: Addresses and timeout.
        announce: Called with messages for the user, such as that the agency has the work under
            another DOI.

    Raises:
        IdentifierError: The text contains no DOI.
        NotFoundError: The DOI is not registered.
        OfflineError: There is no network, or no answer in time.
        ServiceError: The answer is unusable.
    """
    doi = find_doi(written)
    if not doi:
        raise IdentifierError(
            f'"{written.strip()}" contains no DOI', hint="a DOI looks like 10.1037/pst0000172"
        )
    reference = _answer(
        f"doi {doi}",
        settings.doi_resolver + quote(doi, safe="/:;()._-"),
        settings,
        accept=_CSL_JSON,
        unknown=f"the DOI {doi} is not registered",
        needs=lambda answer: answer.title or answer.contributors,
        otherwise=ServiceError(f"the agency of {doi} says nothing of the work", hint=PASTE),
    )
    if not reference.doi:
        announce(f"the answer names no DOI; {doi} is taken")
    elif reference.doi.casefold() != doi.casefold():
        announce(f"you asked for the DOI {doi}; the agency answers with {reference.doi}")
    return reference if reference.doi else replace(reference, doi=doi)


def fetch_pmid(
    written: str,
    settings: Settings = _DEFAULTS,
    announce: Callable[[str], None] = lambda _message: None,
) -> Reference:
    """Look up a PMID and return its reference; arguments and errors are those of `fetch_doi`."""
    pmid = find_pmid(written)
    if not pmid:
        raise IdentifierError(
            f'"{written.strip()}" is not a PMID', hint="a PMID looks like 30335462"
        )
    unknown = f"PubMed has no record {pmid}"
    asked = {"format": "csl", "id": pmid, "tool": "pprkb"}
    asked |= {"email": settings.email} if settings.email else {}
    reference = _answer(
        f"pmid {pmid}",
        f"{settings.pmid_service}?{urlencode(asked)}",
        settings,
        accept="application/json",
        unknown=unknown,
        needs=lambda answer: answer.title,
        otherwise=NotFoundError(unknown, hint=Hint(Step.CHECK_OR_TEXT)),
    )
    if reference.pmid and reference.pmid != pmid:
        announce(f"you asked for the PMID {pmid}; PubMed answers with {reference.pmid}")
    return reference if reference.pmid else replace(reference, pmid=pmid)


def _answer(
    question: str,
    address: str,
    settings: Settings,
    *,
    accept: str,
    unknown: str,
    needs: Callable[[Reference], object],
    otherwise: PprkbError,
) -> Reference:
    """Return the cached answer, or else the service's; reject one that lacks required fields."""
    answers = Answers(settings.cache)
    item = None if settings.refresh else answers.get(question)
    if item is None:
        service = urlsplit(address).netloc
        client = Client(service=service, timeout=settings.timeout, email=settings.email)
        item = item_of(client.get_json(address, accept=accept, unknown=unknown))
        if not needs(from_agency(item)):
            raise otherwise
        answers.put(question, item)
    return from_agency(item)
