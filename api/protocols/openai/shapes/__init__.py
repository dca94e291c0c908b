"""The shapes that `/v1` sends."""
