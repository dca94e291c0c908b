"""Servers that are killed at random while people ask and approve: nothing lost, nothing twice, no stream without an end."""
