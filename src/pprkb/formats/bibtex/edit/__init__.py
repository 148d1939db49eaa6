"""Edits of a .bib text that leave every other character alone."""
