"""The rule of ends: an edge is never wider than what it joins."""

from __future__ import annotations

from graph_service.access.viewer import LEVELS, PRIVATE


def is_level(audience: str) -> bool:
    """Whether the token is one of the three nested levels."""
    return audience in LEVELS


def is_token(audience: str) -> bool:
    """Whether the text can be an audience at all: a level, `private`, or `group:<id>`."""
    return audience in LEVELS or audience == PRIVATE or (audience.startswith("group:") and len(audience) > 6)


def edge_fits_end(edge_audience: str, edge_owner: str | None, end_audience: str | None, end_owner: str | None) -> bool:
    """Whether everyone who may see the edge may see this end.

    An end without audience (territory, concept, chain …) is open to all. A level edge needs an end of a level that
    contains it. A group or private edge needs an end that has a level, or the same token and owner.
    """
    if end_audience is None:
        return True
    if edge_audience in LEVELS:
        return end_audience in LEVELS and LEVELS.index(end_audience) <= LEVELS.index(edge_audience)
    if end_audience in LEVELS:
        return True
    return end_audience == edge_audience and end_owner == edge_owner
