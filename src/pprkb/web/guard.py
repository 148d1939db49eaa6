"""What keeps a server safe: which hosts it answers to, what it takes, what its answers allow."""

from __future__ import annotations

from collections.abc import Iterable

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
)
"""Nothing inline, and nothing from another host."""
SEARCH_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""For the page that searches a published site: Pagefind is WebAssembly."""

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
"""On every answer of a server; a published page says its policy itself."""

MOST_BYTES = 64 * 1024
"""Of a request's body; the longest list that the builder sends is far shorter."""
MOST_QUERY = 8 * 1024
"""Characters of a query: the longest address that browsers and proxies pass on."""
MOST_PATH = 2 * 1024
"""Characters of an address without its query; the longest key takes some hundreds."""
MOST_WORDS = 300
"""Characters of what is searched for."""
MOST_TERMS = 20
"""Words that are searched for; each costs a look at every article found."""

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def known_host(host: str, allowed: Iterable[str]) -> bool:
    """Return whether a server answers to the `Host` that a request names.

    A page of another site could otherwise reach a server on this machine by a name that it lets
    point here (DNS rebinding).

    Args:
        host: With its port, as the request has it.
        allowed: Names without port that are answered to besides those of this machine.
    """
    # An address of IPv6 stands in brackets, for it holds colons itself.
    end = "]" if host.startswith("[") else ":"
    name = host.lower().partition(end)[0] + end.strip(":")
    return name in (*_LOOPBACK, *(one.lower() for one in allowed))


def same_site(*, fetch_site: str, origin: str, host: str) -> bool:
    """Return whether a request that sends something comes from a page of this site.

    Args:
        fetch_site: `Sec-Fetch-Site`, which browsers set and pages cannot.
        origin: `Origin`, for older browsers.
        host: `Host`.
    """
    if fetch_site:
        return fetch_site in ("same-origin", "none")
    return not origin or origin.partition("://")[2] == host
