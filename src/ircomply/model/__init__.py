"""The names of things: facts, law, results. Pure: no file, no terminal, no clock."""
