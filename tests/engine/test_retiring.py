"""A file that says less: cut short, or with rows set aside. Nothing true goes by mistake; a closure goes in the end."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph_service.kernel.errors import DataErrors, WrongInput
from graph_service.store.port import GraphStore
from loaders.report import LoadReport
from tests.engine import register
from tests.territory import entries, load_ground, run

ALL = range(100, 160)


@pytest.fixture(scope="module")
def fresh(store: GraphStore) -> GraphStore:
    load_ground(store)
    return store


def load(store: GraphStore, file: Path, **more: object) -> LoadReport:
    return run(store, "sirene", [file], profile="la-bonne-boite", **more)


def altered(file: Path, line: int) -> Path:
    """The same file, its SIRET on this line (of the file) with another last digit."""
    with file.open(encoding="utf-8", newline="") as told:
        rows = list(csv.reader(told))
    rows[line - 1][0] = rows[line - 1][0][:-1] + str((int(rows[line - 1][0][-1]) + 1) % 10)
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return file


def test_a_file_that_was_cut_short_retires_nothing_until_somebody_insists(fresh: GraphStore, tmp_path: Path) -> None:
    load(fresh, register.write(tmp_path / "all.csv", ALL))
    before = fresh.digest()
    cut = register.write(tmp_path / "cut.csv", ALL[:10])

    with pytest.raises(DataErrors, match="cut short, insist with --retire-anyway"):
        load(fresh, cut)
    said = load(fresh, cut, dry_run=True)

    assert fresh.digest() == before
    assert said.retired > 0
    assert any("--retire-anyway will be needed" in en for _, en in said.hints)
    assert load(fresh, cut, retire_anyway=True).retired == said.retired
    assert len(entries(fresh, "Actor")) == 10


def test_a_rejected_row_takes_no_establishment_away(fresh: GraphStore, tmp_path: Path) -> None:
    load(fresh, register.write(tmp_path / "all.csv", ALL), retire_anyway=True)
    before = set(entries(fresh, "Actor"))
    wrong = altered(register.write(tmp_path / "wrong.csv", ALL), 8)

    report = load(fresh, wrong)

    assert (report.rejected, report.retired, report.load) == (1, 0, None)
    assert [en for _, en in report.hints if "1 of its rows are set aside" in en]
    assert set(entries(fresh, "Actor")) == before

    assert load(fresh, wrong, retire_anyway=True).retired > 0
    assert before - set(entries(fresh, "Actor")) == {f"siret:{register.siret(ALL[6])}"}


def test_a_few_closures_retire_without_a_question(fresh: GraphStore, tmp_path: Path) -> None:
    load(fresh, register.write(tmp_path / "all.csv", ALL), retire_anyway=True)

    assert load(fresh, register.write(tmp_path / "fewer.csv", ALL[:-3])).retired > 0
    assert len(entries(fresh, "Actor")) == len(ALL) - 3


def test_a_file_without_dates_is_dated_by_the_day_of_its_extraction(fresh: GraphStore, tmp_path: Path) -> None:
    file = register.write(tmp_path / "all.csv", ALL)
    undated = load(fresh, file, retire_anyway=True)
    dated = load(fresh, file, options={"date": "2019-06-30"})

    assert any("--date YYYY-MM-DD" in en for _, en in undated.hints)
    assert not any("--date" in en for _, en in dated.hints)
    assert {fact["observed_on"] for fact in entries(fresh, "IN_SECTOR", "LOCATED_IN").values()} == {"2019-06-30"}


def test_a_date_that_is_none_and_an_option_of_another_source_are_refused(fresh: GraphStore, tmp_path: Path) -> None:
    file = register.write(tmp_path / "all.csv", ALL)

    with pytest.raises(WrongInput, match="“30/06/2019” is not a date"):
        load(fresh, file, options={"date": "30/06/2019"})
    with pytest.raises(WrongInput, match="“poles” means nothing to the source sirene"):
        load(fresh, file, options={"poles": "Essai=epci:960000001"})
