"""Documents of evidence: the effects table, forest plots, words, summaries of findings."""
