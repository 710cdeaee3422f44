"""What the service keeps for itself in the database, by label and id: `[internal.*]` of graph.toml.

It is no part of the graph: nothing here is in a digest, an export or a projection, and no question of the catalogue can
name it. Each write is one transaction; it does not wait for a load, nor a load for it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from graph_service.kernel.errors import Conflict, NotFound
from graph_service.schema.model import GraphSchema
from graph_service.store.bolt import Bolt, Transaction

Entry = dict[str, Any]

_READ_S = 5.0
_KINDS: dict[str, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "string*": lambda value: isinstance(value, list) and all(isinstance(each, str) for each in value),
}


class Books:
    """The entries of one database; thread-safe."""

    def __init__(self, bolt: Bolt, schema: GraphSchema) -> None:
        self._bolt = bolt
        self._schema = schema
        self._lock = threading.Lock()

    def find(self, label: str, id_: str) -> Entry | None:
        """One entry, or None. Raises Unavailable, TookTooLong, Busy."""
        self._properties(label)
        rows = self._bolt.read(
            lambda tx: tx.run(f"MATCH (n:{label} {{id: $id}}) RETURN properties(n) AS p", {"id": id_}), _READ_S
        )
        return dict(rows[0]["p"]) if rows else None

    def all(self, label: str) -> list[Entry]:
        """Every entry of a label, by id. Raises as `find` does."""
        self._properties(label)
        rows = self._bolt.read(lambda tx: tx.run(f"MATCH (n:{label}) RETURN properties(n) AS p ORDER BY n.id"), _READ_S)
        return [dict(row["p"]) for row in rows]

    def add(self, label: str, entry: Mapping[str, Any]) -> None:
        """A new entry; a property that is None is absent. Raises Conflict when its id is taken."""
        kept = self._checked(label, {**entry})
        with self._lock:
            self._bolt.write(lambda tx: tx.run(f"CREATE (n:{label}) SET n = $p RETURN n.id AS id", {"p": kept}))

    def change(self, label: str, id_: str, new: Callable[[Entry], Mapping[str, Any]]) -> Entry:
        """Give an entry the properties that `new` makes of what it is now, nobody else changing it meanwhile.

        Returns the entry as it is then. Raises NotFound, and whatever `new` raises; nothing is written then.
        """
        known = self._properties(label)

        def work(tx: Transaction) -> Entry:
            # the first write takes the lock of the entry, so that what is read next is nobody else's work
            rows = tx.run(
                f"MATCH (n:{label} {{id: $id}}) SET n.id = n.id RETURN properties(n) AS p",
                {"id": id_},
            )
            if not rows:
                raise NotFound(f"{label} « {id_} » est introuvable.", f"There is no {label} “{id_}”.")
            entry = {**rows[0]["p"], **new(dict(rows[0]["p"]))}
            if entry["id"] != id_:
                raise Conflict("Un identifiant ne change pas.", "An id does not change.")
            kept = self._checked(label, {name: entry.get(name) for name in known})
            tx.run(f"MATCH (n:{label} {{id: $id}}) SET n = $p RETURN n.id AS id", {"id": id_, "p": kept})
            return kept

        with self._lock:  # the embedded engine would refuse the second of two that change one entry at once
            return self._bolt.write(work)

    def remove(self, label: str, ids: Iterable[str]) -> int:
        """Take entries out; how many of them there were. Raises as `find` does."""
        self._properties(label)
        gone = list(ids)
        with self._lock:
            return self._bolt.write(
                lambda tx: len(
                    tx.run(f"MATCH (n:{label}) WHERE n.id IN $ids WITH n, n.id AS id DELETE n RETURN id", {"ids": gone})
                )
            )

    def _properties(self, label: str) -> Mapping[str, str]:
        try:
            return self._schema.internal[label]
        except KeyError:
            raise ValueError(f"{label} is no [internal.*] of graph.toml") from None

    def _checked(self, label: str, entry: Mapping[str, Any]) -> Entry:
        kinds = self._properties(label)
        kept = {name: value for name, value in entry.items() if value is not None}
        for name, value in kept.items():
            if name not in kinds or not _KINDS[kinds[name]](value):
                raise ValueError(f"{label}.{name} is not in graph.toml, or not of its type there")
        return kept
