"""One reader a format: bytes to pages of lines and tables."""
