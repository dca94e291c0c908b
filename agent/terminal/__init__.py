"""Asking and approving at the command line."""
