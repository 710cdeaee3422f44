"""Sillon: the knowledge graph of territorial value chains."""

__version__ = "0.1.0"
