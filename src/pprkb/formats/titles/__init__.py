"""The case of titles: whether a title is English, and its sentence case."""
