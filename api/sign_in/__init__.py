"""Signing in: tokens of a provider, the way of a browser to one and back, sessions and codes that sign in a phone."""
