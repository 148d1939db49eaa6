"""The items to be cited, in CSL-JSON: variables, names and dates."""
