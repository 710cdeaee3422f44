"""A graph leaves as a file and comes back: one digest on either engine, and the same bytes when it leaves again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graph_service.kernel.canonical import digest_of_pairs
from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf_writing import Form, write_rdf
from graph_service.store.changes import Stored
from graph_service.store.graph import BoltStore
from loaders import pipeline
from tests import territory
from tests.conftest import fresh_store
from tests.engine.test_demo_territory import ground
from tests.engine.test_load_metz import METZ, PROFILE, moselle
from tests.laws.graph import breaches
from tests.requirements import at_night, require


@dataclass(frozen=True)
class Origin:
    """An exported graph."""

    files: dict[Form, Path]
    digest: str
    counts: dict[str, int]
    demonstration: bool


def export(held: Iterable[tuple[Stored, dict[str, Any]]], schema: GraphSchema, form: Form) -> bytes:
    out = io.BytesIO()
    write_rdf(held, schema, out, form)
    return out.getvalue()


def exported(store: BoltStore, folder: Path, *forms: Form, demonstration: bool = False) -> Origin:
    files: dict[Form, Path] = {}
    for form in forms:
        files[form] = folder / f"graph.{form}"
        files[form].write_bytes(export(store.dump(), store.schema, form))
    told = Origin(files, store.digest(), store.counts(), demonstration)
    store.close()
    return told


@pytest.fixture(scope="module")
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """The small territory with its register."""
    folder = tmp_path_factory.mktemp("small")
    store = fresh_store("embedded", request, folder)
    territory.load_ground(store)
    territory.run(store, "sirene", territory.REGISTER)
    return exported(store, folder, "ttl", "jsonld", "nq")


@pytest.fixture(scope="module")
def demonstration(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """The demonstration, with every kind of fact in every audience, and what rules infer from them."""
    folder = tmp_path_factory.mktemp("demonstration")
    store = fresh_store("embedded", request, folder)
    ground(store, folder)
    pipeline.run(store, "fictitious", [], demonstration=True)
    return exported(store, folder, "ttl", "nq", demonstration=True)


@pytest.fixture(scope="module")
def metz(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """The real establishments of Metz."""
    require("data", METZ.is_file(), "the establishments of Metz lie beside the checkout, in ../shared/data")
    folder = tmp_path_factory.mktemp("metz")
    store = fresh_store("embedded", request, folder)
    moselle(store, folder)
    pipeline.run(store, "sirene", [METZ], profile=PROFILE)
    return exported(store, folder, "ttl")


@pytest.fixture
def empty(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BoltStore]:
    """An empty store of one test, on each engine in turn."""
    store = fresh_store(engine, request, tmp_path)
    yield store
    store.close()


def comes_back(store: BoltStore, origin: Origin, form: Form) -> None:
    """Load the file into the empty store and compare everything there is to compare."""
    file = origin.files[form]

    report = pipeline.run(store, "rdf", [file], demonstration=origin.demonstration)
    again = pipeline.run(store, "rdf", [file], demonstration=origin.demonstration)

    assert (report.rejected, report.problems, report.duplicates, report.narrowed) == (0, (), 0, 0)
    assert report.read > 0
    assert store.counts() == origin.counts
    held = list(store.dump())
    assert digest_of_pairs((stored.id, entry_digest(stored.type, told)) for stored, told in held) == origin.digest
    assert export(held, store.schema, form) == file.read_bytes()
    assert (again.load, again.new, again.changed, again.retired) == (None, 0, 0, 0)


@pytest.mark.parametrize("form", ["ttl", "jsonld", "nq"])
def test_the_small_territory_comes_back(small: Origin, empty: BoltStore, form: Form) -> None:
    comes_back(empty, small, form)

    assert empty.digest() == small.digest
    assert breaches(empty.schema, empty.dump()) == []


def test_the_demonstration_comes_back_with_what_is_inferred(demonstration: Origin, empty: BoltStore) -> None:
    comes_back(empty, demonstration, "ttl")
    inferred = [stored for stored, properties in empty.dump() if properties.get("basis") == "inferred"]

    assert len(inferred) > 100


@at_night
@pytest.mark.data
def test_metz_comes_back(metz: Origin, embedded_store: BoltStore) -> None:
    comes_back(embedded_store, metz, "ttl")


@at_night
@pytest.mark.data
def test_metz_comes_back_on_neo4j(metz: Origin, neo4j_store: BoltStore) -> None:
    comes_back(neo4j_store, metz, "ttl")


@pytest.fixture(scope="module")
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoltStore]:
    """The small territory with its register, on the embedded engine."""
    store = fresh_store("embedded", request, tmp_path_factory.mktemp("home"))
    territory.load_ground(store)
    territory.run(store, "sirene", territory.REGISTER)
    yield store
    store.close()


def test_a_graph_that_is_there_already_is_not_touched_and_its_snapshots_go_on(home: BoltStore, small: Origin) -> None:
    report = pipeline.run(home, "rdf", [small.files["nq"]])
    delivery = territory.run(home, "sirene", territory.REGISTER)

    assert (report.load, report.new, report.changed, report.retired) == (None, 0, 0, 0)
    assert (delivery.load, delivery.changed, delivery.retired) == (None, 0, 0)


def test_a_part_of_a_graph_retires_nothing(home: BoltStore, small: Origin, tmp_path: Path) -> None:
    part = tmp_path / "part.nq"
    part.write_bytes(b"".join(line for line in small.files["nq"].open("rb") if b"/source/" in line or b"naf" in line))
    before = home.digest()

    report = pipeline.run(home, "rdf", [part], max_rejected_share=1.0)

    assert report.retired == 0
    assert home.digest() == before


def test_invented_actors_come_in_by_no_back_door(demonstration: Origin, home: BoltStore, small: Origin) -> None:
    before = home.digest()

    with pytest.raises(WrongInput, match="“fictitious” is invented"):
        pipeline.run(home, "rdf", [demonstration.files["nq"]])
    with pytest.raises(WrongInput, match="“sirene” names real firms"):
        pipeline.run(home, "rdf", [small.files["nq"]], demonstration=True)

    assert home.digest() == before


def test_a_fact_whose_id_is_not_its_own_is_set_aside(home: BoltStore, small: Origin, tmp_path: Path) -> None:
    text = small.files["nq"].read_text(encoding="utf-8")
    ids = sorted({word for word in text.split() if "/id/fact/" in word})
    swapped = tmp_path / "swapped.nq"
    swapped.write_text(text.replace(ids[0], f"{ids[0][:-3]}zz>".replace("zz", "00")), encoding="utf-8")

    report = pipeline.run(home, "rdf", [swapped])

    assert [problem.en for problem in report.problems] == ["this is not the id of what is said"]
    assert report.problems[0].line > 0


def test_what_another_source_holds_is_set_aside(home: BoltStore, small: Origin, tmp_path: Path) -> None:
    text = small.files["nq"].read_text(encoding="utf-8")
    mine = "".join(
        line for line in text.splitlines(keepends=True) if line.startswith("<https://w3id.org/sillon/id/naf/")
    )
    taken = tmp_path / "taken.nq"
    taken.write_text(mine.replace("/source/nomenclature>", "/source/somebody>"), encoding="utf-8")

    with pytest.raises(DataErrors) as refused:
        pipeline.run(home, "rdf", [taken])

    assert "held by the source “nomenclature” already" in refused.value.en


def test_an_actor_that_another_replaces_comes_back_and_its_id_still_leads_there(
    embedded_store: BoltStore, small: Origin, tmp_path: Path
) -> None:
    known = "https://w3id.org/sillon/id/siret/99990001200017"
    gone = "https://w3id.org/sillon/id/sl-actor/6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"
    said = (
        f"<{gone}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/sillon/ontology#Actor> .\n"
        f'<{gone}> <http://www.w3.org/2000/01/rdf-schema#label> "Ancienne fonderie" .\n'
        f'<{gone}> <https://w3id.org/sillon/ontology#audience> "public" .\n'
        f"<{gone}> <https://w3id.org/sillon/ontology#replacedBy> <{known}> .\n"
    )
    merged = tmp_path / "merged.nq"
    merged.write_bytes(small.files["nq"].read_bytes() + said.encode())

    report = pipeline.run(embedded_store, "rdf", [merged])
    again = pipeline.run(embedded_store, "rdf", [merged])
    out = export(embedded_store.dump(), embedded_store.schema, "nq")

    assert (report.rejected, report.problems) == (0, ())
    assert (again.load, again.new, again.changed, again.retired) == (None, 0, 0, 0)
    assert set(out.decode().splitlines()) == set(merged.read_text(encoding="utf-8").splitlines())
    with embedded_store.loading("tests") as loading:
        assert loading.other_ids() == {
            gone.replace("https://w3id.org/sillon/id/sl-actor/", "sl-actor:"): ("siret:99990001200017")
        }
