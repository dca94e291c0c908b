"""Facts asked in words: the manual's, others, shorthand, other languages."""
