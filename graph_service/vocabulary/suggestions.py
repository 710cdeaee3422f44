"""What people may mean: concepts by what was typed so far, and by what somebody wrote."""

from __future__ import annotations

from graph_service.access.viewer import Viewer
from graph_service.projection.concepts import concept_tree
from graph_service.store.port import GraphStore
from graph_service.vocabulary.models import Suggestion
from graph_service.vocabulary.refs import concept_ref, path_to, scheme_named


def suggest(
    store: GraphStore, viewer: Viewer, scheme: str, q: str, *, lang: str = "fr", limit: int = 10
) -> list[Suggestion]:
    """Concepts of a scheme whose names or codes answer `q`, the best first, then by id.

    Slips and French inflections are forgiven. Raises NotFound for a scheme that was not loaded.
    """
    wanted = scheme_named(store, viewer, scheme)
    known = concept_tree(store)
    return [
        Suggestion(
            **concept_ref(known, found.number, lang).model_dump(),
            scheme=wanted,
            matched=found.text,
            score=found.score,
            path=tuple(concept_ref(known, one, lang) for one in path_to(known, found.number)),
            broader=tuple(concept_ref(known, one, lang) for one in known.subtrees.broader[found.number]),
        )
        for found in known.answering(q, wanted, limit=limit)
    ]
