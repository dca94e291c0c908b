"""What a turn did and how long it took, as spans that a collector takes (OpenTelemetry)."""
