"""Commands for readers: they ask the database."""
