"""Security of the server: allowed hosts, limits of requests, and headers of responses."""

from __future__ import annotations

from collections.abc import Iterable

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
"""Content security policy: nothing inline, and nothing from other hosts."""
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""Policy for the search page of a published site: Pagefind is WebAssembly."""

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""Headers of every response; a published page includes its policy."""

MOST_BYTES = 64 * 1024
"""Maximum size of a request body; lists from the builder are much shorter."""
MOST_QUERY = 8 * 1024
"""Maximum length of a query string, as in browsers and proxies."""
MOST_PATH = 2 * 1024
"""Maximum length of an address without its query; the longest key takes some hundreds."""
MOST_WORDS = 300
"""Maximum length of search words."""
MOST_TERMS = 20
"""Maximum number of search words, since each costs a look at every article found."""

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def known_host(host: str, allowed: Iterable[str]) -> bool:
    """Return whether a server answers to the `Host` of a request.

    Otherwise a page of another site could reach a server on this machine through a host name that
    resolves to it (DNS rebinding).

    Args:
        host: The header, with port.
        allowed: Further host names, without port, besides those of this machine.
    """
    # IPv6 addresses contain colons, and are in brackets.
    end = "]" if host.startswith("[") else ":"
    name = host.lower().partition(end)[0] + end.strip(":")
    return name in (*_LOOPBACK, *(one.lower() for one in allowed))


def same_site(*, fetch_site: str, origin: str, host: str) -> bool:
    """Return whether a request with side effects comes from a page of this site.

    Args:
        fetch_site: `Sec-Fetch-Site`, which browsers set and pages cannot.
        origin: `Origin`, for older browsers.
        host: `Host`.
    """
    if fetch_site:
        return fetch_site in ("same-origin", "none")
    return not origin or origin.partition("://")[2] == host
