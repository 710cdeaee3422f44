"""What we ask the graph about those whom somebody speaks for.

The Cypher is in cypher/accounts/, one file per question; here are the types.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph_service.access.viewer import Viewer
from graph_service.accounts.models import SpokenFor
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore

SPOKEN_FOR = BoundQuery("accounts/spoken_for", SpokenFor)


def spoken_for(store: GraphStore, viewer: Viewer, *, ids: Iterable[Curie]) -> list[SpokenFor]:
    """Those of these actors and groups that there are."""
    return SPOKEN_FOR.all(store, viewer, ids=sorted(ids))
