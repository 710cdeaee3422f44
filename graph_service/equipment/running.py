"""Who can run a machine: what its types require, and what its owner is known to have of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_service.access.viewer import Viewer
from graph_service.equipment import queries
from graph_service.equipment.models import Machine, Requirement, RequirementRow
from graph_service.store.port import GraphStore

_CERTIFICATE = "certificate:"

_Facts = Mapping[tuple[str, str], tuple[str, ...]]
"""Owner and requirement → the facts that he has it."""


def with_requirements(
    store: GraphStore, viewer: Viewer, machines: Sequence[Machine], *, lang: str
) -> tuple[Machine, ...]:
    """The machines, each with what it requires and the facts that its owner has it."""
    types = sorted({kind.id for one in machines for kind in one.types})
    rows = queries.requirements(store, viewer, types=types, lang=lang) if types else []
    owners = sorted({one.owner for one in machines})
    wanted = sorted({row.required for row in rows})
    held: dict[tuple[str, str], tuple[str, ...]] = {}
    if wanted:
        for row in queries.qualifications(store, viewer, owners=owners, required=wanted):
            held[row.owner, row.required] = (*held.get((row.owner, row.required), ()), row.fact)
    return tuple(_told(one, rows, held) for one in machines)


def _told(machine: Machine, rows: Sequence[RequirementRow], held: _Facts) -> Machine:
    own = {kind.id for kind in machine.types}
    labels = {row.required: row.required_label for row in rows if row.type in own}
    required = [
        Requirement(
            id=one, label=label, declared=(machine.owner, one) in held, facts=held.get((machine.owner, one), ())
        )
        for one, label in sorted(labels.items(), key=lambda pair: (pair[0].startswith(_CERTIFICATE), pair[1], pair[0]))
    ]
    skills = [one.declared for one in required if not one.id.startswith(_CERTIFICATE)]
    certificates = [one.declared for one in required if one.id.startswith(_CERTIFICATE)]
    behind = (fact for one in required for fact in one.facts)
    return machine.model_copy(
        update={
            "operator": all(skills) if skills else None,
            "certified": all(certificates) if certificates else None,
            "required": tuple(required),
            "facts": tuple(dict.fromkeys((*machine.facts, *behind))),
        }
    )
