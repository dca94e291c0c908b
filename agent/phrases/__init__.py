"""The few sentences that code says itself, one file a language."""
