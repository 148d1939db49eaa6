"""Documents: the printed content, independent of file formats."""
