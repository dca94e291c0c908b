"""A server and its turns: time, memory, many at once."""
