"""Runs: started, followed, stopped, streamed; at this server or another."""
