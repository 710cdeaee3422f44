"""What people may mean: concepts by what was typed so far, and by what somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graph_service.access.viewer import Viewer
from graph_service.projection.concepts import ConceptTree, concept_tree
from graph_service.projection.meanings import meanings
from graph_service.store.port import GraphStore
from graph_service.vocabulary.models import ConceptRef, MeantConcept, Suggestion
from graph_service.vocabulary.refs import concept_ref, path_to, scheme_named


def suggest(
    store: GraphStore, viewer: Viewer, scheme: str | None, q: str, *, lang: str = "fr", limit: int = 10
) -> list[Suggestion]:
    """Concepts of a scheme (None: of all) whose names or codes answer `q`, the best first, then by id.

    Slips and French inflections are forgiven. Raises NotFound for a scheme that was not loaded.
    """
    wanted = scheme_named(store, viewer, scheme) if scheme else None
    known = concept_tree(store)
    return [
        Suggestion(
            **concept_ref(known, found.number, lang).model_dump(),
            scheme=wanted or next(iter(known.named[found.number].schemes), None),
            matched=found.text,
            score=found.score,
            **_place(known, found.number, lang),
        )
        for found in known.answering(q, wanted, limit=limit)
    ]


def suggest_concepts(
    store: GraphStore,
    viewer: Viewer,
    text: str,
    schemes: Sequence[str] = (),
    *,
    text_lang: str = "fr",
    lang: str = "fr",
    limit: int = 10,
) -> list[MeantConcept]:
    """Concepts (of some schemes, or of any) that `text` speaks of, the best first, then by id.

    `text_lang` is the language of the text, `lang` that of labels. None for a text that has no word of theirs. Raises
    NotFound for a scheme that was not loaded.
    """
    wanted = [scheme_named(store, viewer, scheme, field="schemes") for scheme in schemes]
    known, index = concept_tree(store), meanings(store, text_lang)
    among = np.logical_or.reduce([known.holds(one) for one in wanted]) if wanted else None
    return [
        MeantConcept(
            **concept_ref(known, found.number, lang).model_dump(),
            scheme=next((one for one in known.named[found.number].schemes if not wanted or one in wanted), None),
            score=found.score,
            words=found.words,
            matched=found.name,
            **_place(known, found.number, lang),
        )
        for found in index.meant(text, among, limit=limit)
    ]


def _place(known: ConceptTree, number: int, lang: str) -> dict[str, tuple[ConceptRef, ...]]:
    """Where a concept stands in its scheme."""
    return {
        "path": tuple(concept_ref(known, one, lang) for one in path_to(known, number)),
        "broader": tuple(concept_ref(known, one, lang) for one in known.subtrees.broader[number]),
    }
