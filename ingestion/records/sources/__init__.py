"""Other systems that are read over HTTP."""
