"""Sentences about several things: which value is said of which record, row or column, and what follows from them together."""
