"""A library brought up to date with files: which are there, which are new, which failed."""
