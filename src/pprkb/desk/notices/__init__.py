"""Retractions: matching the Retraction Watch data set with the library, and recording it."""
