"""What a sentence may turn round, a way a file."""
