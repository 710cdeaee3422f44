"""Complementarity: who has what another lacks."""
