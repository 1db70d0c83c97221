"""Where records go: one module a destination."""
