"""The gate: what of a language model's words reaches a technician, each beside its source."""
