"""The inside out: one table of words, one module a format."""
