"""Commands for authors: they read the text files and change them byte by byte."""
