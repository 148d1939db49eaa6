"""Questions to the database, answered in model values."""
