"""Text files as they stand: finding them, reading them, and making model values of them.

Every value knows its file and line, so that a `Problem` can point at it.
"""
