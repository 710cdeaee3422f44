"""Communes and what lies around them."""
