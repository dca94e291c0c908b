"""Test sets from any library: facts with their gold places, asked in several ways, for a person to review."""
