"""What registration agencies know of a DOI, and PubMed of a PMID; answers are kept in a cache.

The DOI resolver redirects a question for CSL-JSON to the agency of the DOI: Crossref, DataCite,
mEDRA (https://www.crossref.org/documentation/retrieve-metadata/content-negotiation/). PubMed is
asked by NCBI's Literature Citation Exporter; NCBI asks programs to name themselves (`tool`,
`email`) and to ask one question after the other (https://api.ncbi.nlm.nih.gov/lit/ctxp/).
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
from pprkb.model.errors import IdentifierError, NotFoundError, ServiceError
from pprkb.model.hint import Hint, Step
from pprkb.model.reference import Reference

_UNSAFE = re.compile(r"[^a-z0-9.-]+")
_LONGEST = 60


class Answers:
    """A folder of answers; a folder that cannot be read or written counts as empty."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder; None for the user's cache folder."""
        if folder is None:
            folder = user_cache_path("pprkb", appauthor=False) / "lookup"
        self.folder = folder

    def path(self, question: str) -> Path:
        """Return the file for a question.

        Its name is readable and ends in a digest, since DOIs hold all kinds of characters.
        """
        folded = question.casefold()
        readable = _UNSAFE.sub("_", folded).strip("._-")[:_LONGEST]
        digest = hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self.folder / f"{readable}-{digest}.json"

    def get(self, question: str) -> Mapping[str, object] | None:
        """Return the answer to a question; None where there is none, or it is damaged."""
        with suppress(OSError, ValueError, RecursionError):
            kept = json.loads(self.path(question).read_bytes())
            if isinstance(kept, dict) and kept.get("question") == question.casefold():
                answer = kept.get("answer")
                if isinstance(answer, dict) and answer:
                    return answer
        return None

    def put(self, question: str, answer: Mapping[str, object]) -> None:
        """Keep an answer, if the folder can be written."""
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


def fetch_doi(
    written: str,
    settings: Settings | None = None,
    announce: Callable[[str], None] = lambda _message: None,
) -> Reference:
    """Return the reference of a DOI.

    Args:
        written: The DOI, bare or in any wrapping that `find_doi` knows.
        settings: Where to ask and how long to wait; the defaults if None.
        announce: Called with what a person should know, such as that the agency has the work under
            another DOI.

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
            f'"{written.strip()}" contains no DOI', hint="a DOI looks like 10.1037/pst0000172"
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


def fetch_pmid(
    written: str,
    settings: Settings | None = None,
    announce: Callable[[str], None] = lambda _message: None,
) -> Reference:
    """Return the reference of a PMID.

    Args:
        written: The PMID, bare or in any wrapping that `find_pmid` knows.
        settings: Where to ask and how long to wait; the defaults if None.
        announce: Called with what a person should know of the answer.

    Raises:
        IdentifierError: There is no PMID in what is written.
        NotFoundError: PubMed has no such record.
        OfflineError: There is no network, or no answer in time.
        ServiceError: The answer cannot be used.
    """
    settings = settings or Settings()
    pmid = find_pmid(written)
    if not pmid:
        raise IdentifierError(
            f'"{written.strip()}" is not a PMID', hint="a PMID looks like 30335462"
        )
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
            raise NotFoundError(unknown, hint=Hint(Step.CHECK_OR_TEXT))
        answers.put(question, item)
    reference = from_agency(item)
    if reference.pmid and reference.pmid != pmid:
        announce(f"you asked for the PMID {pmid}; PubMed answers with {reference.pmid}")
    return reference if reference.pmid else replace(reference, pmid=pmid)
