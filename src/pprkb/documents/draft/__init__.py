"""Drafts: texts with citations, converted to documents."""
