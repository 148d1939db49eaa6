"""Adding works: reading them, comparing them with the library, writing their entries."""
