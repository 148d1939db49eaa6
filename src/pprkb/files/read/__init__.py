"""Reading the library's text files into model values and problems."""
