"""Establishments of a territory, from the SIRENE register (INSEE, Licence Ouverte).

reads   rows of StockEtablissement, in INSEE's columns or those of another profile; names of StockUniteLegale when given
yields  Record nodes; DESCRIBED_BY, ESTABLISHMENT_OF, LOCATED_IN, IN_SECTOR edges (Actor and LegalUnit follow)

Closed establishments are left out and counted. Partial diffusion hides name, address and point; sole traders keep no
name of a person. A doubtful value is told and left away; only a row without a right SIRET is set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graph_service.kernel.errors import DataErrors, WrongInput
from loaders import places, readers, texts
from loaders.column_profiles import Profile, profile
from loaders.places import Place, commune_of
from loaders.readers import Layout, Table
from loaders.records import Asked, Record, Row, Source, Told
from loaders.sources.establishment import Reading

SOURCE = Source(
    id="sirene",
    title="Base Sirene des entreprises et de leurs établissements",
    publisher="INSEE",
    licence="Licence Ouverte 2.0",
    homepage="https://www.data.gouv.fr/fr/datasets/base-sirene-des-entreprises-et-de-leurs-etablissements-siren-siret/",
    how_to_get="StockEtablissement (CSV ou Parquet) sur data.gouv.fr, avec StockUniteLegale pour les noms : "
    "sillon load sirene StockEtablissement_utf8.parquet StockUniteLegale_utf8.parquet --epci epci:200039865. "
    "Extrait de La Bonne Boîte : --profile la-bonne-boite",
    names_people=True,
)
DEFAULT_PROFILE = "official"
OPTIONS: Sequence[str] = ("date",)
PROFILES: Sequence[str] = (DEFAULT_PROFILE, "la-bonne-boite")

_UNIT_COLUMNS = {
    "siren": "siren",
    "unit_name": "denominationUniteLegale",
    "acronym": "sigleUniteLegale",
    "family_name": "nomUniteLegale",
    "used_name": "nomUsageUniteLegale",
    "legal_form": "categorieJuridiqueUniteLegale",
    "unit_diffusion": "statutDiffusionUniteLegale",
}
_UNITS = Layout(_UNIT_COLUMNS, optional=frozenset({"acronym", "used_name", "unit_diffusion"}))
_MOST = 0.99
_ENOUGH = 100


def tell(asked: Asked) -> Told:
    """Establishments of the file, and unit names of a second one (told apart by their columns). Raises DataErrors."""
    layout = profile(asked.profile or DEFAULT_PROFILE)
    extracted_on = _date(asked)
    table, units = _tables(asked, layout)
    named = {row["siren"]: row for row in units.rows()} if units else {}
    dated = replace(layout, constants={**layout.constants, "extracted_on": extracted_on}) if extracted_on else layout
    told = records(table.rows(), dated, units=named, towns=places.towns(), usual_commune=_usual_commune(table))
    hints = list(texts.encoding_hints((each.name, each.note) for each in (table, units) if each))
    if not extracted_on and "treated_on" not in layout.layout.columns:
        hints.append((
            "Le fichier ne date pas ce qu'il dit : --date AAAA-MM-JJ donne le jour de son extraction.",
            "The file does not date what it tells: --date YYYY-MM-DD gives the day of its extraction.",
        ))  # fmt: skip
    return Told(len(table), told, tuple(asked.files), tuple(hints))


def records(
    rows: Iterable[Row],
    layout: Profile,
    *,
    units: Mapping[str, Row],
    towns: Mapping[str, Place],
    usual_commune: str | None = None,
) -> Iterator[Record]:
    """Turn rows into records. No file, no network, no database.

    `units`: SIREN → row of StockUniteLegale; `towns`: commune code → where it is; `usual_commune`: the commune of
    nearly all rows, so that a row of another one is told.
    """
    for row in rows:
        yield from Reading({**layout.constants, **row}, layout, units, towns, usual_commune).records()


def _date(asked: Asked) -> str | None:
    """The day of the extraction, when it is given. Raises WrongInput for what is no date."""
    told = asked.options.get("date")
    if told is None:
        return None
    try:
        return date.fromisoformat(told).isoformat()
    except ValueError:
        raise WrongInput(
            f"« {told} » n'est pas une date ; écrivez-la AAAA-MM-JJ, comme 2025-01-31.",
            f"“{told}” is not a date; write it YYYY-MM-DD, as 2025-01-31.",
            field="date",
        ) from None


def _tables(asked: Asked, layout: Profile) -> tuple[Table, Table | None]:
    establishments = units = None
    for path in asked.files:
        if _UNIT_COLUMNS["unit_name"] in readers.header(path):
            units = path
        else:
            establishments = path
    if establishments is None or len(asked.files) > 2:
        raise DataErrors(
            "Il faut un fichier d'établissements (StockEtablissement), et au plus un d'unités légales "
            "(StockUniteLegale).",
            "One file of establishments (StockEtablissement) is needed, and at most one of legal units "
            "(StockUniteLegale).",
        )
    where = {"commune": places.codes_of(asked.communes)} if asked.communes is not None else {}
    table = readers.scan(establishments, layout.layout, where=where)
    if len(table) == 0:
        raise DataErrors(
            f"{table.name} n'a aucune ligne dans le périmètre demandé.",
            f"{table.name} has no row within the scope that was asked for.",
            file=table.name,
        )
    if units is None:
        return table, None
    sirens = set(table.frame["siret"].drop_nulls().str.slice(0, 9).to_list())
    return table, readers.scan(units, _UNITS, where={"siren": sirens})


def _usual_commune(table: Table) -> str | None:
    """The commune of nearly all rows of a file that is about one commune."""
    counted: list[tuple[Any, int]] = table.frame["commune"].drop_nulls().value_counts(sort=True).head(1).rows()
    if not counted or len(table) < _ENOUGH or counted[0][1] < _MOST * len(table) or counted[0][1] == len(table):
        return None
    code = str(counted[0][0])
    return commune_of(code) if re.fullmatch(r"[0-9AB]{5}", code) else None
