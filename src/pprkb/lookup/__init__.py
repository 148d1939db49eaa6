"""Asking services on the network what is known of a work by its DOI or PMID.

`doi` and `pmid` are the questions, `client` the one place that speaks HTTP, `answers` keeps what
was answered in the user's cache folder, `settings` says where the services are. Nothing is asked
unless a person asked for it.
"""
