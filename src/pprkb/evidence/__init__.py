"""The meaning of effect sizes, conversions, extraction from prose, and printing."""
