"""Concepts, their schemes, and how they lie below one another."""
