"""An OpenAI-compatible endpoint: where it is (`address`), how it is spoken to (`dialect`, learned from what it refuses), what it sends (`wire`)."""
