"""What a load refuses whole, and what it sets aside: one sentence for a person, nothing written, on each engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_service.kernel.errors import Conflict, DataErrors, NotFound, WrongInput
from graph_service.schema.digests import entry_digest
from graph_service.store.changes import Change
from graph_service.store.port import GraphStore
from loaders import pipeline
from loaders.pipeline import Scope
from tests import territory
from tests.territory import REGISTER, rows, run, written

HAUTE = "epci:960000002"


@pytest.fixture(scope="module")
def fresh(store: GraphStore) -> GraphStore:
    """The store of the module with the whole territory; nothing here changes what it tells."""
    territory.load_territory(store)
    return store


def test_a_scope_without_rows_is_refused(fresh: GraphStore, tmp_path: Path) -> None:
    told = [row for row in rows("establishments.csv") if row[10] in ("codeCommuneEtablissement", "96001")]

    with pytest.raises(DataErrors, match="no row within the scope"):
        run(fresh, "sirene", [written(tmp_path / "e.csv", told)], scope=Scope(epci=(HAUTE,)))


def test_an_unknown_intercommunality_is_refused(fresh: GraphStore) -> None:
    with pytest.raises(WrongInput, match="has no communes"):
        run(fresh, "sirene", REGISTER, scope=Scope(epci=("epci:960000009",)))


def test_a_node_of_another_source_is_set_aside(fresh: GraphStore, tmp_path: Path) -> None:
    with fresh.loading("test") as loading:
        stranger = {"id": "insee:96099", "label": "Ailleurs", "kind": "commune", "source": "elsewhere"}
        stranger["digest"] = entry_digest("Territory", stranger)
        change = Change("create", "node", "Territory", "insee:96099", stranger)
        loading.apply({"id": "load:" + "0" * 32, "source": "elsewhere"}, [change])
    told = [*rows("communes.csv"), ["96099", "Ailleurs", "96", "00", "960000001", "5", "", ""]]
    files = [*territory.TERRITORIES[:3], written(tmp_path / "communes.csv", told)]

    report = run(fresh, "territories", files, dry_run=True)

    assert [(p.line, p.value, p.rejected) for p in report.problems] == [(9, "insee:96099", True)]
    assert "elsewhere" in report.problems[0].en


def test_an_unknown_source_names_the_nearest(fresh: GraphStore) -> None:
    with pytest.raises(NotFound, match="Did you mean “sirene”"):
        run(fresh, "siren", REGISTER)


def test_an_unknown_profile_names_those_there_are(fresh: GraphStore) -> None:
    with pytest.raises(WrongInput, match="la-bonne-boite"):
        run(fresh, "sirene", REGISTER, profile="bonne-boite")


def test_real_firms_and_fictitious_actors_never_meet(fresh: GraphStore) -> None:
    with pytest.raises(WrongInput, match="real firms"):
        run(fresh, "sirene", REGISTER, demonstration=True)
    with pytest.raises(WrongInput, match="invented"):
        run(fresh, "fictitious", [])


def test_a_second_loader_is_told_that_somebody_loads(fresh: GraphStore) -> None:
    with fresh.loading("first"), pytest.raises(Conflict):
        pipeline.run(fresh, "sirene", REGISTER)


BAD_FILES = {
    "empty": b"",
    "binary": b"\x00\x01\x02",
    "workbook": b"PK\x03\x04",
    "separator": b"siret|etatAdministratifEtablissement\n1|A\n",
    "columns": b"siret,etat\n1,A\n",
    "titles": REGISTER[0].read_bytes().split(b"\n")[0] + b"\n",
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
def test_a_bad_file_gets_one_sentence_and_nothing_is_written(fresh: GraphStore, tmp_path: Path, content: bytes) -> None:
    before = len(fresh.loads()), fresh.projection_key()
    path = tmp_path / "bad.csv"
    path.write_bytes(content)

    with pytest.raises(DataErrors) as wrong:
        run(fresh, "sirene", [path])

    assert "bad.csv" in wrong.value.fr
    assert "\n" not in wrong.value.fr
    assert (len(fresh.loads()), fresh.projection_key()) == before


def test_too_many_bad_rows_refuse_the_file(fresh: GraphStore, tmp_path: Path) -> None:
    before = fresh.projection_key()
    told = [
        [row[0][:-1] + "x", *row[1:]] if 0 < number < 6 else row
        for number, row in enumerate(rows("establishments.csv"))
    ]

    with pytest.raises(DataErrors, match="5 rows of 18") as wrong:
        run(fresh, "sirene", [written(tmp_path / "e.csv", told)])

    assert "line 2" in wrong.value.en
    assert fresh.projection_key() == before
    allowed = run(fresh, "sirene", [written(tmp_path / "e.csv", told)], max_rejected_share=0.5, dry_run=True)
    assert allowed.rejected == 5
