"""Changes of the records wait for a person."""
