"""The entries of a .bib text to references, and what is wrong with them."""
