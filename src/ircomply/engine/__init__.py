"""What decides. Pure: facts and law in, verdicts and deadlines out; now is an argument."""
