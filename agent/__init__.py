"""The LangGraph agent: situate, plan, act, answer, verify; the embedded model; grounding and safety checks."""
