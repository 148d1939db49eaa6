"""Database queries that return model values."""
