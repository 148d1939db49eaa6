"""Citations: positions, disambiguation, grouping and collapsing of cites."""
