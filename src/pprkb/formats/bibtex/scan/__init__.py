"""The blocks of a .bib text with their exact places, as BibTeX cuts them."""
