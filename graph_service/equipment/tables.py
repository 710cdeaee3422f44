"""Lists of equipment as tables for people and as points for maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from graph_service.equipment.models import Machine
from graph_service.formats.csv import Column
from graph_service.formats.geojson import geojson_bytes
from graph_service.http.answers import Answer, Writer
from graph_service.http.negotiation import Format
from graph_service.http.tabular import csv_writer
from graph_service.schema.words import Words

_TOLD: Mapping[str, Mapping[str, str]] = {
    "fr": {"declared": "déclaré", "undeclared": "non déclaré"},
    "en": {"declared": "declared", "undeclared": "not declared"},
    "de": {"declared": "angegeben", "undeclared": "nicht angegeben"},
}
"""What nobody has declared is not absent: a table says no more than the page."""


def _declared(known: bool | None, told: Mapping[str, str]) -> str | None:
    return None if known is None else told["declared" if known else "undeclared"]


def _columns(words: Words) -> Sequence[Column[Machine]]:
    told = _TOLD[words.language]
    return (
        Column({"fr": "Identifiant", "en": "Id", "de": "Kennung"}, lambda row: row.equipment),
        Column({"fr": "Équipement", "en": "Equipment", "de": "Anlage"}, lambda row: row.label),
        Column({"fr": "Types", "en": "Types", "de": "Arten"}, lambda row: ", ".join(each.id for each in row.types)),
        Column(
            {"fr": "Libellés des types", "en": "Names of the types", "de": "Namen der Arten"},
            lambda row: " | ".join(each.label for each in row.types),
        ),
        Column({"fr": "Détenteur (id)", "en": "Owner (id)", "de": "Besitzer (Kennung)"}, lambda row: row.owner),
        Column({"fr": "Détenteur", "en": "Owner", "de": "Besitzer"}, lambda row: row.owner_label),
        Column(
            {"fr": "Mutualisable", "en": "Shareable", "de": "Teilbar"},
            lambda row: told["undeclared"] if row.shareable is None else row.shareable,
        ),
        Column({"fr": "Conditions", "en": "Conditions", "de": "Bedingungen"}, lambda row: row.conditions),
        Column({"fr": "Prix (€/h)", "en": "Price (€/h)", "de": "Preis (€/h)"}, lambda row: row.price_eur_hour),
        Column(
            {"fr": "Opérateur qualifié", "en": "Qualified operator", "de": "Fachkundige Bedienung"},
            lambda row: _declared(row.operator, told),
        ),
        Column(
            {"fr": "Certificats requis", "en": "Required certificates", "de": "Verlangte Zertifikate"},
            lambda row: _declared(row.certified, told),
        ),
        Column(
            {"fr": "Exigences", "en": "Requirements", "de": "Anforderungen"},
            lambda row: " | ".join(f"{one.label} ({_declared(one.declared, told)})" for one in row.required),
        ),
        Column({"fr": "Commune", "en": "Commune", "de": "Gemeinde"}, lambda row: row.commune),
        Column({"fr": "Latitude", "en": "Latitude", "de": "Breite"}, lambda row: row.lat),
        Column({"fr": "Longitude", "en": "Longitude", "de": "Länge"}, lambda row: row.lon),
        Column({"fr": "Distance (km)", "en": "Distance (km)", "de": "Entfernung (km)"}, lambda row: row.distance_km),
        Column({"fr": "Fondement (code)", "en": "Basis (code)", "de": "Grundlage (Code)"}, lambda row: row.basis),
        Column({"fr": "Fondement", "en": "Basis", "de": "Grundlage"}, lambda row: words.value("basis", row.basis)),
        Column({"fr": "Confiance", "en": "Confidence", "de": "Sicherheit"}, lambda row: row.confidence),
    )


def _rows(answer: Answer) -> Sequence[Machine]:
    return cast("Sequence[Machine]", answer.data)


def _geojson(answer: Answer, _words: Words, following: str | None) -> bytes:
    return geojson_bytes(_rows(answer), _point, _properties, total=answer.total, following=following)


def _point(row: Machine) -> tuple[float, float] | None:
    return None if row.lat is None or row.lon is None else (row.lat, row.lon)


def _properties(row: Machine) -> Mapping[str, object]:
    return {"id": row.equipment, **row.model_dump(exclude={"lat", "lon"}, exclude_none=True)}


WRITERS: Mapping[Format, Writer] = {"csv": csv_writer(_columns), "geojson": _geojson}
