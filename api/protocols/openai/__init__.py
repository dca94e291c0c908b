"""The OpenAI protocols: what clients send, and answers in their shapes."""
