"""Reading and writing of bibliographic formats: text in, model values out, and back.

No module here opens a file; what is wrong with a text comes back as `Problem` values.
"""
