"""What other programs speak: AG-UI, the OpenAI protocols, MCP and A2A, over the same runs."""
