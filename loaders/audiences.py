"""Who may see what is made from several things: the widest of its records, the narrowest of its ends."""

from __future__ import annotations

from collections.abc import Iterable

from graph_service.access.audience import edge_fits_end, is_level
from graph_service.access.viewer import LEVELS

Seen = tuple[str | None, str | None]
"""(audience, owner); audience None is open to all by nature."""


def widest(seen: Iterable[Seen]) -> Seen:
    """The audience of what these describe: the widest level; without any level, the first token in order.

    A shared node has an owner only when all it is made from is private or of a group.
    """
    tokens = sorted((audience or LEVELS[0], owner or "") for audience, owner in seen)
    levels = [LEVELS.index(audience) for audience, _ in tokens if is_level(audience)]
    if levels:
        return LEVELS[min(levels)], None
    audience, owner = tokens[0]
    return audience, owner or None


def at_least_as_wide(audience: str | None, owner: str | None, than: Seen) -> bool:
    """Whether everyone who may see `than` may see this."""
    return edge_fits_end(than[0] or LEVELS[0], than[1], audience, owner)


def narrowed(edge: Seen, ends: Iterable[Seen]) -> Seen | None:
    """The widest audience of an edge that its ends allow, not wider than its own; None when there is none."""
    audience, owner = edge[0] or LEVELS[0], edge[1]
    known = [(end, end_owner) for end, end_owner in ends if end is not None]
    for end, end_owner in known:
        if edge_fits_end(audience, owner, end, end_owner):
            continue
        if not is_level(audience) or (not is_level(end) and owner not in (None, end_owner)):
            return None
        audience, owner = (end, owner) if is_level(end) else (end, end_owner)
    fits = all(edge_fits_end(audience, owner, end, end_owner) for end, end_owner in known)
    return (audience, owner) if fits else None
