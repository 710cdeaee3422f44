"""Which concepts of one scheme are matched with which of others."""

from __future__ import annotations

from graph_service.access.viewer import Viewer
from graph_service.projection.concepts import concept_tree
from graph_service.store.port import GraphStore
from graph_service.vocabulary import queries
from graph_service.vocabulary.models import Match
from graph_service.vocabulary.refs import concept_ref, scheme_named
from graph_service.vocabulary.service import turned


def matches(
    store: GraphStore, viewer: Viewer, *, scheme: str | None = None, to: str | None = None, lang: str = "fr"
) -> list[Match]:
    """Matches of the concepts of `scheme` with those of `to`, by id of both; from whichever end a source told them.

    Without `scheme` each match once, as it was told; without `to` those with any scheme. Raises NotFound for a scheme
    that was not loaded.
    """
    wanted = None if scheme is None else scheme_named(store, viewer, scheme)
    other = None if to is None else scheme_named(store, viewer, to)
    known = concept_tree(store)
    told = [(row.concept, row.relation, row.other) for row in queries.crosswalk(store, viewer)]
    pairs = set(told) if wanted is None else {*told, *((b, turned(relation), a) for a, relation, b in told)}

    def within(concept: str, scheme: str | None) -> bool:
        number = known.number.get(concept)
        return number is not None and (scheme is None or scheme in known.named[number].schemes)

    return [
        Match(
            concept=concept_ref(known, known.number[start], lang),
            relation=relation,
            other=concept_ref(known, known.number[end], lang),
        )
        for start, relation, end in sorted(pairs)
        if within(start, wanted) and within(end, other)
    ]
