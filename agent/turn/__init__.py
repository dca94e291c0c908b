"""One turn of the agent: the nodes of the graph and what they share."""
