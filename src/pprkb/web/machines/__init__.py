"""What programs read of the site: data, feeds, and the metadata of pages."""
