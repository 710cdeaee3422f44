"""Shapes that need not be written: the schema says already which types, lists, ends and identifiers are right."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.schema.model import (
    FACT_PROPERTIES,
    GATE_PROPERTIES,
    INFERRED_PROPERTIES,
    PROVENANCE_PROPERTIES,
    EdgeType,
    GraphSchema,
    NodeType,
    Property,
)
from graph_service.schema.shapes import words
from graph_service.schema.shapes.model import END, START, TYPE, Constraint, Shape, Target

FACT, LINK = "sl:Fact", "sl:Link"
_SOURCE = "sl:fromSource"
_STATED = (*GATE_PROPERTIES, *FACT_PROPERTIES, *INFERRED_PROPERTIES, "source")
_NOT_IN_RDF = frozenset(PROVENANCE_PROPERTIES) - {"source"}
"""How an entry came in is not what it says."""
_FACT_ALWAYS = ("audience", "basis", "confidence", "source")


def all_shapes(schema: GraphSchema) -> Iterator[Shape]:
    """Those that follow from the schema, and those that are written in shapes.ttl."""
    yield from _generated(schema)
    yield from schema.shapes


def _generated(schema: GraphSchema) -> Iterator[Shape]:
    """Everything that graph.toml, sillon.ttl and prefixes.toml say of single things, as shapes."""
    for label, node in sorted(schema.nodes.items()):
        yield _identifier(label, node.prefixes)
    yield _identifier("Fact", ("fact",))
    yield from _properties(schema)
    for common in ("source", *_FACT_ALWAYS[:-1]):
        predicate = schema.common[common].predicate
        yield Shape(predicate, (_counted("minCount"),), f"{_local(predicate)}-said", None, words.MISSING)
    for gate in GATE_PROPERTIES:
        predicate = schema.common[gate].predicate
        yield Shape(predicate, (Constraint("maxCount", 0),), f"{_local(predicate)}-none", None, words.OPEN)
    for node in schema.nodes.values():
        yield _node(node, schema)
        identified, target = (Constraint("node", (f"{node.label}-id",)),), Target("class", node.class_iri)
        message = words.of_identifier(node.prefixes, [node.label])
        yield Shape(None, identified, f"{node.label}-identified", target, message)
        if node.open_prefix is not None:
            floats = Constraint("floats", node.open_prefix)
            yield Shape(None, (floats,), f"{node.label}-{node.open_prefix.rstrip('_')}", target, words.OPEN_FLOAT)
    yield from _statements(schema)
    for edge in schema.edges.values():
        yield from _edge(edge, schema)


def _identifier(label: str, prefixes: tuple[str, ...]) -> Shape:
    return Shape(None, (Constraint("ids", prefixes),), f"{label}-id", None, words.of_identifier(prefixes, [label]))


def _properties(schema: GraphSchema) -> Iterator[Shape]:
    """One shape for each predicate: its type, its list, how many values."""
    owners: list[NodeType | EdgeType] = [*schema.nodes.values(), *schema.edges.values()]
    known = [*(p for owner in owners for p in owner.properties.values()), *(schema.common[name] for name in _STATED)]
    by_predicate: dict[str, list[Property]] = {}
    for each in (each for each in known if each.name not in _NOT_IN_RDF):
        by_predicate.setdefault(each.predicate, []).append(each)
    for predicate, some in sorted(by_predicate.items()):
        first = some[0]
        constraints: list[Constraint] = []
        langs = tuple(sorted({each.lang for each in some if each.lang}))
        if first.values:
            constraints.append(Constraint("in", tuple(sorted(first.values))))
        elif first.refers_to:
            labels = sorted({schema.labels_by_prefix.get(prefix, "Fact") for prefix in first.refers_to})
            constraints.append(Constraint("node", tuple(f"{label}-id" for label in labels)))
        elif langs:
            constraints.append(Constraint("languageIn", langs))
        elif first.datatype != "rdfs:Resource":
            constraints.append(Constraint("datatype", first.datatype))
        if not first.many:
            constraints.append(Constraint("uniqueLang", True) if langs else _counted("maxCount"))
        yield Shape(predicate, tuple(constraints), _local(predicate), None, words.of_value(first, schema))


def _node(node: NodeType, schema: GraphSchema) -> Shape:
    """No property that it does not have; `listed`: what is said of those that it has."""
    gate = [schema.common[name].predicate for name in GATE_PROPERTIES]
    predicates = {known.predicate for name, known in node.properties.items() if name not in _NOT_IN_RDF} | {_SOURCE}
    listed = [_local(predicate) for predicate in sorted(predicates | set(gate if node.guarded else ()))]
    listed += ["sl-audience-said"] if node.guarded else [f"{_local(predicate)}-none" for predicate in gate]
    listed += [] if node.shared or node.history else ["sl-fromSource-said"]
    allowed = {*predicates, *gate, "rdf:type", *_leaving(node.label, schema)}
    among = tuple(sorted(allowed))
    constraint = Constraint("open", (node.open_prefix, *among)) if node.open_prefix else Constraint("closed", among)
    return Shape(None, (constraint,), node.label, Target("class", node.class_iri), words.UNKNOWN, tuple(listed))


def _leaving(label: str, schema: GraphSchema) -> Iterator[str]:
    """Predicates of the plain triples of edges that leave a node."""
    for edge in schema.edges.values():
        if any(start == label for start, _ in edge.ends):
            yield edge.predicate
            if edge.predicate == "skos:mappingRelation":
                yield from (f"skos:{relation}" for relation in edge.properties["relation"].values)


def _statements(schema: GraphSchema) -> Iterator[Shape]:
    """What facts and links have in common."""
    for path in (START, TYPE, END):
        counted = (_counted("minCount"), _counted("maxCount"))
        yield Shape(path, counted, f"Link-{_local(path)}", None, words.STATEMENT)
    yield Shape(START, (Constraint("disjoint", END),), "Link-apart", None, words.LOOP)
    structure = (*(f"Link-{_local(path)}" for path in (START, TYPE, END)), "Link-apart")
    said = tuple(f"{_local(schema.common[name].predicate)}-said" for name in _FACT_ALWAYS)
    stated = tuple(_local(schema.common[name].predicate) for name in _STATED)
    identified = (Constraint("node", ("Fact-id",)),)
    of_fact = words.of_identifier(("fact",), ["Fact"])
    yield Shape(None, identified, "Fact", Target("class", FACT), of_fact, (*structure, *stated, *said))
    listed = (*structure, _local(_SOURCE), "sl-fromSource-said")
    yield Shape(None, identified, "Link", Target("class", LINK), of_fact, listed)


def _edge(edge: EdgeType, schema: GraphSchema) -> Iterator[Shape]:
    starts, ends = _labels(edge)
    message = words.of_ends(starts, ends)
    for path, labels in ((START, starts), (END, ends)):
        node = Constraint("node", tuple(f"{label}-id" for label in labels))
        yield Shape(path, (node,), f"{edge.type}-{_local(path)}", None, message)
    common = _STATED if edge.fact else ("source",)
    own = {known.predicate for known in edge.properties.values()}
    allowed = {*own, *(schema.common[name].predicate for name in common), START, TYPE, END, "rdf:type"}
    yield Shape(None, (Constraint("closed", tuple(sorted(allowed))),), f"{edge.type}-closed", None, words.UNKNOWN)
    listed = (f"{edge.type}-{_local(START)}", f"{edge.type}-{_local(END)}", *map(_local, sorted(own)))
    closed = (Constraint("node", (f"{edge.type}-closed",)),)
    yield Shape(None, closed, edge.type, Target("edge", edge.type), words.UNKNOWN, listed)


def _labels(edge: EdgeType) -> tuple[list[str], list[str]]:
    return sorted({start for start, _ in edge.ends}), sorted({end for _, end in edge.ends})


def _counted(kind: str) -> Constraint:
    return Constraint(kind, 1)  # type: ignore[arg-type]  # mypy widens the literal to str


def _local(predicate: str) -> str:
    prefix, _, local = predicate.partition(":")
    return local if prefix == "rdf" else f"{prefix}-{local}"
