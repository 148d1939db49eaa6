"""Extracts effect sizes from prose: statistics, counts and the words around them."""
