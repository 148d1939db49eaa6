"""Texts that people write: their Markdown, and the works that they cite, in any kind of file."""
