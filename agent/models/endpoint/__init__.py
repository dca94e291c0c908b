"""An OpenAI-compatible endpoint: where it is (`opening`), how it is spoken to (`dialect`, learned from what it refuses), what it sends (`wire`)."""
