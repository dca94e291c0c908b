"""Named states of a library that it can be rolled back to."""
