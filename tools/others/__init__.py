"""Tools of other MCP servers, that a setting adds to ours."""
