"""References to BibTeX and biblatex."""
