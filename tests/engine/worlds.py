"""Small random territories, made from the schema alone: a label or an edge that is added later is in them at once.

Every label has nodes, every type of edge links each pair of labels it may link, in circles and side by side, with all
audiences and owners that the rule of ends allows. Everything comes in through the loaders' door, which checks it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from graph_service.access.audience import edge_fits_end
from graph_service.access.viewer import LEVELS, PRIVATE, Viewer
from graph_service.analysis.text import search_text
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import UnknownIdentifier
from graph_service.kernel.identifiers import PrefixTable, told_id
from graph_service.schema.digests import NOT_CONTENT
from graph_service.schema.model import EdgeType, GraphSchema, Property
from graph_service.schema.shapes.compiled import Checks
from graph_service.store.changes import Change
from loaders.door import Door
from loaders.entries import Entry, edge_id
from loaders.records import Edge, Node

NAMES = (
    "Vaux", "vaux", "Éclair", "eclair", "ÉCLAIR", "Zinguerie", "zébrure", "abattoir", "Abattoir du Haut-Fer",
    "Œuvre d'art", "oeuvre", "L'Acier", "acier", "Straße", "10", "9", "Saint-Avold", "a b", "deux\nlignes", "🜚 d'or",
)  # fmt: skip
"""Texts whose order, case and accents two engines may take differently."""
INTEGERS = (0, 1, 2, 3, 7, 2024, 60_000, -1, 2**40)
FLOATS = (0.0, 1.0, 0.5, 49.1, 6.25, 0.1 + 0.2, 1e-7, -3.0, 123456.789)
FORMED = ("https://example.org/é", "eclair@example.org")
"""Texts for properties that not every text fits."""
DATES = ("2024-01-01", "2024-02-29", "2025-12-31", "2099-12-31")
_GROUNDS = tuple(product(("observed", "declared", "inferred"), (1.0, 0.8, 0.5, 0.0)))
_SINCE_AND_UNTIL = tuple(product((None, *DATES), (None, *DATES), (None, None, DATES[-1])))
SOURCES = ("register", "survey", "enquete-locale")
TODAY = date(2025, 1, 1)
WORLDS = int(os.environ.get("TWIN_WORLDS", "1"))
generated = settings(
    max_examples=WORLDS,
    phases=(Phase.reuse, Phase.generate),  # the twin test makes a world smaller itself, with the question that failed
    derandomize="TWIN_WORLDS" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),  # a world is large and slow to draw, and is meant to be
)
"""How a test draws worlds: the same ones each time, unless it is told how many."""
_RESTRICTED = (LEVELS[1], LEVELS[1], LEVELS[2], PRIVATE)
_PUBLIC = (40, 8)
"""So many public ones come with the restricted ones, in an open world and in one that has much to hide: a way of
several steps is open only where each of its steps is."""


class World:
    """A territory, as the changes of one load."""

    def __init__(self, changes: Iterable[Change] = ()) -> None:
        self.changes = tuple(changes)

    def ids(self, *types: str) -> list[str]:
        """Ids of the nodes of these labels and of the edges of these types; of everything when none is named."""
        return [change.id for change in self.changes if not types or change.type in types]

    def ends(self, types: tuple[str, ...], labels: tuple[str, ...], viewer: Viewer) -> list[str]:
        """Nodes of these labels that an edge of these types which `viewer` sees begins or ends at, once for each."""
        edges = [change for change in self.changes if change.type in types and _sees(viewer, change.properties)]
        return [end[1] for edge in edges for end in (edge.start, edge.end) if end and end[0] in labels]

    def values(self, name: str) -> list[Any]:
        """What this property says, wherever it stands."""
        return [change.properties[name] for change in self.changes if name in change.properties]

    def groups(self) -> list[str]:
        """The groups that something is reserved for."""
        return sorted({token for token in self.values("audience") if token.startswith("group:")})

    def owners(self) -> list[str]:
        """The actors that own something."""
        return sorted(set(self.values("owner")))

    def without(self, gone: Iterable[Change]) -> World:
        """The same without these, and without edges that lose an end."""
        lost = {change.id for change in gone}
        left = [change for change in self.changes if change.id not in lost]
        return World(c for c in left if not any(end and end[1] in lost for end in (c.start, c.end)))

    def __repr__(self) -> str:
        """Everything, as long as a person can read it."""
        if len(self.changes) > 30:
            return f"a world of {len(self.changes)} nodes and edges"
        return "\n".join(f"{c.type} {c.start or ''} {c.end or ''} {_told(c.properties)}" for c in self.changes)


def _sees(viewer: Viewer, properties: dict[str, Any]) -> bool:
    audience, owner = properties.get("audience"), properties.get("owner")
    return audience is None or audience in viewer.tokens or owner in viewer.owners


def _told(properties: dict[str, Any]) -> dict[str, Any]:
    """What a person needs to make it again by hand."""
    return {name: value for name, value in properties.items() if name not in NOT_CONTENT}


@lru_cache(maxsize=10_000)
def identifier(prefixes: PrefixTable, prefix: str, number: int) -> str:
    """An id that this prefix allows, another one for each number."""
    digits = [f"{number:0{width}d}" for width in (2, 5, 9)]
    with_keys = [f"{number + 1:0{width}d}{key}" for width in (8, 13) for key in range(10)]
    letters = [f"F{chr(ord('A') + number % 26)}"]
    shapes = [f"word-{number}", *digits, *with_keys, *letters, f"example.org/{number}", short_hash(prefix, str(number))]
    for shape in (*shapes, told_id(prefix, "tests", str(number)).partition(":")[2]):
        try:
            return prefixes.make(prefix, shape)
        except UnknownIdentifier:
            continue
    raise AssertionError(f"no shape of an id fits the prefix {prefix}: add one to tests/engine/worlds.py")


class Maker:
    """Draws one world."""

    def __init__(self, schema: GraphSchema, seed: int) -> None:
        self._random = Random(seed)
        self._schema = schema
        self._checks = Checks(schema)
        self._door = Door(schema, "", TODAY, "tests")
        self._ids = {label: self._some_ids(label) for label in schema.data_labels()}
        owner_of = {schema.labels_by_prefix[prefix] for prefix in schema.common["owner"].refers_to}
        owners = [identifier for label in sorted(owner_of) for identifier in self._ids[label][:2]]
        groups = [identifier for ids in self._ids.values() for identifier in ids if identifier.startswith("group:")]
        audiences = (*[LEVELS[0]] * self._one(_PUBLIC), *_RESTRICTED, *groups[:2])
        gates = [(token, owner) for token in audiences for owner in (None, None, *owners)]
        self._gates = [gate for gate in gates if gate != (PRIVATE, None)]
        self._gate_of: dict[str, tuple[str | None, str | None]] = {}

    def world(self) -> World:
        """Nodes first, then the edges that need them."""
        found: dict[str, Change] = {}
        for entry in (*self._nodes(), *self._edges()):
            ends = (entry.start, entry.end) if entry.kind == "edge" else (None, None)
            change = Change("create", entry.kind, entry.type, entry.id, entry.stored("load:tests"), *ends)
            found.setdefault(entry.id, change)
        return World(found.values())

    def _one(self, choices: Any) -> Any:
        return self._random.choice(choices)

    def _often_the_first(self, choices: list[str]) -> str:
        """Some have many links and some few, and ways of several steps meet at those that have many."""
        return choices[int(len(choices) * self._random.random() ** 2)]

    def _some_ids(self, label: str) -> list[str]:
        """The more links a label has, the more of its nodes there are."""
        links = sum(label in ends for edge in self._schema.edges.values() for ends in edge.ends)
        many = 2 + min(3, links // 3) + self._one((0, 1))
        prefixes = self._schema.nodes[label].prefixes
        return [identifier(self._schema.prefixes, self._one(prefixes), number) for number in range(many)]

    def _value(self, prop: Property) -> Any:
        """A value of the right type; nothing, once in four times."""
        pools = {"integer": INTEGERS, "float": FLOATS, "date": DATES, "boolean": (True, False), "string": NAMES}
        pool = sorted(prop.values) or pools[prop.type]
        if prop.refers_to:
            pool = [identifier(self._schema.prefixes, prefix, number) for prefix in prop.refers_to for number in (0, 1)]
        pool = self._fitting(prop, pool) or self._fitting(prop, FORMED)
        found = self._one((*pool, *[None] * (1 + len(pool) // 3)))
        return [found, pool[0], found][: 1 + len(found) % 3] if prop.many and found else found

    def _fitting(self, prop: Property, pool: Iterable[Any]) -> list[Any]:
        return [value for value in pool if self._checks.value(prop, [value] if prop.many else value) is None]

    def _properties(self, known: Any) -> dict[str, Any]:
        return {name: self._value(prop) for name, prop in known.items()}

    def _going_together(self, label: str, told: dict[str, Any]) -> dict[str, Any]:
        """Without the values that do not go together: a latitude alone, an end before its beginning."""
        wrong = {name for fault in self._checks.node(label, "", told) for name in fault.names}
        return {name: value for name, value in told.items() if name not in wrong}

    def _nodes(self) -> Iterator[Entry]:
        for label, ids in self._ids.items():
            kind = self._schema.nodes[label]
            for one in ids:
                audience, owner = self._one(self._gates) if kind.guarded else (LEVELS[0], None)
                told = self._going_together(label, self._properties(kind.properties))
                if kind.open_prefix:
                    told[f"{kind.open_prefix}length_m"] = self._one(FLOATS)
                for name in kind.search:
                    told[name] = search_text(*(self._one(NAMES) for _ in range(3)))
                entry = self._door.node(Node(label, one, told, audience=audience, owner=owner))
                entry.settle(None if kind.shared else self._one(SOURCES))
                self._gate_of[one] = (entry.audience, entry.owner)
                yield entry

    def _edges(self) -> Iterator[Entry]:
        for kind in self._schema.edges.values():
            for labels in kind.ends:
                for start, end in self._links(*labels):
                    for _ in range(self._one((1, 1, 2, 3))):
                        yield from self._edge(kind, (labels[0], start), (labels[1], end))

    def _links(self, start: str, end: str) -> Iterator[tuple[str, str]]:
        """Pairs of nodes, never twice the same node; between nodes of one label, mostly a circle first."""
        if start == end:
            around = self._ids[start][: self._one((3, 2, 4, 0))]
            yield from zip(around, around[1:] + around[:1], strict=True)
        for _ in range(self._one((3, 1, 4, 6))):
            one, other = self._often_the_first(self._ids[start]), self._often_the_first(self._ids[end])
            if one != other:
                yield one, other

    def _edge(self, kind: EdgeType, start: tuple[str, str], end: tuple[str, str]) -> Iterator[Entry]:
        edge = Edge(kind.type, start, end, self._properties(kind.properties))
        if kind.fact:
            fitting = [gate for gate in self._gates if all(self._fits(gate, at[1]) for at in (start, end))]
            if not fitting:
                return  # nobody may see both ends
            edge.audience, edge.owner = self._one(fitting)
            edge.basis, edge.confidence = self._one(_GROUNDS)
            edge.observed_on, edge.valid_from, edge.valid_to = self._one(_SINCE_AND_UNTIL)
        entry = self._door.edge(edge)
        assert entry is not None, "nothing here has expired"
        source = self._one(SOURCES)
        entry.id = edge_id(entry, source, kind.key)
        entry.settle(source)
        yield entry

    def _fits(self, gate: tuple[str, str | None], end: str) -> bool:
        return edge_fits_end(*gate, *self._gate_of[end])


seeds = st.integers(0, 2**64)
"""Numbers of worlds. What hypothesis would draw itself is seldom so large, and then often alike."""


def world_of(seed: int, schema: GraphSchema) -> World:
    """One world for each number."""
    return Maker(schema, seed).world()
