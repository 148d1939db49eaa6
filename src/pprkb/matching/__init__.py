"""Recognising works: whether two references are of the same work; identifiers and keys."""
