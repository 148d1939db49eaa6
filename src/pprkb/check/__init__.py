"""Rules on the library as a whole; what one file says wrongly is found when it is read."""
