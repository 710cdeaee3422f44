"""What we ask the graph about equipment.

The Cypher is in cypher/equipment/, one file per question; here are the types.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph_service.access.viewer import Viewer
from graph_service.equipment.models import MachineRow, QualificationRow, RequirementRow
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore

MACHINES = BoundQuery("equipment/machines", MachineRow)
REQUIREMENTS = BoundQuery("equipment/requirements", RequirementRow)
QUALIFICATIONS = BoundQuery("equipment/qualifications", QualificationRow)


def machines(
    store: GraphStore, viewer: Viewer, *, types: Sequence[Curie], expand: bool, territories: Sequence[Curie], lang: str
) -> list[MachineRow]:
    """Machines of these types (none: all) in these territories (none: everywhere), one row per type and owner."""
    return MACHINES.all(store, viewer, types=types, expand=expand, territories=territories, lang=lang)


def requirements(store: GraphStore, viewer: Viewer, *, types: Sequence[str], lang: str) -> list[RequirementRow]:
    """Skills and certificates that these types require."""
    return REQUIREMENTS.all(store, viewer, types=types, lang=lang)


def qualifications(
    store: GraphStore, viewer: Viewer, *, owners: Sequence[str], required: Sequence[str]
) -> list[QualificationRow]:
    """Which of `owners` have which of `required`, as far as the viewer sees it."""
    return QUALIFICATIONS.all(store, viewer, of=owners, required=required)
