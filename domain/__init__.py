"""The nouns of a service technician's day: frozen pydantic models, no input or output."""
