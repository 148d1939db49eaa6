"""Values of bibliographic fields that several formats share: pages, numbers, languages, DOIs."""
