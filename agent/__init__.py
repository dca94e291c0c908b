"""The LangGraph agent: open, think, act, approve, close (`graph.py`); its models, the claims that are checked, the warnings."""
