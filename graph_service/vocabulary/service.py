"""Concepts, the trees of their schemes, and what people mean by words."""

from __future__ import annotations

from collections.abc import Iterable

from graph_service.access.viewer import Viewer
from graph_service.analysis.text import fold
from graph_service.kernel.errors import NotFound
from graph_service.kernel.identifiers import Curie
from graph_service.projection.concepts import LANGUAGES, ConceptTree, concept_tree
from graph_service.projection.subtrees import SubtreeIndex
from graph_service.projection.usage import Usage, Used, usage
from graph_service.schema.model import GraphSchema
from graph_service.schema.thesaurus.terms import INVERSE
from graph_service.schema.words import Words
from graph_service.store.port import GraphStore
from graph_service.vocabulary import queries
from graph_service.vocabulary.models import (
    Branch,
    Concept,
    ConceptRef,
    Mapping,
    Scheme,
    SchemeRef,
    Subtree,
    TreeNode,
    UsedBy,
)
from graph_service.vocabulary.refs import concept_ref, scheme_named

__all__ = ["SubtreeIndex", "alphabet", "branches", "concept", "narrower", "schemes", "subtree", "tree"]

_WAYS = 20
"""Ways from the top that are told of one concept."""
_RELATED = "related"


def schemes(store: GraphStore, viewer: Viewer, *, lang: str = "fr") -> list[Scheme]:
    """Every vocabulary that was loaded, by id."""
    return [
        Scheme(id=row.id, label=_scheme_label(row, lang), version=row.version, concepts=row.concepts)
        for row in queries.schemes(store, viewer)
    ]


def concept(store: GraphStore, viewer: Viewer, id: Curie, *, lang: str = "fr") -> Concept:  # noqa: A002  (the word of the address)
    """A concept with its names, its meaning and what is around it. Raises NotFound."""
    row = queries.concept(store, viewer, concept=id)
    known = concept_tree(store)
    number = known.number.get(id)
    if row is None or number is None:
        raise _no_concept(id)
    counts = usage(store, viewer)
    titles = {one.id: one.label for one in schemes(store, viewer, lang=lang)}
    inside = tuple(SchemeRef(id=one, label=titles.get(one, one)) for one in known.named[number].schemes)
    labels = {one: text for one in LANGUAGES if (text := getattr(row, f"label_{one}"))}
    others = {one: texts for one in LANGUAGES if (texts := getattr(row, f"alt_{one}"))}
    definitions = {one: text for one in LANGUAGES if (text := getattr(row, f"definition_{one}"))}
    below = _sorted(known, known.subtrees.narrower[number], lang)
    paths = tuple(tuple(concept_ref(known, one, lang) for one in path) for path in _paths(known, number))
    related, mappings = _around(known, queries.mappings(store, viewer, concept=id), lang)
    return Concept(
        **concept_ref(known, number, lang).model_dump(),
        scheme=inside[0].id if inside else None,
        scheme_label=inside[0].label if inside else None,
        schemes=inside,
        labels=labels,
        alternatives=others,
        definition=next((definitions[one] for one in (lang, *LANGUAGES) if one in definitions), None),
        definitions=definitions,
        level=row.level,
        replaced_by=row.replaced_by,
        replaces=tuple(
            concept_ref(known, one, lang) for one in known.same(number) if one != known.current(number) == number
        ),
        path=paths[0] if paths else (),
        paths=paths,
        broader=tuple(concept_ref(known, one, lang) for one in known.subtrees.broader[number]),
        narrower=tuple(_node(known, counts, one, lang) for one in below),
        related=related,
        mappings=mappings,
        usage=tuple(_used(store.schema, used, lang) for used in counts.of(known.current(number))),
        descendants=known.descendants(number),
    )


def narrower(store: GraphStore, viewer: Viewer, id: Curie, *, lang: str = "fr") -> list[TreeNode]:  # noqa: A002  (the word of the address)
    """The concepts directly below, or below what took its place, by code, else by name. Raises NotFound."""
    known = concept_tree(store)
    number = known.number.get(id)
    if number is None:
        raise _no_concept(id)
    counts, below = usage(store, viewer), known.subtrees.narrower[known.current(number)]
    return [_node(known, counts, one, lang) for one in _sorted(known, below, lang)]


def tree(
    store: GraphStore, viewer: Viewer, scheme: str, *, under: Curie | None = None, lang: str = "fr"
) -> list[TreeNode]:
    """One level of the tree of a scheme (`naf` or `scheme:naf`): what lies directly below `under`, else its tops.

    Raises NotFound for a scheme that was not loaded, and for a concept that is not in it.
    """
    wanted = scheme_named(store, viewer, scheme)
    known, counts = concept_tree(store), usage(store, viewer)
    if under is None:
        return [_node(known, counts, one, lang) for one in _sorted(known, known.top(wanted), lang)]
    number = known.number.get(under)
    if number is None or wanted not in known.named[number].schemes:
        raise _no_concept(under)
    below = known.subtrees.narrower[known.current(number)]
    inside = [one for one in below if wanted in known.named[one].schemes]
    return [_node(known, counts, one, lang) for one in _sorted(known, inside, lang)]


def branches(store: GraphStore, viewer: Viewer, scheme: str, *, levels: int, lang: str = "fr") -> list[Branch]:
    """The tree of a scheme, `levels` deep; a concept with several broader ones stands below each.

    Raises NotFound for a scheme that was not loaded.
    """
    wanted = scheme_named(store, viewer, scheme)
    known, counts = concept_tree(store), usage(store, viewer)

    def below(numbers: Iterable[int], path: tuple[int, ...]) -> tuple[Branch, ...]:
        inside = [one for one in numbers if wanted in known.named[one].schemes and one not in path]
        return tuple(
            Branch(
                node=_node(known, counts, one, lang),
                below=below(known.subtrees.narrower[one], (*path, one)) if len(path) + 1 < levels else (),
            )
            for one in _sorted(known, inside, lang)
        )

    return list(below(known.top(wanted), ()))


def alphabet(store: GraphStore, viewer: Viewer, scheme: str, *, lang: str = "fr") -> list[ConceptRef]:
    """The concepts in use of a scheme by name, whatever accents and capitals, then by id.

    Raises NotFound for a scheme that was not loaded.
    """
    wanted = scheme_named(store, viewer, scheme)
    known = concept_tree(store)
    inside = [one for one, name in enumerate(known.named) if wanted in name.schemes and known.current(one) == one]
    found = [concept_ref(known, one, lang) for one in inside]
    return sorted(found, key=lambda one: (fold(one.label), one.id))


def subtree(store: GraphStore, viewer: Viewer, id: Curie) -> Subtree:  # noqa: A002  (the words of all domains)
    """A concept and all below it, as intervals of the numbers this version of the vocabulary has. Raises NotFound."""
    known = concept_tree(store)
    number = known.number.get(id)
    if number is None:
        raise _no_concept(id)
    intervals = known.subtrees.intervals(number)
    return Subtree(id=id, intervals=intervals, size=sum(end - first for first, end in intervals))


def _scheme_label(row: queries.SchemeRow, lang: str) -> str:
    labels = (getattr(row, f"label_{one}", None) for one in (lang, *LANGUAGES))
    return next((label for label in labels if label), row.id)


def _node(known: ConceptTree, counts: Usage, number: int, lang: str) -> TreeNode:
    return TreeNode(
        **concept_ref(known, number, lang).model_dump(),
        narrower=len(known.subtrees.narrower[number]),
        descendants=known.descendants(number),
        usage=counts.by_kind(number),
    )


def _used(schema: GraphSchema, used: Used, lang: str) -> UsedBy:
    return UsedBy(
        kind=used.kind,
        kind_label=schema.nodes[used.kind].labels.get(lang, used.kind),
        link=used.link,
        link_label=Words(schema, lang).link(used.link, "out"),
        direct=used.direct,
        total=used.total,
    )


def _sorted(known: ConceptTree, numbers: Iterable[int], lang: str) -> list[int]:
    """By code; those without one by name; then by id."""

    def key(number: int) -> tuple[bool, str, str, str]:
        notation = known.named[number].notation
        return not notation, notation, fold(known.label(number, lang)), known.ids[number]

    return sorted(numbers, key=key)


def _paths(known: ConceptTree, number: int) -> list[tuple[int, ...]]:
    """Each way down from a top to the concept directly above, at most `_WAYS` of them; none for a top.

    Those through the concept's own scheme come first.
    """
    found: list[tuple[int, ...]] = []
    waiting: list[tuple[int, ...]] = [(above,) for above in reversed(known.subtrees.broader[number])]
    while waiting and len(found) < _WAYS:
        way = waiting.pop()
        above = [one for one in known.subtrees.broader[way[0]] if one not in way and one != number]
        if not above:
            found.append(way)
        waiting.extend((one, *way) for one in reversed(above))
    own = set(known.named[number].schemes)
    return sorted(found, key=lambda way: not all(own & set(known.named[one].schemes) for one in way))


def _around(
    known: ConceptTree, rows: Iterable[queries.MappingRow], lang: str
) -> tuple[tuple[ConceptRef, ...], tuple[Mapping, ...]]:
    """What a concept is related to, and what it is matched with."""
    found = set()
    for row in rows:
        relation = turned(row.relation) if row.direction == "in" else row.relation
        if row.other in known.number:
            found.add((relation, known.number[row.other]))
    pairs = sorted(found)
    related = tuple(concept_ref(known, one, lang) for relation, one in pairs if relation == _RELATED)
    return related, tuple(
        Mapping(relation=relation, concept=concept_ref(known, one, lang))
        for relation, one in pairs
        if relation != _RELATED
    )


def turned(relation: str) -> str:
    """A relation between concepts as it is seen from its other end."""
    return INVERSE.get(relation, relation)


def _no_concept(concept: str) -> NotFound:
    return NotFound(f"Aucun concept {concept}.", f"No concept {concept}.", field="id")
