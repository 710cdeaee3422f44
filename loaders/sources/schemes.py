"""The vocabulary of the territory: value chains and their stages, products, skills, equipment, problems, and so on.

reads   the Turtle of ontology/schemes/ that ships with Sillon, or files that say the same in any form of RDF
yields  ConceptScheme, Concept, ValueChain and Stage nodes; every edge of structure between them that graph.toml knows

What a triple means is looked up in graph.toml alone: its predicate is a property of the node, or a type of edge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph_service import resources
from graph_service.analysis.text import search_text
from graph_service.kernel.errors import DataErrors
from graph_service.schema.model import EdgeType, GraphSchema, Property
from graph_service.schema.outside import read_outside_turtle
from graph_service.schema.rdf import Iri, Text, Turtle, read_turtle
from graph_service.schema.rdf import Node as Term
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

_LABELS = ("ConceptScheme", "Concept", "ValueChain", "Stage")
_IMPLIED = ("rdf:type", "skos:topConceptOf", "dcterms:isReplacedBy", "owl:deprecated")
"""Read, and not kept: a label says the first, nothing broader the second, sl:replacedBy the others."""
_REPLACED = "replaced_by"
_BELOW = "BROADER"
_CAPABILITY = "sl:hasCapability"
"""Which columns describe machines of a type: read with the ontology, not from the graph."""
_KIND = "relation"
"""The property of an edge whose values are predicates of their own, below that of the edge."""
_TEXTS = ("label", "alt")
"""Beginnings of the properties that a concept is searched by."""


def tell(asked: Asked) -> Told:
    """The schemes of the given files, or those that ship. Raises DataErrors for a file that cannot be read."""
    files = asked.files or shipped_files()
    schema, _ = promises()
    told = [(path.name, _read(path) if asked.files else read_turtle(path)) for path in files]
    read = sum(len(turtle.named_subjects()) for _, turtle in told)
    return Told(read, records(told, schema), files, tuple(_not_kept(told, schema)))


def shipped_files() -> tuple[Path, ...]:
    """The schemes that ship, sorted."""
    return tuple(sorted((resources.folder("ontology") / "schemes").glob("*.ttl")))


def records(files: Iterable[tuple[str, Turtle]], schema: GraphSchema) -> Iterator[Record]:
    """Turn what each file (its name, its triples) says into records."""
    for file, turtle in files:
        reader = _Reader(turtle, schema, file)
        for subject in turtle.named_subjects():
            yield from reader.records(subject)


class _Reader:
    """From the triples of one file to records."""

    def __init__(self, turtle: Turtle, schema: GraphSchema, file: str) -> None:
        self._turtle = turtle
        self._schema = schema
        self._file = file
        self._labels = {schema.term_iri(schema.nodes[label].class_iri): label for label in _LABELS}
        self._edges = [
            (schema.term_iri(predicate), edge, own)
            for edge in schema.edges.values()
            if not edge.fact
            for predicate, own in _predicates(edge)
        ]

    def records(self, subject: Iri) -> Iterator[Record]:
        """The node that this subject is and the edges that go out from it."""
        kinds = self._turtle.objects(subject, self._schema.term_iri("rdf:type"))
        label = next((self._labels[kind] for kind in kinds if kind in self._labels), None)
        identifier = self._schema.prefixes.from_iri(subject)
        if label is None:
            yield self._problem(subject, subject, "ni concept, ni filière, ni maillon", "no concept, chain or stage")
        elif identifier is None:
            yield self._problem(
                subject, subject, "aucun de nos préfixes ne couvre cet IRI", "no prefix of ours covers this IRI"
            )
        else:
            line = self._turtle.line(subject)
            said = self._properties(subject, label)
            yield Node(label, identifier, said, line, file=self._file)
            if instead := said.get(_REPLACED):
                yield Edge(_BELOW, (label, identifier), (label, instead), {}, line, file=self._file)
            for predicate, edge, own in self._edges:
                ends = {end for start, end in edge.ends if start == label}
                for item in self._turtle.objects(subject, predicate) if ends else ():
                    other = self._schema.prefixes.from_iri(item) if isinstance(item, Iri) else None
                    end = self._schema.label_of(other) if other else None
                    if other and end in ends:
                        yield Edge(edge.type, (label, identifier), (str(end), other), own, line, file=self._file)
                    else:
                        shown = item.value if isinstance(item, Text) else item
                        yield self._problem(
                            subject, shown, f"n'est pas la fin d'un {edge.type}", f"is not the end of a {edge.type}"
                        )

    def _properties(self, subject: Iri, label: str) -> dict[str, Any]:
        known = self._schema.nodes[label].properties
        said = {
            name: value
            for name, one in known.items()
            if (value := self._value(self._turtle.objects(subject, self._schema.term_iri(one.predicate)), one))
            is not None
        }
        if "search_text" in known:
            said["search_text"] = search_text(*_words(said))
        return said

    def _value(self, items: Iterable[Term], known: Property) -> Any:
        """What is said of a property: all of it when it is a list, else the first; None when nothing is."""
        values: list[Any]
        if known.refers_to:
            values = [self._schema.prefixes.from_iri(item) or str(item) for item in items if isinstance(item, Iri)]
        else:
            texts = [item for item in items if isinstance(item, Text) and known.lang in (None, item.lang)]
            values = [_typed(text.value, known) for text in texts]
        if known.many:
            return sorted(values) or None
        return values[0] if values else None

    def _problem(self, subject: Iri, value: str, fr: str, en: str) -> RowProblem:
        line = self._turtle.line(subject)
        return RowProblem(line, "id", value[:200], fr, en, rejected=True, file=self._file)


def _read(path: Path) -> Turtle:
    """A file of somebody else's. Raises DataErrors with its line."""
    try:
        return read_outside_turtle(path)
    except DataErrors as wrong:
        raise DataErrors(f"{wrong.fr} Rien n'a été écrit.", f"{wrong.en} Nothing was written.", **wrong.more) from None


def _predicates(edge: EdgeType) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each predicate that tells an edge of this type, and the properties that it gives it.

    SKOS has one for each kind of mapping.
    """
    kind = edge.properties.get(_KIND)
    if kind is None:
        yield edge.predicate, {}
    else:
        prefix = edge.predicate.partition(":")[0]
        for relation in kind.values:
            yield f"{prefix}:{relation}", {_KIND: relation}


def _not_kept(files: Iterable[tuple[str, Turtle]], schema: GraphSchema) -> Iterator[tuple[str, str]]:
    """A sentence about triples whose predicate means nothing to Sillon: a slip of the pen, or another vocabulary."""
    kept = {schema.term_iri(predicate) for predicate in (*_IMPLIED, _CAPABILITY)}
    for label in _LABELS:
        kept.update(schema.term_iri(one.predicate) for one in schema.nodes[label].properties.values())
    for edge in schema.edges.values():
        kept.update(schema.term_iri(predicate) for predicate, _ in _predicates(edge) if not edge.fact)
    lost = Counter(
        turtle.short(predicate)
        for _, turtle in files
        for subject, predicate in turtle.predicates()
        if isinstance(subject, Iri) and predicate not in kept
    )
    if lost:
        names = ", ".join(f"{name} ({count})" for name, count in sorted(lost.items()))
        yield f"Sillon ne garde pas : {names}.", f"Sillon does not keep: {names}."
    known = {schema.term_iri(f"sl:{name}") for name in schema.capabilities}
    unknown = sorted(
        {
            turtle.short(item) if isinstance(item, Iri) else str(item)
            for _, turtle in files
            for subject in turtle.named_subjects()
            for item in turtle.objects(subject, schema.term_iri(_CAPABILITY))
            if item not in known
        }
    )
    if unknown:
        names = ", ".join(unknown)
        yield f"Ces capacités ne sont pas dans l'ontologie : {names}.", f"No capabilities of the ontology: {names}."


def _typed(text: str, known: Property) -> str | int | float | bool:
    """A number where one is wanted and written; else the text, which the door refuses with its line."""
    try:
        if known.type == "integer":
            return int(text)
        if known.type == "float":
            return float(text)
    except ValueError:
        return text
    return text == "true" if known.type == "boolean" else text


def _words(said: Mapping[str, Any]) -> Iterator[str]:
    for name in sorted(said):
        if name.startswith(_TEXTS):
            yield from said[name] if isinstance(said[name], list) else [said[name]]
