"""Adding works: where they come from, what they are compared with, the entry that is written."""
