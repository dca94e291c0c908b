"""Tools that work a figure out: arithmetic and units."""
