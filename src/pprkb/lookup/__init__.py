"""Asking services on the network for a work by its DOI or PMID.

`agencies` asks and caches, `client` is the one place that speaks HTTP, `settings` says where to ask
and how long to wait. Nothing is asked unless a person asked for it.
"""
