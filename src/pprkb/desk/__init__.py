"""The author's verbs: they read the text files and, when asked to, change them byte by byte."""
