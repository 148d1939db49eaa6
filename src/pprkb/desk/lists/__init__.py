"""Reading lists: beginning one, pinning it, comparing it with what it was, suggestions."""
