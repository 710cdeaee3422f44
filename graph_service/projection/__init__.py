"""The graph as arrays, per level and version."""
