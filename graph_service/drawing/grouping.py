"""More actors than a person can look at: the farthest become groups, until what is left can be drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph_service.drawing.captions import actors, caption

MOST = 400
"""Actors of one drawing; above that the farthest are grouped, and the drawing says so."""


@dataclass(frozen=True, slots=True)
class EgoNode:
    """An actor, how many links it is away (0: the one in the middle), and the group it joins when there are many."""

    id: str
    label: str
    sphere: str | None = None
    distance: int = 1
    href: str | None = None
    group: str | None = None
    stands_for: int = 1
    """Actors that this mark stands for."""


@dataclass(frozen=True, slots=True)
class EgoTie:
    """A link between two actors, on a basis (declared, observed, inferred), and what it is."""

    start: str
    end: str
    basis: str = "declared"
    label: str = ""


def around(nodes: Sequence[EgoNode], ties: Sequence[EgoTie]) -> tuple[EgoNode, Sequence[EgoNode], Sequence[EgoTie]]:
    """The one in the middle, each node once (the first time it is given), and the ties between two of them.

    Raises ValueError unless exactly one node has the distance 0.
    """
    nodes = list({node.id: node for node in reversed(nodes)}.values())[::-1]
    centres = [node for node in nodes if node.distance == 0]
    if len(centres) != 1:
        raise ValueError(f"one actor stands in the middle, not {len(centres)}")
    known = {node.id for node in nodes}
    return centres[0], nodes, [tie for tie in ties if {tie.start, tie.end} <= known and tie.start != tie.end]


def grouped(
    nodes: Sequence[EgoNode], ties: Sequence[EgoTie], most: int, lang: str
) -> tuple[list[EgoNode], list[EgoTie], int]:
    """At most `most` nodes, the ties between them, and how many actors now stand in groups.

    The farthest are grouped first, by their `group`; where there are too many groups, the small ones become “others”.
    """
    kept, hidden = list(nodes), 0
    becomes: dict[str, str] = {}
    for distance in sorted({node.distance for node in nodes if node.distance > 0}, reverse=True):
        if len(kept) <= most:
            break
        there = [node for node in kept if node.distance == distance]
        nearer = [node for node in kept if node.distance != distance]
        names = _names(there, max(most - len(nearer), 1))
        made = _groups(there, names, distance, lang)
        becomes |= {node.id: _id(distance, names[node.id]) for node in there}
        hidden += len(there)
        kept = nearer + made
    joined = [replace(tie, start=becomes.get(tie.start, tie.start), end=becomes.get(tie.end, tie.end)) for tie in ties]
    return kept, [tie for tie in joined if tie.start != tie.end], hidden


def _names(nodes: Sequence[EgoNode], room: int) -> dict[str, str]:
    """For each node the name of its group, at most `room` names; the empty name stands for all others."""
    sizes: dict[str, int] = {}
    for node in nodes:
        sizes[node.group or ""] = sizes.get(node.group or "", 0) + 1
    ranked = sorted((name for name in sizes if name), key=lambda name: (-sizes[name], name))
    named = set(ranked if len(sizes) <= room else ranked[: room - 1])
    return {node.id: (node.group or "") if node.group in named else "" for node in nodes}


def _groups(nodes: Sequence[EgoNode], names: dict[str, str], distance: int, lang: str) -> list[EgoNode]:
    made = []
    for name in sorted(set(names.values())):
        members = [node for node in nodes if names[node.id] == name]
        spheres = {node.sphere for node in members}
        number = sum(node.stands_for for node in members)
        words = f"{name or caption(lang, 'others')} ({actors(lang, number)})"
        sphere = next(iter(spheres)) if len(spheres) == 1 else None
        made.append(EgoNode(_id(distance, name), words, sphere, distance, stands_for=number))
    return made


def _id(distance: int, name: str) -> str:
    return f"\0{distance}\0{name}"  # no actor has such an id
