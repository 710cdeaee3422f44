"""Two worlds that differ only in what somebody cannot see: the invented town, and a layer over it that is hidden.

The layer is drawn from the schema: of every guarded label some more, hidden or not, close to what is shown (the same
words, the same place, the same owner); every type of fact between them and the town, in any audience that its ends
allow. A label or an edge that is added later is in it at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar

from graph_service.access.audience import edge_fits_end
from graph_service.access.rights import Rights, verbs_of
from graph_service.access.viewer import PRIVATE, Viewer
from graph_service.kernel.canonical import short_hash
from graph_service.schema.model import GraphSchema
from graph_service.store.changes import Change
from graph_service.store.graph import BoltStore
from tests.engine.town import APART, whole_town
from tests.engine.town_names import CLUB, FOUNDRY, GROUP, LABORATORY, SAWMILL, WORKSHOP
from tests.engine.worlds import identifier

T = TypeVar("T")
_ROLES = (
    ("visitor", (), ()),
    ("visitor", (), ()),
    ("member", (), ()),
    ("member", (LABORATORY,), ()),
    ("member", (SAWMILL,), (GROUP,)),
    ("analyst", (), ()),
    ("analyst", (WORKSHOP,), ()),
)
_OWNERS = (FOUNDRY, WORKSHOP, SAWMILL, LABORATORY, CLUB)
_GATES = (
    ("public", None), ("public", FOUNDRY), ("members", CLUB), ("members", None), ("analysts", FOUNDRY),
    ("analysts", LABORATORY), (GROUP, CLUB), (GROUP, SAWMILL), *((PRIVATE, owner) for owner in _OWNERS),
)  # fmt: skip
_CLONES = (1, 2, 3)
_EDGES = (2, 4, 6)
_MIXED = 8
"""One of so many pairs is mixed."""
_FIRST = 300
"""Number of the first id of the layer."""

Gate = tuple[str, str | None]


@dataclass(frozen=True)
class Pair:
    """Both worlds, and who looks."""

    seed: int
    rights: Rights
    shown: tuple[Change, ...]
    hidden: tuple[Change, ...]
    apart: bool
    """Whether the hidden comes later, in a load of its own; else its lines stand among those of the shown."""

    @property
    def viewer(self) -> Viewer:
        """What he may see."""
        return self.rights.viewer(tuple)

    def write(self, store: BoltStore, *, whole: bool) -> None:
        """Put one of the worlds into an empty store: all of it, or what is shown."""
        self._apply(store, "town", self._mixed() if whole else self.shown)

    def write_hidden(self, store: BoltStore) -> None:
        """Make the one of the other, by a load of its own."""
        self._apply(store, "layer", self.hidden)

    def ids(self, label: str, *, hidden: bool = False) -> list[str]:
        """Nodes of a label that are shown, those with hidden facts first; or those that are hidden."""
        nodes = [change.id for change in (self.hidden if hidden else self.shown) if change.type == label]
        close = {end[1] for change in self.hidden for end in (change.start, change.end) if end}
        return sorted(nodes, key=lambda one: (one not in close, one))

    def facts(self, *, hidden: bool) -> list[str]:
        """Ids of edges."""
        return [change.id for change in (self.hidden if hidden else self.shown) if change.kind == "edge"]

    def _apply(self, store: BoltStore, name: str, changes: Sequence[Change]) -> None:
        """Load changes; each says its line."""
        load = {"id": "load:" + short_hash(name, str(self.seed)), "source": "register", "profile": "", "scope": ""}
        with store.loading("tests") as loading:
            loading.apply({**load, "sequence": 1}, list(_lined(changes, load["id"])))

    def _mixed(self) -> list[Change]:
        """The hidden among the shown, which keep their order; nodes before the edges that need them."""
        random = Random(self.seed)
        mixed: list[Change] = []
        for kind in ("node", "edge"):
            shown, hidden = ([c for c in changes if c.kind == kind] for changes in (self.shown, self.hidden))
            places = sorted((random.randint(0, len(shown)), number) for number in range(len(hidden)))
            at = 0
            for place, number in places:
                mixed += shown[at:place]
                mixed.append(hidden[number])
                at = place
            mixed += shown[at:]
        return mixed


def pair_of(seed: int, schema: GraphSchema) -> Pair:
    """One pair for each number."""
    random = Random(seed)
    role, actors, groups = random.choice(_ROLES)
    rights = Rights(role, actors, groups, verbs_of(role))  # type: ignore[arg-type]  # one of Role
    layer = _Layer(schema, random, rights.viewer(tuple))
    shown = {change.id for change in layer.town.changes if layer.sees(change)}
    kept = [c for c in layer.town.changes if not (c.kind == "edge" and c.id in shown and random.random() < 0.08)]
    return Pair(
        seed,
        rights,
        tuple(change for change in kept if change.id in shown),
        tuple(change for change in kept if change.id not in shown),
        apart=seed % _MIXED != 0,
    )


class _Layer:
    """The town with what is drawn over it."""

    def __init__(self, schema: GraphSchema, random: Random, viewer: Viewer) -> None:
        self._schema, self._random, self._viewer = schema, random, viewer
        self.town = whole_town(schema)
        self._gates: dict[str, Gate] = {}
        self._of: dict[str, list[str]] = {}
        for change in self.town.changes:
            self._know(change)
        self._known = {change.id for change in self.town.changes}
        for label in sorted(schema.nodes):
            self._clones(label)
        for kind in sorted(schema.edges):
            self._facts(kind)

    def sees(self, change: Change) -> bool:
        """Whether the viewer sees it, and both ends."""
        ends = [end[1] for end in (change.start, change.end) if end]
        return self._open(change.properties) and all(self._passes(self._gates.get(end)) for end in ends)

    def _open(self, properties: dict[str, Any]) -> bool:
        return "audience" not in properties or self._passes((properties["audience"], properties.get("owner")))

    def _passes(self, gate: Gate | None) -> bool:
        return gate is None or gate[0] in self._viewer.tokens or gate[1] in self._viewer.owners

    def _know(self, change: Change) -> None:
        if change.kind == "node":
            self._of.setdefault(change.type, []).append(change.id)
            if "audience" in change.properties:
                self._gates[change.id] = change.properties["audience"], change.properties.get("owner")

    def _clones(self, label: str) -> None:
        kind = self._schema.nodes[label]
        first = [change for change in self.town.changes if change.type == label]
        if not kind.guarded or not first or label == "Group":
            return
        for number in range(_FIRST, _FIRST + self._random.choice(_CLONES)):
            told = dict(self._random.choice(first).properties)
            audience, owner = self._gate()
            one = identifier(self._schema.prefixes, kind.prefixes[0], number)
            for name in ("id", "digest", "audience", "owner", "source"):
                told.pop(name, None)
            for name in sorted({"label", "name", "text"} & told.keys()):
                told[name] = f"{told[name]} {self._random.choice(('bis', 'du Hautfer', 'et fils', 'cachée'))}"
            if "lat" in told:
                told["lat"] += self._random.uniform(-0.01, 0.01)
            source = None if kind.shared else self._random.choice(("register", "survey"))
            more = {"source": source} if source else {}
            self.town.node(label, one, **told, **more, audience=audience, owner=owner)
            self._know(self.town.changes[-1])
            if label == "Actor":
                self._fact(
                    "LOCATED_IN", one, self._random.choice(("insee:99001", "insee:99002")), (audience, owner), ()
                )

    def _facts(self, kind: str) -> None:
        edge = self._schema.edges[kind]
        if not edge.fact:
            return
        like = [change.properties for change in self.town.changes if change.type == kind]
        for labels in edge.ends:
            ends = [self._of.get(label, ()) for label in labels]
            if not all(ends) or (kind in APART and labels[1] == "Record"):
                continue
            for _ in range(self._random.choice(_EDGES)):
                start, end = (self._random.choice(some) for some in ends)
                gate = self._fitting(start, end)
                if start != end and gate is not None:
                    self._fact(kind, start, end, gate, like)

    def _fact(self, kind: str, start: str, end: str, gate: Gate, like: Sequence[dict[str, Any]]) -> None:
        own = self._schema.edges[kind].properties
        told = {name: value for name, value in (self._random.choice(like) if like else {}).items() if name in own}
        one = "fact:" + short_hash(kind, start, end, "survey", "declared" if gate[1] else "observed", gate[1])
        if one not in self._known:
            self._known.add(one)
            self.town.fact(kind, start, end, **{**told, **self._told(gate)})

    def _told(self, gate: Gate) -> dict[str, Any]:
        confidence = self._random.choice((1.0, 0.9, 0.5))
        basis = "declared" if gate[1] else "observed"
        return {"source": "survey", "basis": basis, "confidence": confidence, "audience": gate[0], "owner": gate[1]}

    def _gate(self) -> Gate:
        """Hidden from the viewer, two times of three."""
        hidden = [gate for gate in _GATES if not self._passes(gate)]
        return self._random.choice(hidden if self._random.random() < 0.67 else _GATES)

    def _fitting(self, start: str, end: str) -> Gate | None:
        ends = [gate for one in (start, end) if (gate := self._gates.get(one)) is not None]
        fitting = [
            gate for gate in _GATES if all(edge_fits_end(*gate, *one) and _owner_sees(gate, one) for one in ends)
        ]
        hidden = [gate for gate in fitting if not self._passes(gate)]
        some = hidden if hidden and self._random.random() < 0.67 else fitting
        return self._random.choice(some) if some else None


def _owner_sees(gate: Gate, end: Gate) -> bool:
    """Whether the owner of an edge sees an end of it: nobody declares what he does not know of."""
    return gate[1] is None or gate[1] == end[1] or end[0] in ("public", "members")


def emptied(store: BoltStore) -> BoltStore:
    """The store without its graph; its counters go on."""
    store._bolt.write(lambda tx: tx.run(f"MATCH (n:{'|'.join(store.schema.data_labels())}) DETACH DELETE n"))
    return store


def _lined(changes: Sequence[Change], load: object) -> Iterator[Change]:
    for line, change in enumerate(changes, 2):
        told = {**change.properties, "line": line, "load": load}
        yield replace(change, properties=told)
