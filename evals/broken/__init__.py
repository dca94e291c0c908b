"""Language models that misbehave: with any of them the assistant may never be worse than with none."""
