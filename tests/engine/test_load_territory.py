"""A small territory comes in, comes in again, changes, and goes, on each engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.schema.digests import entry_digest
from graph_service.store.changes import Change
from graph_service.store.port import GraphStore
from loaders import ledger
from loaders.pipeline import Scope
from loaders.sources import fictitious
from tests import territory
from tests.laws.graph import breaches
from tests.territory import REGISTER, entries, load_ground, rows, run, written
from tests.unit.by_pyshacl import Shacl
from tests.unit.examples import Thing

HAUTE = "epci:960000002"
FOUNDRY = "siret:99990001200017"
HIDDEN = "siret:99990011100017"


@pytest.fixture(scope="module")
def fresh(store: GraphStore) -> GraphStore:
    """The store of the module with the whole territory; a test that changes it brings it back."""
    territory.load_territory(store)
    return store


def test_a_second_run_of_every_source_writes_nothing(fresh: GraphStore) -> None:
    before = fresh.digest(), len(fresh.loads())

    again = territory.load_territory(fresh)

    assert [(report.load, report.new, report.changed, report.retired) for report in again] == [(None, 0, 0, 0)] * 4
    assert (fresh.digest(), len(fresh.loads())) == before


def test_what_is_stored_keeps_the_laws_of_the_graph(fresh: GraphStore) -> None:
    stored = list(fresh.dump())

    assert len(stored) > 80
    assert breaches(fresh.schema, stored) == []


def test_what_is_stored_has_the_shapes_of_the_ontology_as_rdf_too(fresh: GraphStore) -> None:
    stored = [Thing(entry.kind, entry.type, entry.id, said, entry.start, entry.end) for entry, said in fresh.dump()]

    assert Shacl(fresh.schema).broken(stored) == set()


def test_every_fact_says_its_source_its_basis_and_the_line_it_came_from(fresh: GraphStore) -> None:
    located = [p for p in entries(fresh, "LOCATED_IN").values() if p["source"] == "sirene"]

    assert {(p["basis"], p["confidence"], p["observed_on"], p["profile"]) for p in located} == {
        ("observed", 1.0, "2025-01-10", "official")
    }
    assert sorted(p["line"] for p in located) == [line for line in range(2, 20) if line != 13]


def test_a_closed_establishment_is_left_out_and_counted(fresh: GraphStore) -> None:
    report = run(fresh, "sirene", REGISTER)

    assert report.left_out == {"closed": 1}
    assert report.read == 18


def test_partial_diffusion_shows_neither_name_nor_point(fresh: GraphStore) -> None:
    shown = entries(fresh, "Actor")[HIDDEN]

    assert shown["label"] == "Établissement en diffusion partielle"
    assert (shown["lat"], shown["lon"], shown["precision"]) == (48.95, 6.35, "commune")
    assert not [p for p in entries(fresh, "Actor", "Record", "LegalUnit").values() if "CACHE" in str(p)]


def test_a_sole_trader_keeps_a_sign_but_not_the_name_of_a_person(fresh: GraphStore) -> None:
    shown = entries(fresh, "Actor", "Record", "LegalUnit")

    assert "AU PAIN DORÉ" in {p.get("label") for p in shown.values()}
    assert not [p for p in shown.values() if "PERRIN" in str(p).upper() or "LAMBERT" in str(p).upper()]


def test_an_activity_of_an_unknown_nomenclature_is_told_and_left_away(fresh: GraphStore) -> None:
    report = run(fresh, "sirene", REGISTER)

    assert [(p.line, p.column, p.value, p.rejected) for p in report.problems] == [
        (19, "activitePrincipaleEtablissement", "naf2025:25.11B", False)
    ]


def test_an_edge_told_for_all_between_members_is_for_members(fresh: GraphStore) -> None:
    supplies = entries(fresh, "SUPPLIES")

    by_line = {p["line"]: p["audience"] for p in supplies.values()}
    assert by_line == {2: "members", 3: "analysts", 8: "private", 9: "public"}


def test_a_row_that_changes_changes_only_its_own_entries(fresh: GraphStore, tmp_path: Path) -> None:
    told = rows("establishments.csv")
    told[1][3] = "31"

    report = run(fresh, "sirene", [written(tmp_path / "e.csv", told), REGISTER[1]])

    assert (report.new, report.changed, report.retired) == (0, 2, 0)  # its record, and the actor shown from it
    assert entries(fresh, "Actor")[FOUNDRY]["workforce"] == "31"
    run(fresh, "sirene", REGISTER)


def test_what_a_snapshot_tells_no_more_goes_with_its_actor_and_unit(fresh: GraphStore, tmp_path: Path) -> None:
    before = fresh.digest()
    told = [row for row in rows("establishments.csv") if not row[0].startswith("999900038")]

    report = run(fresh, "sirene", [written(tmp_path / "e.csv", told), REGISTER[1]])

    # two establishments: actor, record, four edges each; and their legal unit
    assert (report.new, report.changed, report.retired, report.cascaded) == (0, 0, 13, 0)
    assert "siren:999900038" not in entries(fresh, "LegalUnit")
    assert run(fresh, "sirene", REGISTER).new == 13
    assert fresh.digest() == before


def test_a_scoped_snapshot_retires_inside_its_scope_only(fresh: GraphStore, tmp_path: Path) -> None:
    kept_inside, outside = "siret:99990003800012", FOUNDRY
    told = [row for row in rows("establishments.csv") if row[0] in ("siret", kept_inside.removeprefix("siret:"))]

    report = run(fresh, "sirene", [written(tmp_path / "e.csv", told), REGISTER[1]], scope=Scope(epci=(HAUTE,)))

    left = entries(fresh, "Actor")
    assert report.read == 1
    assert kept_inside in left
    assert outside in left
    assert HIDDEN not in left
    run(fresh, "sirene", REGISTER)


def test_a_dry_run_counts_and_writes_nothing(fresh: GraphStore, tmp_path: Path) -> None:
    before = fresh.digest()
    told = rows("establishments.csv")[:-1]

    report = run(fresh, "sirene", [written(tmp_path / "e.csv", told), REGISTER[1]], dry_run=True)

    assert (report.load, report.retired) == (None, 5)
    assert fresh.digest() == before


def test_a_commune_that_goes_takes_its_links_along(fresh: GraphStore, tmp_path: Path) -> None:
    before = fresh.digest()
    told = [row for row in rows("communes.csv") if row[0] != "96006"]
    files = [*territory.TERRITORIES[:3], written(tmp_path / "communes.csv", told)]

    report = run(fresh, "territories", files, options={"poles": "Essai=epci:960000001,epci:960000002"})

    # the commune and its two WITHIN; LOCATED_IN of a sawmill, a laboratory and a private sawmill
    assert (report.retired, report.cascaded) == (3, 3)
    load_ground(fresh)
    run(fresh, "sirene", REGISTER)
    run(fresh, "fictitious", territory.DECLARED, demonstration=True)
    assert fresh.digest() == before


def test_an_actor_without_point_follows_its_commune(fresh: GraphStore, tmp_path: Path) -> None:
    told = [[*row[:6], "48.96", "6.36"] if row[0] == "96005" else row for row in rows("communes.csv")]
    files = [*territory.TERRITORIES[:3], written(tmp_path / "communes.csv", told)]

    run(fresh, "territories", files)

    assert (entries(fresh, "Actor")[HIDDEN]["lat"], entries(fresh, "Actor")[HIDDEN]["lon"]) == (48.96, 6.36)
    load_ground(fresh)


def test_loads_are_in_the_ledger_with_their_counts(fresh: GraphStore) -> None:
    first = ledger.loads(fresh, "nomenclature")[-1]

    assert (first.profile, first.state, first.file_name) == ("naf", "finished", "naf.csv")
    assert (first.read, first.new) == (41, 119)


def test_a_node_that_becomes_narrower_narrows_the_edges_of_others(fresh: GraphStore, tmp_path: Path) -> None:
    before = fresh.digest()
    workshop = fictitious.actor_id("a6")
    stranger = {
        "id": "fact:" + "1" * 32, "source": "elsewhere", "basis": "observed", "confidence": 0.5, "audience": "public",
    }  # fmt: skip
    stranger["digest"] = entry_digest("KNOWS", stranger)
    ends = ("Actor", FOUNDRY), ("Actor", workshop)
    with fresh.loading("test") as loading:
        change = Change("create", "edge", "KNOWS", str(stranger["id"]), stranger, *ends)
        loading.apply({"id": "load:" + "1" * 32, "source": "elsewhere"}, [change])
    told = [[*row[:8], "members", row[9]] if row[0] == "a6" else row for row in rows("actors.csv")]

    run(fresh, "fictitious", [written(tmp_path / "a.csv", told), territory.DECLARED[1]], demonstration=True)

    assert entries(fresh, "Actor")[workshop]["audience"] == "members"
    at_workshop = [p for s, p in fresh.dump() if s.kind == "edge" and ("Actor", workshop) in (s.start, s.end)]
    assert {p["audience"] for p in at_workshop} == {"members", "analysts", "private"}
    known = entries(fresh, "KNOWS")[str(stranger["id"])]
    assert (known["audience"], known["source"]) == ("members", "elsewhere")
    assert known["digest"] == entry_digest("KNOWS", known)

    run(fresh, "fictitious", territory.DECLARED, demonstration=True)
    with fresh.loading("test") as loading:
        change = Change("delete", "edge", "KNOWS", str(stranger["id"]), {}, *ends)
        loading.apply({"id": "load:" + "2" * 32, "source": "elsewhere"}, [change])
    assert fresh.digest() == before


def test_the_same_file_in_another_encoding_says_the_same(fresh: GraphStore, tmp_path: Path) -> None:
    text = REGISTER[0].read_text(encoding="utf-8")
    legacy, marked = tmp_path / "legacy.csv", tmp_path / "marked.csv"
    legacy.write_bytes(text.encode("cp1252"))
    marked.write_bytes(text.encode("utf-8-sig"))

    reports = [run(fresh, "sirene", [path, REGISTER[1]]) for path in (legacy, marked)]

    assert [(report.load, report.unchanged) for report in reports] == [(None, 85), (None, 85)]
    assert reports[0].hints[0][1] == "legacy.csv is read as cp1252."


def test_a_row_about_a_replaced_actor_is_about_the_one_that_replaced_it(fresh: GraphStore, tmp_path: Path) -> None:
    before = fresh.digest()
    old, new = str(fictitious.actor_id("old-key")), fictitious.actor_id("a6")
    replaced = {"id": old, "label": "Ancien nom", "audience": "public", "replaced_by": new}
    replaced["digest"] = entry_digest("Actor", replaced)
    with fresh.loading("test") as loading:
        loading.apply({"id": "load:" + "3" * 32, "source": "x"}, [Change("create", "node", "Actor", old, replaced)])
        assert loading.other_ids() == {old: new}
    links = written(tmp_path / "links.csv", [*rows("links.csv"), ["a1", "ADVISES", "old-key", "public"]])

    run(fresh, "fictitious", [territory.DECLARED[0], links], demonstration=True)

    advised = {s.end for s, p in fresh.dump() if s.type == "ADVISES" and p["line"] == 10}
    assert advised == {("Actor", new)}
    run(fresh, "fictitious", territory.DECLARED, demonstration=True)
    with fresh.loading("test") as loading:
        loading.apply({"id": "load:" + "4" * 32, "source": "x"}, [Change("delete", "node", "Actor", old)])
    assert fresh.digest() == before
