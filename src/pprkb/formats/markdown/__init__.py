"""Markdown prose: its citations, and its text without markup."""
