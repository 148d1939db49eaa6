"""Importing a page of the blog: the plan, and the changes that carry it out."""
