"""Splits a .bib text into blocks with their exact positions, as BibTeX does."""
