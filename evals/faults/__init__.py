"""Seeded regressions: the assistant broken on purpose, to see which suites and metrics notice. Nothing here runs in the product."""
