"""Ingests that wait in a queue and are worked on by a process of their own."""
