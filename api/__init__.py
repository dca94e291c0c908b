"""FastAPI: protocols, sign-in, streaming; serves the web client."""
