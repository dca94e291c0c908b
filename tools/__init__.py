"""What the agent may do: one file a subject, all listed in `toolbox.py`."""
