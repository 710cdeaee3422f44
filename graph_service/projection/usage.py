"""How much each concept is used by what a level sees: actors, machines, offers, needs … with and without what lies
below it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_service.access.viewer import Viewer
from graph_service.projection.actors import ActorTable, actor_table
from graph_service.projection.cache import VersionedCache
from graph_service.projection.columns import Ints
from graph_service.projection.queries import USERS, Users
from graph_service.store.port import GraphStore

ACTOR = "Actor"
SECTOR_LINK = "IN_SECTOR"


@dataclass(frozen=True, slots=True)
class Used:
    """How many things of one kind name a concept by one type of edge."""

    kind: str
    """Label of the things."""
    link: str
    direct: int
    """That name the concept itself, or one that it took the place of."""
    total: int
    """And those that name what lies below it."""


class Usage:
    """Who names which concept. Immutable once made, safe for many threads."""

    def __init__(self, table: ActorTable, users: Iterable[Users]) -> None:
        self._concepts = table.concepts
        self._named: dict[tuple[str, str], tuple[Ints, Ints]] = {
            (ACTOR, link): (columns.rows, columns.ends)
            for link, columns in {SECTOR_LINK: table.active, **table.tagged}.items()
        }
        """(kind, link) → number of the thing and number of the concept of each edge."""
        for key, edges in _edges(users, table.concepts.number).items():
            self._named[key] = edges
        self._kinds = sorted({kind for kind, _ in self._named}, key=lambda kind: (kind != ACTOR, kind))
        self._counts = {kind: self._by_concept(kind) for kind in self._kinds}

    def of(self, number: int) -> tuple[Used, ...]:
        """Every kind and link by which a concept in use, or what lies below it, is named; actors first."""
        same = self._concepts.same(number)
        found = []
        for (kind, link), (things, ends) in self._named.items():
            total = _count(things[self._concepts.subtrees.holds(number, ends)])
            if total:
                found.append(Used(kind, link, _count(things[np.isin(ends, same)]), total))
        return tuple(sorted(found, key=lambda used: (self._kinds.index(used.kind), used.link)))

    def by_kind(self, number: int) -> dict[str, int]:
        """Kind → how many things of it name the concept or what lies below it, by whichever edge."""
        return {kind: int(counts[number]) for kind, counts in self._counts.items() if counts[number]}

    def _by_concept(self, kind: str) -> NDArray[np.int64]:
        """For each concept how many things of this kind name it or what lies below it, each once."""
        edges = [named for (each, _), named in self._named.items() if each == kind]
        things, ends = (np.concatenate([pair[side] for pair in edges]) for side in (0, 1))
        size = len(self._concepts.ids)
        holders = {end: np.array(sorted(self._concepts.subtrees.above(end))) for end in set(ends.tolist())}
        held = [holders[end] for end in ends.tolist()]
        if not held:
            return np.zeros(size, dtype=np.int64)
        keys = np.repeat(things.astype(np.int64), [len(each) for each in held]) * size + np.concatenate(held)
        return np.bincount(np.unique(keys) % size, minlength=size)


def usage(store: GraphStore, viewer: Viewer) -> Usage:
    """What the levels of `viewer` see of it now; of his own things nothing. Raises what reading raises."""
    return _USAGES.get(store, viewer)


def _edges(users: Iterable[Users], numbers: Mapping[str, int]) -> dict[tuple[str, str], tuple[Ints, Ints]]:
    """Things of one kind are numbered alike whatever edge they name a concept by."""
    things: dict[str, dict[str, int]] = {}
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for row in users:
        if row.concept in numbers:
            known = things.setdefault(row.kind, {})
            told = pairs.setdefault((row.kind, row.link), [])
            told.extend((known.setdefault(one, len(known)), numbers[row.concept]) for one in row.users)
    return {
        key: (np.array([thing for thing, _ in told], np.int32), np.array([end for _, end in told], np.int32))
        for key, told in pairs.items()
    }


def _count(things: Ints) -> int:
    return len(np.unique(things))


def _build(store: GraphStore, viewer: Viewer) -> Usage:
    return Usage(actor_table(store, viewer), USERS.all(store, viewer))


_USAGES = VersionedCache(_build, size=6)
"""Three levels, at this version and the one before."""
