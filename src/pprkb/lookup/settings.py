"""Addresses and timeouts for looking up works."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pprkb.model.errors import ServiceError

DOI_RESOLVER = "https://doi.org/"
PMID_SERVICE = "https://api.ncbi.nlm.nih.gov/lit/ctxp/v1/pubmed/"
"""NCBI's Literature Citation Exporter."""
TIMEOUT = 10.0
"""Seconds to wait for an answer."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Addresses, timeout and cache folder for look-ups."""

    doi_resolver: str = DOI_RESOLVER
    pmid_service: str = PMID_SERVICE
    timeout: float = TIMEOUT
    """Seconds to wait for an answer, including redirects."""
    email: str = ""
    """A contact address for the services; they ask for one, but do not require it."""
    cache: Path | None = None
    """The folder for cached answers; None for the user's cache folder."""
    refresh: bool = False
    """Whether to query the service even if the answer is in the cache."""


def settings_from(
    environment: Mapping[str, str] = os.environ,
    *,
    timeout: float | None = None,
    refresh: bool = False,
) -> Settings:
    """Return the settings from the environment.

    Args:
        environment: Uses `PPRKB_DOI_RESOLVER`, `PPRKB_PMID_SERVICE`, `PPRKB_TIMEOUT` (seconds) and
            `PPRKB_EMAIL`.
        timeout: Seconds; overrides the environment.
        refresh: Query the service even if the answer is in the cache.

    Raises:
        ServiceError: A setting is invalid.
    """
    return Settings(
        doi_resolver=_address(environment, "PPRKB_DOI_RESOLVER", DOI_RESOLVER),
        pmid_service=_address(environment, "PPRKB_PMID_SERVICE", PMID_SERVICE),
        timeout=_seconds(environment) if timeout is None else timeout,
        email=environment.get("PPRKB_EMAIL", ""),
        refresh=refresh,
    )


def _address(environment: Mapping[str, str], name: str, otherwise: str) -> str:
    written = environment.get(name, "").strip() or otherwise
    parts = urlsplit(written)
    if parts.scheme not in ("https", "http") or not parts.netloc:
        raise ServiceError(
            f"{name} is not an address: {written}", hint="write it as https://doi.org/"
        )
    return written if written.endswith("/") else f"{written}/"


def _seconds(environment: Mapping[str, str]) -> float:
    written = environment.get("PPRKB_TIMEOUT", "").strip()
    if not written:
        return TIMEOUT
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 600:
        raise ServiceError(
            f"PPRKB_TIMEOUT is not a number of seconds: {written}", hint="write a number up to 600"
        )
    return seconds
