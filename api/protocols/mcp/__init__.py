"""MCP: the read tools, `ask`, writes as approval requests, documents as resources."""
