"""Reading lists: creating, copying and pinning them, changes since, suggestions."""
