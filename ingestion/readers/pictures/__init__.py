"""Text off pictures."""
