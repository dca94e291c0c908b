"""Changes of the records that a person asks for.

Precision comes first: a change that nobody asked for is worse than one that has to be asked for twice.
"""
