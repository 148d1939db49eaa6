"""What each page shows, by the kind of page."""
