"""Documents: what is printed, apart from how a file format writes it."""
