"""Logs, metrics, monitoring, warming up: what whoever runs the server looks at."""
