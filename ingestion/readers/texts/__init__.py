"""Files that are plain text: as they are, Markdown, reStructuredText."""
