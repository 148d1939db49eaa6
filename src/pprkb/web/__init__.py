"""The website, served live or published as static files."""
