"""What our own files must not say: each refusal names the file, the entry, and the way out.

The reader builds entry by entry and refuses what cannot be built; here is what only shows when all entries are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import COMMON_PROPERTIES, EdgeType, GraphSchema, NodeType, Property
from graph_service.schema.shapes.model import Part

if TYPE_CHECKING:
    from graph_service.schema.terms import Ontology, Term

GRAPH = "graph.toml"
_LANGUAGES = ("fr", "en", "de")
_DEFINED_IN = ("fr", "en")
_CLASSES_OF_EDGES = ("sl:Link", "sl:Fact")


def broken(file: str, entry: str, what: str, instead: str) -> BrokenPromise:
    """The refusal of one entry: what is wrong with it, and what to do instead."""
    return BrokenPromise(f"{file}, {entry}: {what}. {instead}.", field=entry)


def check(schema: GraphSchema, ontology: Ontology) -> None:
    """Raise BrokenPromise for the first contradiction among Turtle, graph.toml and prefixes.toml."""
    _terms_are_worded(ontology)
    _terms_refer_to_terms(ontology)
    _names_are_apart(schema)
    _one_name_one_type(schema)
    _domains_are_kept(schema, ontology)
    for edge in schema.edges.values():
        _ends_agree(edge, schema, ontology)
    _gates_are_whole(schema)
    _prefixes_are_claimed(schema)
    _shapes_are_about_what_is_stored(schema)


def _terms_are_worded(ontology: Ontology) -> None:
    for curie, term in ontology.terms.items():
        for lang in _LANGUAGES:
            if lang not in term.labels:
                raise broken(ontology.file, curie, f"no rdfs:label@{lang}", "Add it")
        for lang in _DEFINED_IN:
            if lang not in term.definitions:
                predicate = "skos:definition" if curie.startswith("sl:") else "skos:scopeNote"
                raise broken(ontology.file, curie, f"no {predicate}@{lang}", "Add it")


def _terms_refer_to_terms(ontology: Ontology) -> None:
    for curie, term in ontology.terms.items():
        ontology.above(curie)
        if len(term.kinds & {"owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty"}) > 1:
            raise broken(ontology.file, curie, "it is of two kinds", "Keep one of owl:Class, owl:…Property")
        for other in (*term.domain, *term.range, *term.above):
            if other.startswith("sl:") and other not in ontology.terms:
                raise broken(ontology.file, curie, f"{other} is not declared", f"Declare {other}, or correct its name")
        if term.values_from is not None and term.values_from not in ontology.values:
            raise broken(ontology.file, curie, f"{term.values_from} is not a scheme of values", "Declare the scheme")


def _names_are_apart(schema: GraphSchema) -> None:
    """Label, edge type, internal label: no two of one name, even in other capitals."""
    kinds = [("node", schema.nodes), ("edge", schema.edges), ("internal", schema.internal)]
    seen: dict[str, str] = {}
    for kind, names in kinds:
        for name in names:
            entry = f"[{kind}.{name}]"
            if name.casefold() in seen:
                raise broken(GRAPH, entry, f"the name is that of {seen[name.casefold()]} too", "Rename one of them")
            seen[name.casefold()] = entry


def _one_name_one_type(schema: GraphSchema) -> None:
    """One property name has one type wherever it stands: an engine's index knows no other way."""
    seen: dict[str, tuple[str, Property]] = {name: ("[common]", known) for name, known in schema.common.items()}
    for entry, owner in _owners(schema):
        for name, known in owner.properties.items():
            where, first = seen.setdefault(name, (entry, known))
            if (first.type, first.many) != (known.type, known.many):
                raise broken(
                    GRAPH, entry, f"{name} is {_spelt(known)} here and {_spelt(first)} in {where}", "Rename one of them"
                )
            if name in COMMON_PROPERTIES and not (isinstance(owner, NodeType) and owner.history):
                raise broken(GRAPH, entry, f"{name} is a common property, which the house writes itself", "Rename it")


def _domains_are_kept(schema: GraphSchema, ontology: Ontology) -> None:
    """A property stands on the classes of its domain, and on each of them."""
    standing: dict[str, set[str]] = {}
    for entry, owner in _owners(schema):
        cls = owner.class_iri if isinstance(owner, NodeType) else _CLASSES_OF_EDGES[owner.fact]
        for known in owner.properties.values():
            term = ontology.terms[known.predicate]
            if not ontology.fits(cls, term.domain):
                raise broken(
                    GRAPH, entry, f"{known.predicate} has no {cls} in its domain ({', '.join(term.domain)})",
                    f"Widen the domain in {ontology.file}, or use another predicate",
                )  # fmt: skip
            if not term.domain and known.name not in schema.common:
                raise broken(ontology.file, known.predicate, "no domain", "Say what it stands on")
            standing.setdefault(known.predicate, set()).update({cls, *ontology.above(cls)})
    for predicate, classes in standing.items():
        _promise_kept(ontology, ontology.terms[predicate], "domain", ontology.terms[predicate].domain, classes)


def _ends_agree(edge: EdgeType, schema: GraphSchema, ontology: Ontology) -> None:
    """The ends of an edge are its predicate's domain and range, no more and no less, each start with each end."""
    term = ontology.terms[edge.predicate]
    starts, ends = ({pair[index] for pair in edge.ends} for index in (0, 1))
    if len(set(edge.ends)) != len(starts) * len(ends):
        raise broken(
            GRAPH, f"[edge.{edge.type}]", "it does not join each of its starts to each of its ends",
            "Make two types of edges of it",
        )  # fmt: skip
    for side, allowed, index in (("domain", term.domain, 0), ("range", term.range, 1)):
        if not allowed:
            raise broken(ontology.file, edge.predicate, f"no {side}", "Say what it joins")
        classes: set[str] = set()
        for pair in edge.ends:
            cls = schema.nodes[pair[index]].class_iri
            if not ontology.fits(cls, allowed):
                raise broken(
                    GRAPH, f"[edge.{edge.type}]", f"{pair[index]} is not in the {side} of {edge.predicate}",
                    f"Correct ends, or the {side} in {ontology.file}",
                )  # fmt: skip
            classes |= {cls, *ontology.above(cls)}
        _promise_kept(ontology, term, side, allowed, classes)


def _promise_kept(ontology: Ontology, term: Term, side: str, promised: Iterable[str], found: set[str]) -> None:
    for cls in promised:
        if cls not in found:
            raise broken(
                ontology.file, term.curie, f"its {side} promises {cls}, which {GRAPH} never stores",
                f"Add it to {GRAPH}, or take it out of the {side}",
            )  # fmt: skip


def _gates_are_whole(schema: GraphSchema) -> None:
    for edge in schema.edges.values():
        entry = f"[edge.{edge.type}]"
        guarded = sorted({label for pair in edge.ends for label in pair if schema.nodes[label].guarded})
        if guarded and not edge.fact:
            raise broken(
                GRAPH, entry, f"it touches {', '.join(guarded)}, which are guarded, and is not a fact",
                "Write fact = true, so that the gate stands on it",
            )  # fmt: skip
        for other in edge.narrower:
            if schema.edges[other].fact != edge.fact:
                raise broken(
                    GRAPH, f"[edge.{other}]", f"it lies below {edge.type} and only one of the two is a fact",
                    "Make both facts, or neither",
                )  # fmt: skip


def _prefixes_are_claimed(schema: GraphSchema) -> None:
    claimed: dict[str, str] = {}
    for node in schema.nodes.values():
        for prefix in node.prefixes:
            if prefix in claimed:
                raise broken(
                    GRAPH, f"[node.{node.label}]", f"the prefix {prefix} is that of {claimed[prefix]} too",
                    "One prefix, one label: give it to one of them",
                )  # fmt: skip
            claimed[prefix] = node.label
    for name in schema.prefixes.names():
        if name not in claimed and name != "fact":
            raise broken("prefixes.toml", f"[{name}]", "no label has ids with this prefix", f"Claim it in {GRAPH}")


def _shapes_are_about_what_is_stored(schema: GraphSchema) -> None:
    """A shape on a misspelt property would hold for ever."""
    stored = {known.predicate for _, owner in _owners(schema) for known in owner.properties.values()}
    stored |= {known.predicate for known in schema.common.values()}
    classes = {*_CLASSES_OF_EDGES, *(node.class_iri for node in schema.nodes.values())}
    for shape in schema.shapes:
        targets = {shape.target.term} if shape.target else set()
        for term in sorted({*_paths(shape), *targets} - stored - classes):
            raise broken("shapes.ttl", f"sls:{shape.name}", f"nothing that is stored is called {term}", "Correct it")


def _paths(part: Part) -> Iterator[str]:
    """Every predicate that a shape looks at."""
    if part.path is not None:
        yield part.path
    for constraint in part.constraints:
        if constraint.kind == "lessThanOrEquals":
            yield constraint.value
        elif constraint.kind == "or":
            yield from (path for inner in constraint.value for path in _paths(inner))
        elif constraint.kind == "not":
            yield from _paths(constraint.value)


def _owners(schema: GraphSchema) -> list[tuple[str, NodeType | EdgeType]]:
    nodes: list[tuple[str, NodeType | EdgeType]] = [(f"[node.{name}]", node) for name, node in schema.nodes.items()]
    return nodes + [(f"[edge.{name}]", edge) for name, edge in schema.edges.items()]


def _spelt(known: Property) -> str:
    return f"a list of {known.type}s" if known.many else f"a {known.type}"
