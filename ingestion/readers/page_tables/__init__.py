"""Tables of a page, by rules and by alignment."""
