"""Test sets, metrics, reports and gates: the assistant measured as it is served."""
