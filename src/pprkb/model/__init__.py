"""The domain: references, summaries, effect sizes, reading lists and problems.

Everything here is a frozen value made of the standard library; no module of this package knows
where a value comes from (a text file) or where it goes (a database, a document).
"""
