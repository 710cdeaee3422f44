"""What is exported comes back: every label, edge and property of graph.toml, in each form, as it was stored."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given

from graph_service.schema.digests import entry_digest
from graph_service.schema.model import INFERRED_PROPERTIES, EdgeType, GraphSchema, NodeType, Property
from graph_service.schema.rdf_writing import Form, write_rdf
from graph_service.schema.shapes.compiled import Checks
from graph_service.store.changes import Change
from loaders.door import Door
from loaders.entries import edge_id, is_its_id
from loaders.rdf_records import DERIVED_ANEW
from loaders.records import Asked, Edge, LeftOut, Node, Record
from loaders.sources import rdf
from tests.engine.worlds import TODAY, generated, identifier, seeds, world_of
from tests.unit.traced import traced

FORMS = get_args(Form)
SOURCE = "register"
WORDS = (
    "Éclair « 1 » \"'\\ \n\t{}", "Éclair bis", "https://example.org/%C3%A9?a=1&b=2", "https://example.org/b",
    "a.b+c@example.org", "2024-02-29T00:00:00+00:00",
)  # fmt: skip
HARD: dict[str, tuple[Any, ...]] = {
    "integer": (2024, 3), "float": (0.1 + 0.2, 1e-7), "boolean": (False,), "date": ("2024-02-29", "2024-03-01"),
}  # fmt: skip
HIERARCHY = 5
"""Lines of an export about which relation lies below which."""


def full(schema: GraphSchema) -> Iterator[Change]:
    """A node of each label and an edge of each pair of labels that an edge joins, with every property."""
    checks = Checks(schema)
    for label in schema.data_labels():
        kind = schema.nodes[label]
        own = {name: value(schema, checks, one) for name, one in kind.properties.items()}
        if kind.open_prefix:
            own |= {f"{kind.open_prefix}power_kw": 5.5, f"{kind.open_prefix}of_our_own": 1e-7}
        gate = {"audience": "members", "owner": "siret:73282932000074"} if kind.guarded else {}
        source = {} if kind.shared else {"source": SOURCE}
        yield change(label, {**own, **gate, **source, "id": identifier(schema.prefixes, kind.prefixes[0], 0)})
    for edge in schema.edges.values():
        own = {name: value(schema, checks, one) for name, one in edge.properties.items()}
        if edge.fact:
            own |= {
                "basis": "declared", "confidence": 0.1, "observed_on": "2024-02-29", "valid_from": "2023-01-01",
                "valid_to": "2099-12-31", "audience": "group:word-0", "owner": "siret:73282932000074",
            }  # fmt: skip
        for ends in edge.ends:
            start, end = ((label, identifier(schema.prefixes, schema.nodes[label].prefixes[-1], n))
                          for n, label in enumerate(ends))  # fmt: skip
            entry = Door(schema, "", TODAY, "tests").edge(Edge(edge.type, start, end, own, **taken(own)))
            assert entry is not None
            entry.settle(SOURCE)
            yield Change("create", "edge", edge.type, ided(entry, edge.key), digested(edge.type, entry.content),
                         start, end)  # fmt: skip


def taken(own: dict[str, Any]) -> dict[str, Any]:
    """What an Edge says beside its own properties, taken out of them."""
    names = ("basis", "confidence", "observed_on", "valid_from", "valid_to", "audience", "owner")
    return {name: own.pop(name) for name in names if name in own}


def ided(entry: Any, key: tuple[str, ...]) -> str:
    entry.id = edge_id(entry, SOURCE, key)
    entry.settle(SOURCE)
    return str(entry.id)


def digested(type_: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {**properties, "digest": entry_digest(type_, properties)}


def change(label: str, properties: dict[str, Any]) -> Change:
    return Change("create", "node", label, properties["id"], digested(label, properties))


def value(schema: GraphSchema, checks: Checks, one: Property) -> Any:
    """A value that the shapes let in, the hardest to write there is."""
    if one.values:
        return sorted(one.values)[0]
    tried: list[Any] = list(HARD.get(one.type, WORDS))
    if one.refers_to:
        tried = [identifier(schema.prefixes, one.refers_to[0], number) for number in (3, 4)]
    fitting = [each for each in tried if checks.value(one, [each] if one.many else each) is None]
    return sorted(fitting[:2]) if one.many else fitting[0]


def exported(changes: list[Change], schema: GraphSchema, form: Form, folder: Path) -> Path:
    file = folder / f"graph.{form}"
    with file.open("wb") as out:
        write_rdf(((each, each.properties) for each in changes), schema, out, form)
    return file


def told(*files: Path) -> list[Record]:
    return list(rdf.tell(Asked(files)).records)


def settled(schema: GraphSchema, records: list[Record]) -> set[tuple[Any, ...]]:
    """What would be stored: type, id, ends and the digest of everything else."""
    door = Door(schema, "", TODAY, "tests")
    found = set()
    for record in records:
        assert isinstance(record, Node | Edge), record
        entry = door.node(record) if isinstance(record, Node) else door.edge(record)
        assert entry is not None
        shared = entry.kind == "node" and schema.nodes[entry.type].shared
        entry.settle(None if shared else entry.source)
        if entry.kind == "edge":
            assert is_its_id(entry, entry.source, schema.edges[entry.type].key)
        ends = (entry.start, entry.end) if entry.kind == "edge" else (None, None)
        found.add((entry.type, entry.id, *ends, entry.digest))
    return found


def stored(changes: list[Change]) -> set[tuple[Any, ...]]:
    return {(each.type, each.id, each.start, each.end, each.properties["digest"]) for each in changes}


@pytest.mark.parametrize("form", FORMS)
def test_every_property_of_graph_toml_comes_back(schema: GraphSchema, form: Form, tmp_path: Path) -> None:
    changes = list(full(schema))
    properties = {(each.type, name) for each in changes for name in each.properties}

    kinds: list[NodeType | EdgeType] = [*(schema.nodes[each] for each in schema.data_labels()), *schema.edges.values()]
    for kind in kinds:
        name = kind.label if isinstance(kind, NodeType) else kind.type
        assert {(name, each) for each in kind.properties} <= properties
    assert settled(schema, told(exported(changes, schema, form, tmp_path))) == stored(changes)


@pytest.mark.parametrize("form", FORMS)
def test_random_territories_come_back_in_every_audience(
    schema: GraphSchema, form: Form, tmp_path_factory: pytest.TempPathFactory
) -> None:
    @generated
    @given(seeds)
    def look(seed: int) -> None:
        changes = [as_the_door_leaves_it(each) for each in world_of(seed, schema).changes]
        folder = tmp_path_factory.mktemp("world")
        assert settled(schema, told(exported(changes, schema, form, folder))) == stored(changes)

    look()


def as_the_door_leaves_it(each: Change) -> Change:
    return replace(each, properties=digested(each.type, {k: v for k, v in each.properties.items() if k != "digest"}))


def test_statements_in_another_order_and_form_say_the_same(schema: GraphSchema, tmp_path: Path) -> None:
    changes = list(full(schema))
    lines = exported(changes, schema, "nq", tmp_path).read_bytes().splitlines(keepends=True)
    (tmp_path / "sorted.nq").write_bytes(b"".join(sorted(lines)))
    graph = rdflib.Graph().parse(data=b"".join(lines), format="nt")
    graph.serialize(tmp_path / "other.rdf", format="xml", encoding="utf-8")
    graph.serialize(tmp_path / "other.jsonld", format="json-ld", encoding="utf-8")

    for name in ("sorted.nq", "other.rdf", "other.jsonld"):
        assert settled(schema, told(tmp_path / name)) == stored(changes), name


def test_inferred_facts_are_left_to_the_rules(schema: GraphSchema, tmp_path: Path) -> None:
    inferred = Change(
        "create", "edge", "HOLDS", "fact:" + "a" * 32,
        {
            "id": "fact:" + "a" * 32, "basis": "inferred", "confidence": 0.5, "source": "rules", "audience": "public",
            "rule": "holds_by_product", "level_of_rule": "public", "premises": ["fact:" + "b" * 32],
        },
        ("Actor", "siret:73282932000074"), ("Stage", "stage:weaving"),
    )  # fmt: skip
    file = exported([inferred], schema, "nq", tmp_path)
    written = {quad.predicate.value.partition("#")[2] for quad in ox.parse(path=str(file))}

    assert {schema.common[name].predicate.partition(":")[2] for name in INFERRED_PROPERTIES} <= written
    assert told(file) == [LeftOut(HIERARCHY + 1, DERIVED_ANEW)]


def test_a_text_of_two_megabytes_comes_in_whole(schema: GraphSchema, tmp_path: Path) -> None:
    changes = [change("Aid", {"id": identifier(schema.prefixes, "aid", 0), "description": "é" * 1_000_000,
                              "source": SOURCE})]  # fmt: skip

    assert settled(schema, told(exported(changes, schema, "ttl", tmp_path))) == stored(changes)


def test_records_come_while_the_file_is_read(schema: GraphSchema, tmp_path: Path) -> None:
    skills = [change("Concept", {"id": f"skill:s-{n}", "label_fr": f"Savoir {n}" * 50, "source": SOURCE})
              for n in range(20_000)]  # fmt: skip
    out = io.BytesIO()
    write_rdf(((each, each.properties) for each in skills), schema, out, "nq")
    file = tmp_path / "large.nq"
    file.write_bytes(out.getvalue())

    with traced() as peak:
        counted = sum(isinstance(record, Node) for record in rdf.tell(Asked((file,))).records)

    assert counted == len(skills)
    assert peak[0] < file.stat().st_size / 2
