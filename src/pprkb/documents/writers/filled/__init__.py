"""Fills in the citations of word processor files."""
