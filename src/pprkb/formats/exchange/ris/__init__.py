"""RIS, the tagged format that Zotero, EndNote and Mendeley read and write.

`tags` holds the one mapping that writing and reading share, and the spelling of names, dates and
pages; `lines` the records of a file, PubMed's included.
"""
