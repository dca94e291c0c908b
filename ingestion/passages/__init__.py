"""Sections to passages that keep their place, and what passages hold."""
