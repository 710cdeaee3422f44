"""Arrays and texts in, arrays out; no graph, no web."""
