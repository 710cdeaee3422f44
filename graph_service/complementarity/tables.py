"""Who should meet an actor, as a table for people: a line per reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph_service.complementarity.models import Complement, Reason
from graph_service.formats.csv import Column
from graph_service.http.answers import Writer
from graph_service.http.negotiation import Format
from graph_service.http.tabular import csv_writer
from graph_service.schema.words import Words

_Line = tuple[Complement, Reason]

_DIRECTIONS: Mapping[str, Mapping[str, str]] = {
    "fr": {"gets": "peut recevoir", "gives": "peut apporter"},
    "en": {"gets": "could receive", "gives": "could bring"},
    "de": {"gets": "könnte bekommen", "gives": "könnte beitragen"},
}


def _columns(words: Words) -> Sequence[Column[_Line]]:
    directions = _DIRECTIONS[words.language]
    return (
        Column({"fr": "Acteur (id)", "en": "Actor (id)", "de": "Akteur (Kennung)"}, lambda line: line[0].actor),
        Column({"fr": "Acteur", "en": "Actor", "de": "Akteur"}, lambda line: line[0].label),
        Column(
            {"fr": "Nature", "en": "Sphere", "de": "Art"}, lambda line: words.value("sphere", line[0].sphere) or None
        ),
        Column({"fr": "Commune", "en": "Commune", "de": "Gemeinde"}, lambda line: line[0].commune),
        Column(
            {"fr": "Distance (km)", "en": "Distance (km)", "de": "Entfernung (km)"}, lambda line: line[0].distance_km
        ),
        Column(
            {"fr": "Déjà en lien", "en": "Linked already", "de": "Bereits verbunden"},
            lambda line: ", ".join(link.label for link in line[0].known),
        ),
        Column({"fr": "Sens", "en": "Direction", "de": "Richtung"}, lambda line: directions[line[1].direction]),
        Column({"fr": "Raison", "en": "Reason", "de": "Grund"}, lambda line: line[1].sentence),
        Column({"fr": "Cherché (id)", "en": "Wanted (id)", "de": "Gesucht (Kennung)"}, lambda line: line[1].wanted),
        Column({"fr": "Cherché", "en": "Wanted", "de": "Gesucht"}, lambda line: line[1].wanted_label),
        Column({"fr": "Trouvé (id)", "en": "Met by (id)", "de": "Gefunden (Kennung)"}, lambda line: line[1].met_by),
        Column({"fr": "Trouvé", "en": "Met by", "de": "Gefunden"}, lambda line: line[1].met_by_label),
        Column({"fr": "Fondement (code)", "en": "Basis (code)", "de": "Grundlage (Code)"}, lambda line: line[1].basis),
        Column({"fr": "Fondement", "en": "Basis", "de": "Grundlage"}, lambda line: words.value("basis", line[1].basis)),
        Column({"fr": "Confiance", "en": "Confidence", "de": "Sicherheit"}, lambda line: line[1].confidence),
    )


def _lines(found: Sequence[Complement]) -> Iterator[_Line]:
    return ((one, reason) for one in found for reason in one.reasons)


WRITERS: Mapping[Format, Writer] = {"csv": csv_writer(_columns, _lines)}
