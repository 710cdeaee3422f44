"""The vocabulary of the territory: value chains and their stages, products, skills, equipment, problems, and so on.

reads   the Turtle of ontology/schemes/; what ships with Sillon, or files of the same shape
yields  ConceptScheme, Concept, ValueChain and Stage nodes; every edge of structure between them that graph.toml knows

What a triple means is looked up in graph.toml alone: its predicate is a property of the node, or a type of edge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graph_service import resources
from graph_service.analysis.text import search_text
from graph_service.schema.model import EdgeType, GraphSchema, NodeType, Property
from graph_service.schema.rdf import Iri, Text, Turtle, read_turtle
from graph_service.store.promises import promises
from loaders.records import Asked, Edge, Node, Record, RowProblem, Source, Told

SOURCE = Source(
    id="schemes",
    title="Vocabulaire de Sillon : filières, produits, compétences, équipements, problématiques",
    publisher="Sillon",
    licence="CC BY 4.0",
    homepage="https://w3id.org/sillon/ontology",
    how_to_get="Livré avec Sillon : aucun fichier à donner. Chargez d'abord la nomenclature, que les maillons citent.",
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()

_A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = ("ConceptScheme", "Concept", "ValueChain", "Stage")
_TEXTS = ("label", "alt")
"""Beginnings of the properties that a concept is searched by."""


def tell(asked: Asked) -> Told:
    """The schemes of the given Turtle files, or those that ship. Raises BrokenPromise for what is not Turtle."""
    files = asked.files or tuple(sorted((resources.folder("ontology") / "schemes").glob("*.ttl")))
    schema, _ = promises()
    told = [(path.stem, read_turtle(path)) for path in files]
    read = sum(len(turtle.named_subjects()) for _, turtle in told)
    return Told(read, records(told, schema), files)


def records(files: Iterable[tuple[str, Turtle]], schema: GraphSchema) -> Iterator[Record]:
    """Turn what each file (its name, its triples) says into records."""
    labels = {schema.term_iri(schema.nodes[label].class_iri): label for label in _LABELS}
    edges = [edge for edge in schema.edges.values() if not edge.fact]
    for name, turtle in files:
        for number, subject in enumerate(turtle.named_subjects(), start=1):
            label = next((labels[kind] for kind in turtle.objects(subject, _A) if kind in labels), None)
            if label is None:
                yield _problem(
                    name, number, subject, "ni rubrique, ni filière, ni maillon", "no concept, chain or stage"
                )
                continue
            yield from _thing(turtle, subject, schema.nodes[label], edges, schema, (name, number))


def _thing(
    turtle: Turtle, subject: Iri, kind: NodeType, edges: Sequence[EdgeType], schema: GraphSchema, place: tuple[str, int]
) -> Iterator[Record]:
    file, number = place
    identifier = schema.prefixes.from_iri(subject)
    if identifier is None:
        yield _problem(
            file, number, subject, "aucun de nos préfixes ne couvre cet IRI", "no prefix of ours covers this IRI"
        )
        return
    yield Node(kind.label, identifier, _properties(turtle, subject, kind, schema), number, file=file)
    for edge in edges:
        ends = {end for start, end in edge.ends if start == kind.label}
        for item in turtle.objects(subject, schema.term_iri(edge.predicate)) if ends else ():
            other = schema.prefixes.from_iri(item) if isinstance(item, Iri) else None
            end = schema.label_of(other) if other else None
            if end in ends:
                yield Edge(edge.type, (kind.label, identifier), (str(end), str(other)), line=number, file=file)
            else:
                said = str(item.value if isinstance(item, Text) else item)
                yield _problem(file, number, said, f"pas une fin de {edge.type}", f"no end of {edge.type}")


def _properties(turtle: Turtle, subject: Iri, kind: NodeType, schema: GraphSchema) -> dict[str, Any]:
    said = {
        name: value
        for name, known in kind.properties.items()
        if (value := _value(turtle.objects(subject, schema.term_iri(known.predicate)), known)) is not None
    }
    if "search_text" in kind.properties:
        said["search_text"] = search_text(*_words(said))
    return said


def _value(items: Iterable[object], known: Property) -> Any:
    """What the literals say of a property: all of them when it is a list, else the first; None when there is none."""
    texts = [item for item in items if isinstance(item, Text) and (known.lang is None or item.lang == known.lang)]
    values = [_typed(text.value, known) for text in texts]
    if known.many:
        return sorted(values) or None
    return values[0] if values else None


def _typed(text: str, known: Property) -> str | int | float | bool:
    if known.type == "integer":
        return int(text)
    if known.type == "float":
        return float(text)
    return text == "true" if known.type == "boolean" else text


def _words(said: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(said):
        if name.startswith(_TEXTS):
            yield from said[name] if isinstance(said[name], list) else [said[name]]


def _problem(file: str, number: int, subject: str, fr: str, en: str) -> RowProblem:
    return RowProblem(number, "id", subject[:200], fr, en, rejected=True, file=file)
