"""What each engine is told about the schema before the first write: unique ids, and where words are looked up."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.schema.model import GraphSchema


def search_index(label: str) -> str:
    """Name of the full-text index of a label, as questions call it: `actor_search`."""
    return f"{label.lower()}_search"


def neo4j_statements(schema: GraphSchema) -> Iterator[str]:
    """Cypher for Neo4j Community 5.26 and later, each harmless when it was run before."""
    for label in (*sorted(schema.nodes), *sorted(schema.internal)):
        yield f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for edge_type in sorted(schema.edges):
        yield f"CREATE CONSTRAINT {edge_type.lower()}_id IF NOT EXISTS FOR ()-[r:{edge_type}]-() REQUIRE r.id IS UNIQUE"
    for label, node in sorted(schema.nodes.items()):
        if node.search:
            fields = ", ".join(f"n.{name}" for name in node.search)
            yield f"CREATE FULLTEXT INDEX {search_index(label)} IF NOT EXISTS FOR (n:{label}) ON EACH [{fields}]"


def embedded_statements(schema: GraphSchema) -> Iterator[str]:
    """SQL for the embedded engine, each harmless when it was run before; quoted, since Match is a word of SQL there."""
    for label in (*sorted(schema.nodes), *sorted(schema.internal)):
        yield f"CREATE VERTEX TYPE `{label}` IF NOT EXISTS"
        yield f"CREATE PROPERTY `{label}`.id IF NOT EXISTS STRING"
        yield f"CREATE INDEX IF NOT EXISTS ON `{label}` (id) UNIQUE"
    for edge_type in sorted(schema.edges):
        yield f"CREATE EDGE TYPE `{edge_type}` IF NOT EXISTS"
        yield f"CREATE PROPERTY `{edge_type}`.id IF NOT EXISTS STRING"
        yield f"CREATE INDEX IF NOT EXISTS ON `{edge_type}` (id) UNIQUE"
    for label, node in sorted(schema.nodes.items()):
        if node.search:
            for name in node.search:
                yield f"CREATE PROPERTY `{label}`.{name} IF NOT EXISTS STRING"
            yield f"CREATE INDEX {search_index(label)} IF NOT EXISTS ON `{label}` ({', '.join(node.search)}) FULL_TEXT"
