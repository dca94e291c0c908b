"""From use to tests: what people marked and what the checks flagged, as cases to review."""
