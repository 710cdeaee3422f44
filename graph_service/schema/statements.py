"""Cypher that writes: built from the schema's closed sets, and nowhere else.

A label, an edge type or a property name reaches a text only after it was found in the schema; everything a user said
is a parameter. The forms are those both engines run fast (an edge is found from its indexed id, one type at a time).
"""

from __future__ import annotations

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema

BATCH = 2_000
"""Rows of one UNWIND."""
EDGE_BATCH = 500
"""Ids of one `r.id IN $ids`."""


class Statements:
    """Every writing or maintenance statement about the labels and edge types of one schema."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema

    def create_nodes(self, label: str) -> str:
        """`$rows`: lists of properties with id; returns `n`, how many were created."""
        return f"UNWIND $rows AS row CREATE (n:{self._label(label)}) SET n = row RETURN count(n) AS n"

    def set_nodes(self, label: str) -> str:
        """`$rows`: whole new properties; returns `n`, how many were found."""
        return f"UNWIND $rows AS row MATCH (n:{self._label(label)} {{id: row.id}}) SET n = row RETURN count(n) AS n"

    def delete_nodes(self, label: str) -> str:
        """`$ids`; their remaining edges go with them."""
        return f"UNWIND $ids AS i MATCH (n:{self._label(label)} {{id: i}}) DETACH DELETE n"

    def nodes_by_id(self, label: str) -> str:
        """`$ids`; rows `p`, all properties."""
        return f"UNWIND $ids AS i MATCH (n:{self._label(label)} {{id: i}}) RETURN properties(n) AS p"

    def create_edges(self, edge_type: str, start: str, end: str) -> str:
        """`$rows` of {a, b, p}; returns `n`: fewer than the rows means that an end is missing."""
        self._pair(edge_type, start, end)
        return (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
            f"CREATE (a)-[r:{edge_type}]->(b) SET r = row.p RETURN count(r) AS n"
        )

    def set_edges(self, edge_type: str) -> str:
        """`$ids` and `$by`, id → whole new properties; returns `n`, how many were found."""
        return f"MATCH ()-[r:{self._edge(edge_type)}]->() WHERE r.id IN $ids SET r = $by[r.id] RETURN count(r) AS n"

    def delete_edges(self, edge_type: str) -> str:
        """`$ids`."""
        return f"MATCH ()-[r:{self._edge(edge_type)}]->() WHERE r.id IN $ids DELETE r"

    def edges_by_id(self, edge_type: str) -> str:
        """`$ids`; rows `p`, all properties. No label on the ends: with one, the embedded engine reads every edge."""
        return f"MATCH ()-[r:{self._edge(edge_type)}]->() WHERE r.id IN $ids RETURN properties(r) AS p"

    def edges_from(self, edge_type: str, start: str, end: str) -> str:
        """`$ids` of start nodes; rows `p`, `a`, `b`."""
        self._pair(edge_type, start, end)
        return (
            f"UNWIND $ids AS i MATCH (a:{start} {{id: i}})-[r:{edge_type}]->(b:{end}) "
            "RETURN properties(r) AS p, a.id AS a, b.id AS b"
        )

    def edges_to(self, edge_type: str, start: str, end: str) -> str:
        """`$ids` of end nodes; rows `p`, `a`, `b`."""
        self._pair(edge_type, start, end)
        return (
            f"UNWIND $ids AS i MATCH (b:{end} {{id: i}})<-[r:{edge_type}]-(a:{start}) "
            "RETURN properties(r) AS p, a.id AS a, b.id AS b"
        )

    def count_nodes(self, label: str) -> str:
        """Returns `n`."""
        return f"MATCH (n:{self._label(label)}) RETURN count(n) AS n"

    def count_edges(self, edge_type: str) -> str:
        """Returns `n`."""
        return f"MATCH ()-[r:{self._edge(edge_type)}]->() RETURN count(r) AS n"

    def _label(self, label: str) -> str:
        if label not in self._schema.nodes and label not in self._schema.internal:
            raise BrokenPromise(f"graph.toml has no label {label!r}")
        return label

    def _edge(self, edge_type: str) -> str:
        if edge_type not in self._schema.edges:
            raise BrokenPromise(f"graph.toml has no edge {edge_type!r}")
        return edge_type

    def _pair(self, edge_type: str, start: str, end: str) -> None:
        if (start, end) not in self._schema.edges[self._edge(edge_type)].ends:
            raise BrokenPromise(f"graph.toml has no {edge_type} from {start} to {end}")
