"""Lists of actors as tables for people and as points for maps.

A code is followed by what it is called in the reader's language, and a row ends with what it takes to cite it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from graph_service.actors.models import ActorRow
from graph_service.formats.csv import Column
from graph_service.formats.geojson import geojson_bytes
from graph_service.http.answers import Answer, Writer
from graph_service.http.negotiation import Format
from graph_service.http.tabular import csv_writer
from graph_service.schema.words import Words


def _columns(words: Words) -> Sequence[Column[ActorRow]]:
    return (
        Column({"fr": "Identifiant", "en": "Id", "de": "Kennung"}, lambda row: row.id),
        Column({"fr": "Nom", "en": "Name", "de": "Name"}, lambda row: row.label),
        Column({"fr": "Sphère (code)", "en": "Sphere (code)", "de": "Bereich (Code)"}, lambda row: row.sphere),
        Column({"fr": "Sphère", "en": "Sphere", "de": "Bereich"}, lambda row: words.value("sphere", row.sphere)),
        Column(
            {"fr": "Effectif (code)", "en": "Workforce (code)", "de": "Beschäftigte (Code)"},
            lambda row: row.workforce,
        ),
        Column(
            {"fr": "Effectif", "en": "Workforce", "de": "Beschäftigte"},
            lambda row: words.value("workforce", row.workforce),
        ),
        Column({"fr": "Code commune", "en": "Commune id", "de": "Gemeindekennung"}, lambda row: row.commune),
        Column({"fr": "Commune", "en": "Commune", "de": "Gemeinde"}, lambda row: row.commune_label),
        Column({"fr": "Latitude", "en": "Latitude", "de": "Breite"}, lambda row: row.lat),
        Column({"fr": "Longitude", "en": "Longitude", "de": "Länge"}, lambda row: row.lon),
        Column(
            {"fr": "Précision (code)", "en": "Precision (code)", "de": "Genauigkeit (Code)"},
            lambda row: row.precision,
        ),
        Column(
            {"fr": "Précision du point", "en": "Precision of the point", "de": "Genauigkeit"},
            lambda row: words.value("precision", row.precision),
        ),
        Column({"fr": "Distance (km)", "en": "Distance (km)", "de": "Entfernung (km)"}, lambda row: row.distance_km),
        Column(
            {"fr": "Activités", "en": "Sectors", "de": "Branchen"},
            lambda row: ", ".join(each.id for each in row.sectors),
        ),
        Column(
            {"fr": "Libellés des activités", "en": "Names of the sectors", "de": "Namen der Branchen"},
            lambda row: " | ".join(each.label for each in row.sectors),
        ),
        Column({"fr": "Sources", "en": "Sources", "de": "Quellen"}, lambda row: ", ".join(row.sources)),
        Column({"fr": "Observé le", "en": "Observed on", "de": "Beobachtet am"}, _days),
        Column(
            {"fr": "Fondement (code)", "en": "Basis (code)", "de": "Grundlage (Code)"},
            lambda row: ", ".join(row.basis),
        ),
        Column(
            {"fr": "Fondement", "en": "Basis", "de": "Grundlage"},
            lambda row: ", ".join(words.value("basis", each) for each in row.basis),
        ),
    )


def _days(row: ActorRow) -> str:
    """One day per source, in their order; a source without a day keeps its place."""
    return ", ".join(day or "?" for day in row.observed_on) if any(row.observed_on) else ""


def _rows(answer: Answer) -> Sequence[ActorRow]:
    return cast("Sequence[ActorRow]", answer.data)


def _geojson(answer: Answer, _words: Words, following: str | None) -> bytes:
    return geojson_bytes(_rows(answer), _point, _properties, total=answer.total, following=following)


def _point(row: ActorRow) -> tuple[float, float] | None:
    return None if row.lat is None or row.lon is None else (row.lat, row.lon)


def _properties(row: ActorRow) -> Mapping[str, object]:
    return row.model_dump(exclude={"lat", "lon"}, exclude_none=True)


WRITERS: Mapping[Format, Writer] = {"csv": csv_writer(_columns), "geojson": _geojson}
