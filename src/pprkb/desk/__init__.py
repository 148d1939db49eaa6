"""The author's commands: they read the text files and, when asked to, change them byte by byte."""
