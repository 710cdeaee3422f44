"""The graph database behind one port: the embedded engine by default, Neo4j when its address is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_service.settings import Settings
    from graph_service.store.port import GraphStore


def open_store(settings: Settings) -> GraphStore:
    """Open the store of these settings, ready for questions.

    Raises Conflict (the folder belongs to another process), Unavailable (Neo4j does not answer), BrokenPromise.
    """
    from graph_service.store.opening import open_embedded, open_neo4j

    return open_neo4j(settings) if settings.neo4j_uri else open_embedded(settings)
