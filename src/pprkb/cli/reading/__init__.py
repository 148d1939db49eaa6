"""Commands for readers, which query the database."""
