"""Deciding whether two references are of one work, and naming works: identifiers, marks, keys."""
