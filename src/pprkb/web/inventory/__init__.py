"""The files of the site, and their dependencies."""
