"""The warnings that govern a step, found before the step is shown."""
