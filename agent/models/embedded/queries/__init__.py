"""Queries over the records: which tool answers a frame, with which arguments."""
