"""All that is told of concepts in one language, at one version: what finds them in what somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from graph_service.access.viewer import PUBLIC, Viewer
from graph_service.analysis.text.sentences import SentenceIndex, Texts
from graph_service.projection.cache import VersionedCache
from graph_service.projection.concepts import LANGUAGES, ConceptTree, concept_tree
from graph_service.projection.queries import MEANINGS, Meanings
from graph_service.store.port import GraphStore


def _build(lang: str, store: GraphStore, viewer: Viewer) -> SentenceIndex:
    return SentenceIndex(_texts(concept_tree(store), MEANINGS.all(store, viewer), lang), lang)


def _texts(known: ConceptTree, rows: Iterable[Meanings], lang: str) -> list[Texts]:
    """What is told of each concept, by its number in the tree."""
    others: dict[str, tuple[str, ...]] = {}
    meanings: dict[str, tuple[str, ...]] = {}
    for row in rows:
        columns: list[list[str]] = [
            getattr(row, f"{name}_{lang}") for name in ("alternatives", "definitions", "examples")
        ]
        for concept, other, meaning, examples in zip(row.concepts, *columns, strict=True):
            others[concept] = tuple(filter(None, other.split("\n")))
            meanings[concept] = tuple(filter(None, (meaning, *examples.split("\n"))))
    names = [_names(known, number, others, lang) for number in range(len(known.ids))]
    return [
        Texts(
            concept,
            names[number],
            meanings.get(concept, ()),
            tuple(name for above in known.subtrees.broader[number] for name in names[above]),
        )
        for number, concept in enumerate(known.ids)
    ]


def _names(known: ConceptTree, number: int, others: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    """The label first, then the other names."""
    label = known.named[number].labels.get(lang)
    return tuple(dict.fromkeys(filter(None, (label, *others.get(known.ids[number], ())))))


_INDEXES = {lang: VersionedCache(partial(_build, lang), size=1) for lang in LANGUAGES}


def meanings(store: GraphStore, lang: str) -> SentenceIndex:
    """What finds concepts, by their numbers in `concept_tree`, in sentences in `lang` (fr, en, de), as they are now.

    Concepts are open to all, so there is one index for everybody.
    """
    return _INDEXES[lang].get(store, PUBLIC)
