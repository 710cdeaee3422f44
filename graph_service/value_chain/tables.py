"""Answers about value chains as tables for people, and what it takes to cite a row.

A stage with many holders, or many candidates, is as many rows: a cell holds one thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graph_service.formats.csv import Column
from graph_service.http.answers import Writer
from graph_service.http.negotiation import Format
from graph_service.http.tabular import csv_writer
from graph_service.schema.words import Words
from graph_service.value_chain.models import Candidate, Chain, Holder, MissingStage, Reached, StageHeld

_ID = {"fr": "Identifiant", "en": "Id", "de": "Kennung"}
_NAME = {"fr": "Nom", "en": "Name", "de": "Name"}
_STAGE_ID = {"fr": "Maillon (id)", "en": "Stage (id)", "de": "Stufe (Kennung)"}
_STAGE = {"fr": "Maillon", "en": "Stage", "de": "Stufe"}
_RANK = {"fr": "Rang", "en": "Rank", "de": "Rang"}
_ACTOR_ID = {"fr": "Acteur (id)", "en": "Actor (id)", "de": "Akteur (Kennung)"}
_ACTOR = {"fr": "Acteur", "en": "Actor", "de": "Akteur"}
_SPHERE_CODE = {"fr": "Sphère (code)", "en": "Sphere (code)", "de": "Bereich (Code)"}
_SPHERE = {"fr": "Sphère", "en": "Sphere", "de": "Bereich"}
_BASIS_CODE = {"fr": "Fondement (code)", "en": "Basis (code)", "de": "Grundlage (Code)"}
_BASIS = {"fr": "Fondement", "en": "Basis", "de": "Grundlage"}
_CONFIDENCE = {"fr": "Confiance", "en": "Confidence", "de": "Sicherheit"}
_FACTS = {"fr": "Faits", "en": "Facts", "de": "Angaben"}
_REASONS_ID = {"fr": "Raisons (id)", "en": "Reasons (id)", "de": "Gründe (Kennung)"}
_REASONS = {"fr": "Raisons", "en": "Reasons", "de": "Gründe"}


def _chain_columns(_words: Words) -> Sequence[Column[Chain]]:
    return (
        Column(_ID, lambda row: row.id),
        Column(_NAME, lambda row: row.label),
        Column({"fr": "Maillons", "en": "Stages", "de": "Stufen"}, lambda row: row.stages),
        Column({"fr": "Maillons tenus", "en": "Stages held", "de": "Besetzte Stufen"}, lambda row: row.held),
        Column(
            {"fr": "Maillons absents (id)", "en": "Missing stages (id)", "de": "Fehlende Stufen (Kennung)"},
            lambda row: ", ".join(each.id for each in row.missing),
        ),
        Column(
            {"fr": "Maillons absents", "en": "Missing stages", "de": "Fehlende Stufen"},
            lambda row: " | ".join(each.label for each in row.missing),
        ),
    )


StageRow = tuple[StageHeld, Holder | None]


def _stage_rows(stages: Iterable[StageHeld]) -> Iterator[StageRow]:
    for stage in stages:
        yield from ((stage, holder) for holder in stage.holders or (None,))


def _stage_columns(words: Words) -> Sequence[Column[StageRow]]:
    return (
        Column(_STAGE_ID, lambda row: row[0].stage),
        Column(_STAGE, lambda row: row[0].label),
        Column(_RANK, lambda row: row[0].rank),
        Column({"fr": "Alimente", "en": "Feeds", "de": "Beliefert"}, lambda row: ", ".join(row[0].feeds)),
        Column({"fr": "Acteurs", "en": "Actors", "de": "Akteure"}, lambda row: row[0].held),
        Column(_ACTOR_ID, lambda row: row[1] and row[1].actor),
        Column(_ACTOR, lambda row: row[1] and row[1].label),
        Column(_SPHERE_CODE, lambda row: row[1] and row[1].sphere),
        Column(_SPHERE, lambda row: row[1] and words.value("sphere", row[1].sphere)),
        Column(
            {"fr": "Intercommunalités", "en": "Intermunicipalities", "de": "Gemeindeverbände"},
            lambda row: row[1] and ", ".join(row[1].epcis),
        ),
        Column(_BASIS_CODE, lambda row: row[1] and row[1].basis),
        Column(_BASIS, lambda row: row[1] and words.value("basis", row[1].basis)),
        Column(_CONFIDENCE, lambda row: row[1] and row[1].confidence),
        Column(_FACTS, lambda row: row[1] and ", ".join(row[1].facts)),
    )


MissingRow = tuple[MissingStage, Candidate | None]


def _missing_rows(stages: Iterable[MissingStage]) -> Iterator[MissingRow]:
    for stage in stages:
        yield from ((stage, candidate) for candidate in stage.candidates or (None,))


def _missing_columns(_words: Words) -> Sequence[Column[MissingRow]]:
    return (
        Column(_STAGE_ID, lambda row: row[0].stage),
        Column(_STAGE, lambda row: row[0].label),
        Column(_RANK, lambda row: row[0].rank),
        Column(
            {"fr": "Maillons tenus qui l’alimentent", "en": "Held stages that feed it", "de": "Besetzte Stufen davor"},
            lambda row: row[0].upstream,
        ),
        Column(
            {
                "fr": "Maillons tenus qui l’attendent",
                "en": "Held stages that wait for it",
                "de": "Besetzte Stufen danach",
            },
            lambda row: row[0].downstream,
        ),
        Column(
            {
                "fr": "Acteurs qui le tiennent par d’autres faits",
                "en": "Actors that hold it by other facts",
                "de": "Akteure, die sie nach anderen Angaben besetzen",
            },
            lambda row: row[0].held_otherwise,
        ),
        Column(
            {"fr": "Acteurs qui pourraient", "en": "Actors that could", "de": "Akteure, die könnten"},
            lambda row: row[0].candidates_in_all,
        ),
        Column(_ACTOR_ID, lambda row: row[1] and row[1].actor),
        Column(_ACTOR, lambda row: row[1] and row[1].label),
        Column(_REASONS_ID, lambda row: row[1] and _concepts(row[1])),
        Column(_REASONS, lambda row: row[1] and _reasons(row[1])),
        Column(_FACTS, lambda row: row[1] and ", ".join(row[1].facts)),
    )


def _candidate_columns(_words: Words) -> Sequence[Column[Candidate]]:
    return (
        Column(_ACTOR_ID, lambda row: row.actor),
        Column(_ACTOR, lambda row: row.label),
        Column(_REASONS_ID, _concepts),
        Column(_REASONS, _reasons),
        Column(_FACTS, lambda row: ", ".join(row.facts)),
    )


def _concepts(candidate: Candidate) -> str:
    return ", ".join(reason.concept for reason in candidate.reasons)


def _reasons(candidate: Candidate) -> str:
    return " | ".join(reason.label for reason in candidate.reasons)


def _flow_columns(words: Words) -> Sequence[Column[Reached]]:
    return (
        Column(_ACTOR_ID, lambda row: row.actor),
        Column(_ACTOR, lambda row: row.label),
        Column(_SPHERE_CODE, lambda row: row.sphere),
        Column(_SPHERE, lambda row: words.value("sphere", row.sphere)),
        Column({"fr": "Livraisons", "en": "Deliveries", "de": "Lieferungen"}, lambda row: row.distance),
        Column({"fr": "Indispensable", "en": "Essential", "de": "Unverzichtbar"}, lambda row: row.essential),
        Column(
            {"fr": "Produits", "en": "Products", "de": "Erzeugnisse"}, lambda row: " | ".join(row.path[-1].products)
        ),
        Column({"fr": "Valeur (€)", "en": "Value (€)", "de": "Wert (€)"}, lambda row: row.value_eur),
        Column({"fr": "Année", "en": "Year", "de": "Jahr"}, lambda row: row.year),
        Column(_BASIS_CODE, lambda row: row.basis),
        Column(_BASIS, lambda row: words.value("basis", row.basis)),
        Column(_CONFIDENCE, lambda row: row.confidence),
        Column(
            {"fr": "Chemin (ids)", "en": "Way (ids)", "de": "Weg (Kennungen)"},
            lambda row: " | ".join(f"{step.supplier} → {step.customer}" for step in row.path),
        ),
        Column(_FACTS, lambda row: ", ".join(row.facts)),
    )


CHAINS: Mapping[Format, Writer] = {"csv": csv_writer(_chain_columns)}
STAGES: Mapping[Format, Writer] = {"csv": csv_writer(_stage_columns, _stage_rows)}
MISSING: Mapping[Format, Writer] = {"csv": csv_writer(_missing_columns, _missing_rows)}
CANDIDATES: Mapping[Format, Writer] = {"csv": csv_writer(_candidate_columns)}
FLOWS: Mapping[Format, Writer] = {"csv": csv_writer(_flow_columns)}
