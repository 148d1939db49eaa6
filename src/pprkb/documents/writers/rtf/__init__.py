"""Rich Text Format, which nearly every word processor and mail program reads."""
