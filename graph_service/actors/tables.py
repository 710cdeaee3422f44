"""Lists of actors as tables for people and as points for maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from graph_service.actors.models import ActorRow
from graph_service.formats.csv import Column, csv_bytes
from graph_service.formats.geojson import geojson_bytes
from graph_service.http.answers import Answer, Writer
from graph_service.http.negotiation import Format
from graph_service.locale import Language

COLUMNS: Sequence[Column[ActorRow]] = (
    Column({"fr": "Identifiant", "en": "Id", "de": "Kennung"}, lambda row: row.id),
    Column({"fr": "Nom", "en": "Name", "de": "Name"}, lambda row: row.label),
    Column({"fr": "Sphère", "en": "Sphere", "de": "Bereich"}, lambda row: row.sphere),
    Column(
        {"fr": "Effectif (classe)", "en": "Workforce class", "de": "Beschäftigte (Klasse)"}, lambda row: row.workforce
    ),
    Column({"fr": "Code commune", "en": "Commune id", "de": "Gemeindekennung"}, lambda row: row.commune),
    Column({"fr": "Commune", "en": "Commune", "de": "Gemeinde"}, lambda row: row.commune_label),
    Column({"fr": "Latitude", "en": "Latitude", "de": "Breite"}, lambda row: row.lat),
    Column({"fr": "Longitude", "en": "Longitude", "de": "Länge"}, lambda row: row.lon),
    Column(
        {"fr": "Précision du point", "en": "Precision of the point", "de": "Genauigkeit"}, lambda row: row.precision
    ),
    Column({"fr": "Distance (km)", "en": "Distance (km)", "de": "Entfernung (km)"}, lambda row: row.distance_km),
    Column(
        {"fr": "Activités", "en": "Sectors", "de": "Branchen"}, lambda row: ", ".join(each.id for each in row.sectors)
    ),
    Column(
        {"fr": "Libellés des activités", "en": "Names of the sectors", "de": "Namen der Branchen"},
        lambda row: " | ".join(each.label for each in row.sectors),
    ),
    Column({"fr": "Sources", "en": "Sources", "de": "Quellen"}, lambda row: ", ".join(row.sources)),
)


def _rows(answer: Answer) -> Sequence[ActorRow]:
    return cast("Sequence[ActorRow]", answer.data)


def _csv(answer: Answer, lang: Language) -> bytes:
    return csv_bytes(COLUMNS, _rows(answer), lang)


def _geojson(answer: Answer, _lang: Language) -> bytes:
    return geojson_bytes(_rows(answer), _point, _properties)


def _point(row: ActorRow) -> tuple[float, float] | None:
    return None if row.lat is None or row.lon is None else (row.lat, row.lon)


def _properties(row: ActorRow) -> Mapping[str, object]:
    return row.model_dump(exclude={"lat", "lon"}, exclude_none=True)


WRITERS: Mapping[Format, Writer] = {"csv": _csv, "geojson": _geojson}
