"""Drafts: texts with citations, read into the blocks of a document."""
