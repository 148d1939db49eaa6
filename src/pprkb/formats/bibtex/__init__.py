"""BibTeX and biblatex files: `read.read_bibtex` and `write.write_bibtex`."""
