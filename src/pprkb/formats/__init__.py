"""Reads and writes bibliographic formats: from text to model values and back.

No module here opens a file; errors in a text are returned as `Problem` values.
"""
