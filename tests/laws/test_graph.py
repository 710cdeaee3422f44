"""Laws of the stored graph: no edge wider than its ends, every fact with its ground, every id and digest right."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graph_service.kernel.canonical import short_hash
from graph_service.schema.digests import entry_digest
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.changes import Change
from graph_service.store.port import GraphStore
from loaders import pipeline, shipped
from tests.engine.town import CLUB, FOUNDRY, GROUP, SECRET, tell, whole_town
from tests.laws.graph import Entry, breaches


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The invented town on the embedded engine; no test here leaves anything behind."""
    store = open_store(Settings(data=tmp_path_factory.mktemp("town") / "data"))
    tell(store, whole_town(store.schema))
    yield store
    store.close()


@pytest.fixture(scope="module")
def entries(town: GraphStore) -> list[Entry]:
    return list(town.dump())


def test_the_town_keeps_every_law(town: GraphStore, entries: list[Entry]) -> None:
    facts = {edge.type for edge in town.schema.edges.values() if edge.fact}

    assert facts - {stored.type for stored, _ in entries} == set(), "the town must tell every type of fact"
    assert breaches(town.schema, entries) == []


def test_the_demonstration_keeps_every_law(tmp_path: Path) -> None:
    with shipped.demonstration("actors.csv").open(encoding="utf-8", newline="") as file:
        wanted = tuple(row["commune"] + "," for row in csv.DictReader(file) if row["commune"])
    with gzip.open(shipped.reference("communes_france.csv.gz"), "rt", encoding="utf-8") as file:
        told = [row for number, row in enumerate(file) if number == 0 or row.startswith(wanted)]
    communes = tmp_path / "communes.csv"  # the others cost half a minute and stand at the end of no fact
    communes.write_text("".join(told), encoding="utf-8")
    others = [shipped.reference(f"{name}_france.csv") for name in ("regions", "departements", "epci")]
    store = open_store(Settings(data=tmp_path / "data-demo"))
    try:
        pipeline.run(store, "territories", [*others, communes])
        pipeline.run(store, "nomenclature", [shipped.reference("naf_rev2.csv")], profile="naf")
        pipeline.run(store, "schemes", [])
        pipeline.run(store, "fictitious", [], demonstration=True)

        assert store.counts()["Actor"] == 333
        assert breaches(store.schema, store.dump()) == []
    finally:
        store.close()


HIDDEN = {"audience": "private", "owner": SECRET}
PLANTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a fact wider than its end": ("KNOWS", {"audience": "public", "owner": None}, "wider than its end"),
    "a fact for a group at an end of nobody's": ("KNOWS", {"audience": GROUP}, "wider than its end"),
    "a private fact of another owner": ("KNOWS", {"owner": CLUB}, "wider than its end"),
    "a node without audience": ("Contact", {"audience": None}, "the audience None is no token"),
    "a fact without audience": ("KNOWS", {"audience": None}, "the audience None is no token"),
    "an audience that is no token": ("Offer", {"audience": "everybody"}, "'everybody' is no token"),
    "a group without a name": ("Offer", {"audience": "group:"}, "'group:' is no token"),
    "a group that does not exist": ("Offer", {"audience": "group:nobody"}, "which is no group"),
    "private to nobody": ("Offer", {"owner": None}, "nobody owns it"),
    "an owner that is no actor": ("Offer", {"owner": "insee:99001"}, "the owner 'insee:99001' is no actor"),
    "a gate where none stands": ("Territory", {"audience": "members"}, "no gate stands on it"),
    "a basis of another kind": ("KNOWS", {"basis": "guessed"}, "the basis 'guessed'"),
    "no basis": ("KNOWS", {"basis": None}, "the basis None"),
    "more than sure": ("KNOWS", {"confidence": 1.5}, "the confidence 1.5"),
    "less than nothing": ("KNOWS", {"confidence": -0.1}, "the confidence -0.1"),
    "no confidence": ("KNOWS", {"confidence": None}, "the confidence None"),
    "a degree beyond the last": ("Problem", {"severity": 9}, "severity = 9: a severity goes from 1 to 4"),
    "an end before the beginning": ("KNOWS", {"valid_from": "2099-01-02", "valid_to": "2099-01-01"}, "ceases to be"),
    "no source": ("KNOWS", {"source": None}, "no source"),
    "a property of nowhere": ("KNOWS", {"colour": "red"}, "the property colour is not in graph.toml"),
    "a digest of something else": ("KNOWS", {"digest": "0" * 64}, "is not that of what is stored"),
    "no digest": ("Actor", {"digest": None}, "the digest None"),
    "a digest of the day before": ("Actor", {"sphere": "research"}, "is not that of what is stored"),
}
PLANTED_IDS = {
    "an unknown prefix": ("Actor", "nobody:1", "ids with this prefix are for nothing"),
    "the prefix of another label": ("Actor", "insee:57463", "ids with this prefix are for Territory"),
    "a key that is wrong": ("Actor", "siret:73282932000075", "the key of this SIRET is wrong"),
    "an id that is not in its form": ("Concept", "naf:2451Z", "not the form of an id, which is naf:24.51Z"),
    "an edge whose id is not a hash": ("KNOWS", "fact:knows", "no identifier"),
    "an edge with the id of a node": ("KNOWS", FOUNDRY, "not the form of an id"),
}


def spoilt(entries: list[Entry], at: int, **given: Any) -> list[Entry]:
    """The same graph with other properties on one entry; its digest is made anew unless it is what is spoilt."""
    stored, found = entries[at]
    found = {name: value for name, value in {**found, **given}.items() if value is not None}
    if not {"digest", "sphere"} & given.keys():
        found["digest"] = entry_digest(stored.type, found)
    return [*entries[:at], (stored, found), *entries[at + 1 :]]


def place_of(entries: list[Entry], kind: str) -> int:
    """One entry of this kind, for its owner alone where anything of the kind is hidden."""
    places = [at for at, (stored, _) in enumerate(entries) if stored.type == kind]
    hidden = [at for at in places if {**entries[at][1], **HIDDEN} == entries[at][1]]
    return (hidden or places)[0]


@pytest.mark.parametrize(("kind", "given", "words"), PLANTS.values(), ids=PLANTS)
def test_a_planted_breach_is_named_with_its_place(
    town: GraphStore, entries: list[Entry], kind: str, given: dict[str, Any], words: str
) -> None:
    at = place_of(entries, kind)
    found = breaches(town.schema, spoilt(entries, at, **given))

    assert any(told.startswith(f"{kind} {entries[at][0].id}: ") and words in told for told in found), found


@pytest.mark.parametrize(("kind", "identifier", "words"), PLANTED_IDS.values(), ids=PLANTED_IDS)
def test_a_planted_id_is_named(town: GraphStore, entries: list[Entry], kind: str, identifier: str, words: str) -> None:
    at = place_of(entries, kind)
    stored, found = spoilt(entries, at, id=identifier)[at]
    found_wrong = breaches(town.schema, [*entries, (replace(stored, id=identifier), found)])

    assert any(told.startswith(f"{kind} {identifier}: ") and words in told for told in found_wrong), found_wrong


def test_a_node_told_twice_an_edge_to_itself_and_an_end_that_is_gone_are_named(
    town: GraphStore, entries: list[Entry]
) -> None:
    at = place_of(entries, "KNOWS")
    stored, found = entries[at]
    loop = replace(stored, end=stored.start)
    lost = replace(stored, end=("Actor", "siret:73282932000074"))

    assert f"KNOWS {stored.id}: a second edge with this id" in breaches(town.schema, [*entries, entries[at]])
    assert f"KNOWS {stored.id}: it leads from a node to itself" in breaches(
        town.schema, [*entries[:at], (loop, found), *entries[at + 1 :]]
    )
    assert any(
        "its end ('Actor', 'siret:73282932000074') is not there" in told
        for told in breaches(town.schema, [*entries[:at], (lost, found), *entries[at + 1 :]])
    )


def test_a_wider_edge_that_was_stored_behind_the_loaders_is_found(town: GraphStore) -> None:
    edge = {"id": "fact:" + short_hash("wide"), "source": "survey", "basis": "observed", "confidence": 1.0}
    edge["audience"] = "public"
    edge["digest"] = entry_digest("KNOWS", edge)
    ends = ("Actor", FOUNDRY), ("Actor", CLUB)
    with town.loading("tests") as loading:
        created = Change("create", "edge", "KNOWS", str(edge["id"]), edge, *ends)
        loading.apply({"id": "load:" + short_hash("wide"), "source": "survey"}, [created])
        found = breaches(town.schema, town.dump())
        removed = Change("delete", "edge", "KNOWS", str(edge["id"]), {}, *ends)
        loading.apply({"id": "load:" + short_hash("narrow"), "source": "survey"}, [removed])

    assert found == [f"KNOWS {edge['id']}: wider than its end: public of None, {CLUB} is members of {CLUB}"]
    assert breaches(town.schema, town.dump()) == []
