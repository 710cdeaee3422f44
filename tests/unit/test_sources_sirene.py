"""A row of the register says what it says: nothing right is refused, nothing doubtful is kept, nothing hidden shows."""

from __future__ import annotations

from typing import Any

import pytest

from loaders.column_profiles import profile
from loaders.entries import record_id
from loaders.lambert import degrees_of
from loaders.places import Place, codes_of, commune_of, places
from loaders.records import LINE, Edge, LeftOut, Node, Record, Row, RowProblem
from loaders.sources import sirene
from loaders.spheres import sphere_of

SIRET = "73282932000074"
POST_OFFICE = "35600000022499"
OFFICIAL = profile("official")
TOWNS = {"57463": Place(49.1191, 6.1727, 50_000.0)}


def row(**cells: str | None) -> Row:
    blank = dict.fromkeys(OFFICIAL.layout.columns)
    usual = {
        "siret": SIRET, "state": "A", "diffusion": "O", "activity": "25.62B", "nomenclature": "NAFRev2",
        "commune": "57463", "sign": "L'ATELIER", "number": "3", "street_kind": "RUE", "street": "DES FORGES",
        "postcode": "57000", "lat": "49.12", "lon": "6.17",
    }  # fmt: skip
    return {**blank, **usual, LINE: 7, **cells}


def read(*rows: Row, units: dict[str, Row] | None = None, **more: Any) -> list[Record]:
    return list(sirene.records(rows, OFFICIAL, units=units or {}, towns=TOWNS, **more))


def shown(records: list[Record]) -> dict[str, Any]:
    [node] = [record for record in records if isinstance(record, Node)]
    return {name: value for name, value in node.properties.items() if value is not None}


def problems(records: list[Record]) -> list[tuple[str, str, bool]]:
    return [(r.column, r.value, r.rejected) for r in records if isinstance(r, RowProblem)]


def edges(records: list[Record]) -> dict[str, str]:
    return {record.type: record.end[1] for record in records if isinstance(record, Edge)}


def test_an_establishment_becomes_a_record_and_four_links() -> None:
    records = read(row(treated_on="2025-01-10T09:30:00"))

    assert edges(records) == {
        "DESCRIBED_BY": record_id("sirene", f"siret:{SIRET}"),
        "ESTABLISHMENT_OF": "siren:732829320",
        "LOCATED_IN": "insee:57463",
        "IN_SECTOR": "naf:25.62B",
    }
    assert {(r.line, r.partition, r.observed_on) for r in records if isinstance(r, Edge)} == {
        (7, "insee:57463", "2025-01-10")
    }
    assert shown(records) == {
        "name": "L'ATELIER", "trade_name": "L'ATELIER", "address": "3 RUE DES FORGES", "postcode": "57000",
        "lat": 49.12, "lon": 6.17, "precision": "address", "sphere": "company", "diffusion": "O",
    }  # fmt: skip
    assert problems(records) == []


@pytest.mark.parametrize("siret", [POST_OFFICE, "732 829 320 00074"])
def test_a_right_siret_comes_in_however_it_is_written(siret: str) -> None:
    assert "DESCRIBED_BY" in edges(read(row(siret=siret)))


@pytest.mark.parametrize("place", range(14))
def test_a_digit_altered_anywhere_sets_the_row_aside(place: int) -> None:
    altered = SIRET[:place] + str((int(SIRET[place]) + 3) % 10) + SIRET[place + 1 :]

    assert problems(read(row(siret=altered))) == [("siret", altered, True)]


@pytest.mark.parametrize("siret", [None, "", "7328293200007", "ABCDEFGHIJKLMN", "7.32829E+13"])
def test_what_is_no_siret_sets_the_row_aside(siret: str | None) -> None:
    records = read(row(siret=siret))

    assert problems(records) == [("siret", siret or "", True)]
    assert len(records) == 1


def test_a_closed_establishment_is_left_out() -> None:
    assert read(row(state="F")) == [LeftOut(7, "closed")]


@pytest.mark.parametrize(
    ("nomenclature", "activity", "sector"),
    [("NAFRev2", "25.62B", "naf:25.62B"), ("NAFRev2", "2562B", "naf:25.62B"), ("NAF2025", "25.11B", "naf2025:25.11B")],
)
def test_the_nomenclature_of_the_row_decides_the_scheme(nomenclature: str, activity: str, sector: str) -> None:
    assert edges(read(row(nomenclature=nomenclature, activity=activity)))["IN_SECTOR"] == sector


@pytest.mark.parametrize(
    ("cells", "column", "value", "without"),
    [
        ({"activity": "0000Z"}, "activitePrincipaleEtablissement", "0000Z", "IN_SECTOR"),
        ({"activity": "METIER"}, "activitePrincipaleEtablissement", "METIER", "IN_SECTOR"),
        ({"nomenclature": "NAFRev1"}, "nomenclatureActivitePrincipaleEtablissement", "NAFRev1", "IN_SECTOR"),
        ({"commune": "METZ"}, "codeCommuneEtablissement", "METZ", "LOCATED_IN"),
        ({"lat": "0", "lon": "0"}, "longitude", "0, 0", "lat"),
        ({"lat": "48.89", "lon": "2.25"}, "longitude", "2.25, 48.89", "lat"),
        ({"lat": "nan", "lon": "6.1"}, "longitude", "6.1, nan", "lat"),
        ({"lat": "NOT_VALID", "lon": "NOT_VALID"}, "longitude", "NOT_VALID, NOT_VALID", "lat"),
        ({"lat": "49.1", "lon": None}, "longitude", ", 49.1", "lat"),
        ({"workforce": "99"}, "trancheEffectifsEtablissement", "99", "workforce"),
        ({"created_on": "10/01/2025"}, "dateCreationEtablissement", "10/01/2025", "created_on"),
        ({"treated_on": "hier"}, "dateDernierTraitementEtablissement", "hier", "observed_on"),
    ],
)
def test_a_doubtful_value_is_told_and_the_row_loaded_without_it(
    cells: dict[str, str | None], column: str, value: str, without: str
) -> None:
    records = read(row(**cells))

    assert problems(records) == [(column, value, False)]
    assert without not in {**edges(records), **shown(records)}
    assert "DESCRIBED_BY" in edges(records)


def test_an_unknown_diffusion_status_hides_rather_than_shows() -> None:
    records = read(row(diffusion="t"))

    assert problems(records) == [("statutDiffusionEtablissement", "t", False)]
    assert shown(records) == {"sphere": "company", "diffusion": "P"}


@pytest.mark.parametrize("unit", [{}, {"unit_diffusion": "P"}])
def test_partial_diffusion_of_establishment_or_unit_hides_name_address_and_point(unit: dict[str, str]) -> None:
    hidden = row(diffusion="O" if unit else "P", usual_name="SECRET")

    records = read(hidden, units={SIRET[:9]: {"unit_name": "SECRET", **unit}})

    assert shown(records) == {"sphere": "company", "diffusion": "P"}
    assert edges(records)["LOCATED_IN"] == "insee:57463"


def test_masks_are_not_names() -> None:
    assert "name" not in shown(read(row(sign="[ND]", usual_name="[ND]")))


@pytest.mark.parametrize(
    ("unit", "trade_name"),
    [
        ({"family_name": "PERRIN"}, "L'ATELIER"),
        ({"family_name": "ATELIER"}, None),
        ({"family_name": "PERRIN", "used_name": "ATELIER"}, None),
        ({}, None),
    ],
)
def test_of_a_sole_trader_only_a_sign_without_the_name_is_kept(unit: dict[str, str], trade_name: str | None) -> None:
    told = shown(read(row(), units={SIRET[:9]: {"legal_form": "1000", **unit}}))

    assert told.get("trade_name") == trade_name
    assert {"name", "unit_name"}.isdisjoint(told)
    assert told["sole_trader"] is True


@pytest.mark.parametrize(
    "sign", ["MONSIEUR JEAN DUPRE", "Madame Marie Dupre", "MR ET MME DUPRE", "CHEZ MME DUPRE", "M. DUPRE"]
)
def test_a_person_entered_with_a_title_is_no_sign(sign: str) -> None:
    told = shown(read(row(unit_name="CABINET DUPRE", sign=sign, sign_2="LE PARADIS")))

    assert (told["name"], told["trade_name"]) == ("CABINET DUPRE", "LE PARADIS")


@pytest.mark.parametrize("name", ["MADAMETHO", "MRS SERVICES", "LE MONSIEUR", "M2I"])
def test_a_name_that_only_looks_like_a_title_is_kept(name: str) -> None:
    assert shown(read(row(sign=name)))["trade_name"] == name


def test_names_of_the_unit_come_from_the_second_file() -> None:
    unit = {"unit_name": "ATELIERS DE METZ", "legal_form": "5710"}

    told = shown(read(row(usual_name=None), units={SIRET[:9]: unit}))

    assert (told["name"], told["unit_name"], told["legal_form"]) == ("ATELIERS DE METZ", "ATELIERS DE METZ", "5710")


def test_a_row_of_another_commune_than_nearly_all_is_told_and_kept() -> None:
    records = read(row(commune="57415", lat=None, lon=None), usual_commune="57463")

    assert problems(records) == [("codeCommuneEtablissement", "57415", False)]
    assert edges(records)["LOCATED_IN"] == "insee:57415"


def test_lambert_coordinates_become_degrees() -> None:
    told = shown(read(row(lat=None, lon=None, x="931355.0", y="6895500.0")))

    assert told["lat"] == pytest.approx(49.119, abs=0.02)
    assert told["lon"] == pytest.approx(6.17, abs=0.03)


def test_lambert_is_the_projection_of_ign() -> None:
    # the origin of the projection, and the point that IGN's note NTG_71 gives as an example in longitude 3 degrees
    assert degrees_of(700_000.0, 6_600_000.0) == pytest.approx((46.5, 3.0), abs=1e-8)


def test_arrondissements_belong_to_their_commune() -> None:
    assert commune_of("75111") == "75056"
    assert {"75056", "75101", "75120"} <= codes_of({"insee:75056"})
    assert codes_of({"insee:57463"}) == {"57463"}


def test_a_commune_without_coordinates_is_near_the_middle_of_its_department() -> None:
    rows: list[Row] = [
        {"code": "57463", "department": "57", "lat": "49.12", "lon": "6.17"},
        {"code": "57001", "department": "57", "lat": None, "lon": None},
        {"code": "88001", "department": "88", "lat": None, "lon": None},
    ]

    found = places(rows)

    assert found["57001"].is_near(49.5, 6.9)
    assert not found["57001"].is_near(48.85, 2.35)
    assert "88001" not in found


@pytest.mark.parametrize(
    ("activity", "form", "sphere"),
    [
        ("25.62B", None, "company"), ("84.11Z", "7210", "public"), ("85.42Z", "7383", "education"),
        ("72.19Z", None, "research"), ("94.99Z", "9220", "association"), ("94.11Z", "7381", "support"),
        ("86.10Z", "7361", "public"), ("88.99B", "9220", "association"), (None, None, "company"),
    ],
)  # fmt: skip
def test_spheres_follow_from_activity_and_legal_form(activity: str | None, form: str | None, sphere: str) -> None:
    assert sphere_of(activity, form) == sphere
