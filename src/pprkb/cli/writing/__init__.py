"""Commands for authors, which read and edit the text files."""
