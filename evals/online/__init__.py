"""Turns that people really asked, sampled and scored by what needs no right answer."""
