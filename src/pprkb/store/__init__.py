"""The database: plain, documented SQLite tables built from the text files.

It may be deleted at any time, since all of its content comes from the text files.
"""
