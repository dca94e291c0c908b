"""How the embedded model answers, plans, keeps silent and refuses; and how its weights are learned."""
