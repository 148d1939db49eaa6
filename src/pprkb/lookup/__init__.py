"""Looking up works by DOI or PMID on the network.

`agencies` queries services and caches answers, `client` does all HTTP, `settings` has addresses and
timeouts. Nothing is looked up unless the user asks for it.
"""
