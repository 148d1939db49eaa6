"""The web: pages that anyone can read, served live or published as files."""
