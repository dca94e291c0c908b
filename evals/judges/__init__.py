"""RAGAS and judges, and whether they may be believed."""
