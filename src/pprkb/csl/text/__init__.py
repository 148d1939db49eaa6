"""Text with marks in it: rich text, styling, numbers, punctuation and output formats."""
