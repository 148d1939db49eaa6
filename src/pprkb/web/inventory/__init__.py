"""What the site has, file by file, and what each was made from."""
