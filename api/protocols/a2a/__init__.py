"""A2A: the agent's card, and a server whose tasks are runs and whose contexts are conversations."""
