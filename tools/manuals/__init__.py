"""Tools over the manuals: search, read a section, compare revisions."""
