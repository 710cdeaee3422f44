"""The names that people may write for a concept: its labels and other names, in any language, accents aside.

What is no name of any may still say which is meant: the nearest are found as `/v1/vocab/suggest-concepts` finds them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from graph_service.analysis.text import fold
from graph_service.analysis.text.sentences import SentenceIndex, Texts
from loaders.records import Node, Record

_LABELS, _OTHERS = "label_", "alt_"
_MEANINGS = ("definition_", "example_")
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class ConceptNames:
    """Names and identifiers of all that some schemes tell; none: nothing is known, and every identifier is taken."""

    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Folded name → identifiers."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Identifier → how to write it."""
    prefixes: frozenset[str] = frozenset()
    """Those of the schemes that are known."""
    index: Callable[[], tuple[SentenceIndex, tuple[str, ...]]] | None = None
    """What finds concepts in what somebody wrote, and their identifiers; made when it is first needed."""

    def meant(self, text: str, prefixes: Collection[str]) -> list[str]:
        """The labels of at most three concepts with one of these prefixes that `text` speaks of, the nearest first."""
        if self.index is None:
            return []
        index, identifiers = self.index()
        among = np.array([curie.partition(":")[0] in prefixes for curie in identifiers])
        return [self.labels[identifiers[found.number]] for found in index.meant(text, among, limit=_NEAREST)]

    def named(self, text: str, prefixes: Collection[str]) -> list[str]:
        """The identifiers with one of these prefixes that `text` is a name of, sorted."""
        return sorted(c for c in self.by_name.get(fold(text), ()) if c.partition(":")[0] in prefixes)

    def refuses(self, curie: str) -> bool:
        """Whether the scheme of this identifier is known and does not have it."""
        return curie not in self.labels and curie.partition(":")[0] in self.prefixes

    def written(self, prefixes: Collection[str]) -> dict[str, str]:
        """Folded name → label, of everything with one of these prefixes."""
        return {
            name: self.labels[curie]
            for name, curies in self.by_name.items()
            for curie in curies
            if curie.partition(":")[0] in prefixes
        }


def concept_names(records: Iterable[Record], lang: str = "fr") -> ConceptNames:
    """The names in these records of a source of schemes; labels are those in `lang`."""
    by_name: dict[str, set[str]] = defaultdict(set)
    labels: dict[str, str] = {}
    told: dict[str, Node] = {}
    for record in records:
        if not isinstance(record, Node):
            continue
        for name, value in record.properties.items():
            if name.startswith((_LABELS, _OTHERS)):
                for text in [value] if isinstance(value, str) else value:
                    by_name[fold(text)].add(record.id)
        told[record.id] = record
        labels[record.id] = str(record.properties.get(_LABELS + lang) or record.id)
    prefixes = frozenset(curie.partition(":")[0] for curie in labels)

    @cache
    def index() -> tuple[SentenceIndex, tuple[str, ...]]:
        texts = [
            Texts(curie, _said(node, (_LABELS, _OTHERS), lang), _said(node, _MEANINGS, lang))
            for curie, node in told.items()
        ]
        return SentenceIndex(texts, lang), tuple(told)

    names = {name: frozenset(curies) for name, curies in by_name.items()}
    return ConceptNames(names, labels, prefixes, index)


def _said(node: Node, beginnings: Iterable[str], lang: str) -> tuple[str, ...]:
    """What these properties of a node say in a language."""
    values = (node.properties.get(beginning + lang, ()) for beginning in beginnings)
    return tuple(text for value in values for text in ([value] if isinstance(value, str) else value))
