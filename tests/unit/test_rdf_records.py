"""What is exported comes back: every label, edge and property of graph.toml, in each form, as it was stored."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import INFERRED_PROPERTIES, GraphSchema, Property
from graph_service.schema.rdf_writing import Form, write_rdf
from graph_service.store.changes import Change
from graph_service.store.promises import promises
from loaders.door import Door
from loaders.entries import is_its_id
from loaders.records import Asked, Edge, LeftOut, Node, Record, RowProblem
from loaders.sources import rdf
from tests.engine.worlds import TODAY, generated, identifier, seeds, world_of
from tests.unit.outside_files import BOMBS, DEEP, NESTED, TERM, with_context

FORMS = get_args(Form)
SOURCE = "register"


def full(schema: GraphSchema) -> Iterator[Change]:
    """A node of each label and an edge of each pair of labels that an edge joins, with every property."""
    for label in schema.data_labels():
        kind = schema.nodes[label]
        own = {name: value(schema, one) for name, one in kind.properties.items()}
        if kind.open_prefix:
            own |= {f"{kind.open_prefix}power_kw": 5.5, f"{kind.open_prefix}of_our_own": 1e-7}
        gate = {"audience": "members", "owner": "siret:73282932000074"} if kind.guarded else {}
        source = {} if kind.shared else {"source": SOURCE}
        yield change(label, {**own, **gate, **source, "id": identifier(schema.prefixes, kind.prefixes[0], 0)})
    for edge in schema.edges.values():
        own = {name: value(schema, one) for name, one in edge.properties.items()}
        if edge.fact:
            own |= {
                "basis": "declared", "confidence": 0.1, "observed_on": "2024-02-29", "valid_from": "2023-01-01",
                "valid_to": "2099-12-31", "audience": "group:word-0", "owner": "siret:73282932000074",
            }  # fmt: skip
        for ends in edge.ends:
            start, end = ((label, identifier(schema.prefixes, schema.nodes[label].prefixes[-1], n))
                          for n, label in enumerate(ends))  # fmt: skip
            entry = Door(schema, "", TODAY).edge(Edge(edge.type, start, end, own, **taken(own)))
            assert entry is not None
            entry.settle(SOURCE)
            yield Change("create", "edge", edge.type, ided(entry, edge.key), digested(edge.type, entry.content),
                         start, end)  # fmt: skip


def taken(own: dict[str, Any]) -> dict[str, Any]:
    """What an Edge says beside its own properties, taken out of them."""
    names = ("basis", "confidence", "observed_on", "valid_from", "valid_to", "audience", "owner")
    return {name: own.pop(name) for name in names if name in own}


def ided(entry: Any, key: tuple[str, ...]) -> str:
    from loaders.entries import edge_id

    entry.id = edge_id(entry, SOURCE, key)
    entry.settle(SOURCE)
    return str(entry.id)


def digested(type_: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {**properties, "digest": entry_digest(type_, properties)}


def change(label: str, properties: dict[str, Any]) -> Change:
    return Change("create", "node", label, properties["id"], digested(label, properties))


def value(schema: GraphSchema, one: Property) -> Any:
    if one.values:
        return sorted(one.values)[0]
    if one.refers_to:
        found: Any = identifier(schema.prefixes, one.refers_to[0], 3)
    else:
        found = {"integer": 2024, "float": 0.1 + 0.2, "boolean": False, "date": "2024-02-29"}.get(
            one.type, f"Éclair « {one.name} » \"'\\ \n\t{{}}"
        )
    return sorted([found, f"{found} bis"]) if one.many else found


def exported(changes: list[Change], schema: GraphSchema, form: Form, folder: Path) -> Path:
    file = folder / f"graph.{form}"
    with file.open("wb") as out:
        write_rdf(((each, each.properties) for each in changes), schema, out, form)
    return file


def told(*files: Path) -> list[Record]:
    return list(rdf.tell(Asked(files)).records)


def settled(schema: GraphSchema, records: list[Record]) -> set[tuple[Any, ...]]:
    """What would be stored: type, id, ends and the digest of everything else."""
    door = Door(schema, "", TODAY)
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

    for kind in (*(schema.nodes[label] for label in schema.data_labels()), *schema.edges.values()):
        name = getattr(kind, "label", None) or getattr(kind, "type", None)
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
    assert told(file) == [LeftOut(HIERARCHY + 1, rdf_reason())]


HIERARCHY = 5


def rdf_reason() -> str:
    from loaders.rdf_records import DERIVED_ANEW

    return DERIVED_ANEW


# ── what is wrong with a file ──────────────────────────────────────────────────────────────────────

SL, ID = "https://w3id.org/sillon/ontology#", "https://w3id.org/sillon/id/"
HEAD = (
    f"@prefix sl: <{SL}> .\n@prefix siret: <{ID}siret/> .\n@prefix source: <{ID}source/> .\n@prefix fact: <{ID}fact/> "
    f".\n@prefix machine: <{ID}machine/> .\n@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> "
    ".\n@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
FIRST = HEAD.count("\n") + 1
MACHINE = "machine:6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"


def problems(text: str, folder: Path) -> list[tuple[int, str, str, bool]]:
    file = folder / "told.ttl"
    file.write_text(HEAD + text, encoding="utf-8")
    found = [each for each in told(file) if isinstance(each, RowProblem)]
    return [(each.line - FIRST, each.column, each.en, each.rejected) for each in found]


@pytest.mark.parametrize(
    ("text", "place", "because"),
    [
        ("machine:1 a sl:Equipment .", (0, "id"), "no prefix of ours covers this IRI"),
        (f"\n{MACHINE} a sl:Equipment ; sl:fromSource source:x .", (1, "sl:audience"), "sl:audience is missing"),
        (f"{MACHINE} a sl:Equipment ; sl:audience 'public' .", (0, "sl:fromSource"), "sl:fromSource is missing"),
        (f"{MACHINE} a sl:Equipment ; geo:lat 'north' .", (0, "geo:lat"), "a number is expected"),
        (f"{MACHINE} a sl:Equipment ; geo:lat siret:1 .", (0, "geo:lat"), "a literal is expected, not an IRI"),
        (f"{MACHINE} a sl:Equipment ; geo:lat 1, 2 .", (0, "geo:lat"), "two values where one is expected"),
        (f"{MACHINE} a sl:Equipment ; sl:shareable 'yes' .", (0, "sl:shareable"), "true or false is expected"),
        (f"{MACHINE} a sl:Equipment ; rdfs:label 'Four'@fr .", (0, "rdfs:label"), "this text has no language here"),
        (f"{MACHINE} a sl:Equipment ; sl:owner machine:x .", (0, "sl:owner"), "no prefix of ours covers this IRI"),
        (
            f"{MACHINE} a sl:Equipment ; sl:fromSource skill:x .", (0, "sl:fromSource"),
            "the IRI of a source: is expected",
        ),
        (f"{MACHINE} a sl:Equipment, sl:Actor .", (0, "id"), "two classes at once"),
        ("skill:x a skos:Concept ; sl:level 99999999999999999999 .", (0, "sl:level"), "a whole number is expected"),
        ("fact:x a sl:Fact .", (0, "id"), "no prefix of ours covers this IRI"),
        (f"fact:{'a' * 32} a sl:Fact .", (0, "rdf:subject"), "one rdf:subject is expected, an IRI"),
        (
            f"fact:{'a' * 32} a sl:Fact ; rdf:subject siret:73282932000074 ; rdf:predicate sl:feeds ; "
            "rdf:object skill:x .",
            (0, "rdf:predicate"), "is no relation of a fact or a link",
        ),
        (
            f"fact:{'a' * 32} a sl:Fact ; rdf:subject siret:73282932000074 ; rdf:predicate sl:holds ; "
            "rdf:object skill:x ; sl:fromSource source:x ; sl:audience 'public' ; sl:confidence 1.0 ; "
            "sl:basis 'guessed' .",
            (0, "sl:basis"), "not in the list: declared, observed, inferred",
        ),
    ],
)  # fmt: skip
def test_what_cannot_come_in_is_set_aside_with_its_line_and_reason(
    text: str, place: tuple[int, str], because: str, tmp_path: Path
) -> None:
    assert problems(text, tmp_path) == [(*place, because, True)]


def test_what_nobody_keeps_is_counted_by_name_with_the_first_line(tmp_path: Path) -> None:
    found = problems(
        "skill:x a skos:Concept ; sl:fromSource source:x ; skos:editorialNote 'a', 'b' ;\n  skos:prefLabel 'x'@it .\n"
        "skill:y a skos:Concept ; sl:fromSource source:x ; skos:editorialNote 'c' .\n"
        "skill:y skos:broader skill:x .\n<http://e.org/a> a <http://e.org/C> .\n",
        tmp_path,
    )

    assert found == [
        (4, "http://e.org/C", "no class of Sillon, no sl:Fact and no sl:Link; left out, 1 times", False),
        (3, "skos:broader", "no sl:Fact or sl:Link says its source; left out, 1 times", False),
        (0, "skos:editorialNote", "is no predicate that Sillon keeps here; left out, 3 times", False),
        (0, "skos:prefLabel@fr", "a language that Sillon does not keep here; left out, 1 times", False),
    ]


def test_what_is_said_of_a_thing_in_two_places_is_set_aside_the_second_time(tmp_path: Path) -> None:
    found = problems(
        "skill:x a skos:Concept ; sl:fromSource source:x .\nskill:y a skos:Concept ; sl:fromSource source:x .\n"
        "skill:x a skos:Concept ; skos:notation '1' .",
        tmp_path,
    )

    assert found == [(2, "id", "what is said of it must stand together: sort the file (N-Quads, then sort)", True)]


def test_rdf_that_is_no_export_of_ours_is_refused_and_told_what_was_expected(tmp_path: Path) -> None:
    file = tmp_path / "foreign.ttl"
    file.write_text("@prefix e: <http://e.org/> . e:a a e:C ; e:p e:b . e:b a e:C .", encoding="utf-8")

    with pytest.raises(DataErrors) as refused:
        told(file)

    assert "foreign.ttl is not a graph that Sillon exported" in refused.value.en
    assert "http://e.org/C" in refused.value.en
    assert "sillon export --format ttl|jsonld|nq" in refused.value.fr


def test_without_a_file_and_with_one_that_is_not_there_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataErrors, match=r"Turtle, N-Triples, .*JSON-LD"):
        rdf.tell(Asked())
    with pytest.raises(WrongInput, match=r"There is no file none\.ttl"):
        told(tmp_path / "none.ttl")


WRONG: dict[str, tuple[str, bytes]] = {
    **{name: ("rdf", text) for name, text in BOMBS.items() if not name.startswith(("in UTF", "in a page"))},
    "a remote context": ("jsonld", with_context("{}", "http://127.0.0.1:9/c").encode()),
    "a context that is a file": ("jsonld", with_context("{}", "file:///etc/passwd").encode()),
    "brackets": ("ttl", NESTED["brackets"][1].encode()),
    "closed brackets": ("ttl", ("(" * DEEP + ")" * DEEP + " <http://e.org/p> 1 .").encode()),
    "NUL in an IRI": ("nq", b"<http://e.org/a\x00> <http://e.org/p> <http://e.org/b> .\n"),
    "an escaped NUL in an IRI": ("nq", b"<http://e.org/a\\u0000> <http://e.org/p> <http://e.org/b> .\n"),
    "another encoding": ("ttl", '<http://e.org/a> <http://e.org/p> "é" .'.encode("latin-1")),
    "UTF-16": ("ttl", '<http://e.org/a> <http://e.org/p> "é" .'.encode("utf-16")),
    "IRIs of files": ("nt", b"<file:///etc/passwd> <file:///a> <file:///b> .\n"),
    "a long text": ("nt", (TERM + '"' + "x" * 2_000_000 + '" .\n').encode()),
}


@contextmanager
def traced() -> Iterator[list[int]]:
    """The most bytes that were held at once, when it is over."""
    promises()  # read once in a process
    peak = [0]
    tracemalloc.start()
    try:
        yield peak
    finally:
        peak[0] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


@pytest.mark.parametrize("name", WRONG)
def test_files_that_mean_harm_are_refused_in_one_sentence_and_little_memory(name: str, tmp_path: Path) -> None:
    form, content = WRONG[name]
    file = tmp_path / f"harm.{form}"
    file.write_bytes(content)

    with traced() as peak, pytest.raises(DataErrors) as refused:
        told(file)

    assert "harm." in refused.value.en
    assert refused.value.en.endswith("Nothing was written.")
    assert refused.value.fr.endswith("Rien n'a été écrit.")
    assert peak[0] < 20_000_000


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
