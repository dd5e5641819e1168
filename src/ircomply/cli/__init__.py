"""What talks to people: one command a file, each a thin function."""
