"""Files of word processors in whose text citations are filled in place."""
