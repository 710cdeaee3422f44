"""What we ask the graph about equipment.

The Cypher is in cypher/equipment/, one file per question; here are the types.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.access.viewer import Viewer
from graph_service.equipment.models import MachineRow
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore

MACHINES = BoundQuery("equipment/machines", MachineRow)


def machines(store: GraphStore, viewer: Viewer, *, types: Sequence[Curie], expand: bool, lang: str) -> list[MachineRow]:
    """Machines of these types (none: all), one row per type and owner."""
    return MACHINES.all(store, viewer, types=types, expand=expand, lang=lang)
