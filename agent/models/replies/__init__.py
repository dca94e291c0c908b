"""What a language model wrote: its pieces put together, thoughts left out, tool calls found that stand in its text."""
