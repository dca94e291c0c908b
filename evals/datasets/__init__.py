"""Test cases: the schema, our suites, and other people's data read as suites."""
