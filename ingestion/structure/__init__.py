"""Pages to sections with their blocks."""
