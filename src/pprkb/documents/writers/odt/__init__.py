"""OpenDocument texts (.odt), for LibreOffice."""
