"""BibTeX and biblatex files: read, written, and edited in place."""
