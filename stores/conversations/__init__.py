"""Conversations: their threads, turns, runs and what people said of them."""
