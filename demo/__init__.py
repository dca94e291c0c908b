"""The demo wind farm: its facts, the sources of its manuals, and what builds them into a home folder."""
