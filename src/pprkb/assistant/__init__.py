"""A Model Context Protocol (MCP) server that gives assistants access to the library."""
