"""Formats of other programs and services: RIS, CSL-JSON, Zotero, PubMed, registration agencies."""
