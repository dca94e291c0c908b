"""Questions without an answer, each with what proves that there is none."""
