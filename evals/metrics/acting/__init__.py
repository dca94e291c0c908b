"""What it does and what could hurt: tools, steps, safety."""
