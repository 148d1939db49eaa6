"""The parts of the extractor: plain prose, numbers, statistics, counts, the author's words."""
