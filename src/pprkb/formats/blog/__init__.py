"""A page of the blog, HTML or pasted text, as posts with what belongs to each."""
