"""The database: plain, documented SQLite tables built from the text files.

It may be deleted at any time; nothing is kept here that the text files do not say.
"""
