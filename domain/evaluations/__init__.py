"""Evaluations as they are kept: runs, their cases, what people said of them, and how two runs differ."""
