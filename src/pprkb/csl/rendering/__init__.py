"""The rendering elements of CSL, each compiled to a closure."""
