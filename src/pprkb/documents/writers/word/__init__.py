"""Word files (.docx): Office Open XML."""
