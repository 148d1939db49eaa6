"""Reading the library's text files into model values, with a problem for what is wrong."""
