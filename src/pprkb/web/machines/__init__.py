"""Machine-readable content of the site: data, feeds, and the metadata of pages."""
