"""Concepts and schemes as answers name them."""

from __future__ import annotations

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import NotFound
from graph_service.projection.concepts import ConceptTree
from graph_service.store.port import GraphStore
from graph_service.vocabulary import queries
from graph_service.vocabulary.models import ConceptRef


def concept_ref(known: ConceptTree, number: int, lang: str) -> ConceptRef:
    """A concept by id, name and code."""
    return ConceptRef(
        id=known.ids[number], label=known.label(number, lang), notation=known.named[number].notation or None
    )


def path_to(known: ConceptTree, number: int) -> list[int]:
    """One way down from the top to the concept directly above."""
    path: list[int] = []
    above = known.subtrees.broader[number]
    while above and above[0] not in path and above[0] != number:
        path.append(above[0])
        above = known.subtrees.broader[above[0]]
    return path[::-1]


def scheme_named(store: GraphStore, viewer: Viewer, scheme: str, *, field: str = "scheme") -> str:
    """The id of the scheme that `naf` or `scheme:naf` names. Raises NotFound for one that was not loaded."""
    wanted = scheme if scheme.startswith("scheme:") else f"scheme:{scheme}"
    if wanted not in {row.id for row in queries.schemes(store, viewer)}:
        shown = scheme[:60].encode("utf-8", "replace").decode()
        raise NotFound(
            f"Aucun vocabulaire « {shown} » ; /v1/vocab les donne tous.",
            f"No vocabulary “{shown}”; /v1/vocab lists them all.",
            field=field,
        )
    return wanted
