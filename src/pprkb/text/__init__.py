"""Characters and words: folding for comparison, CSL rich text, spelling, whole numbers."""
