"""The few words that drawings say themselves, in the reader's language.

The names of spheres and bases are the ontology's (a test compares them): drawings have no schema at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_SPHERES: Final = {
    "fr": ("Entreprise", "Service public", "Recherche", "Enseignement", "Association", "Accompagnement"),
    "en": ("Company", "Public body", "Research", "Education", "Association", "Support"),
    "de": ("Unternehmen", "Öffentliche Hand", "Forschung", "Bildung", "Verein", "Begleitung"),
}
_CODES: Final = ("company", "public", "research", "education", "association", "support")

CAPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "fr": {
        **dict(zip(_CODES, _SPHERES["fr"], strict=True)),
        "declared": "Déclaré",
        "observed": "Observé",
        "inferred": "Déduit",
        "other": "Autre",
        "one_actor": "{n} acteur",
        "actors": "{n} acteurs",
        "missing": "maillon absent",
        "missing_named": "Maillons absents : {names}.",
        "none_missing": "Aucun maillon absent.",
        "feeds": "alimente",
        "chain_desc": "{stages} maillons, de gauche à droite, et {flows} flux.",
        "one_step": "{n} lien",
        "steps": "{n} liens",
        "ego_desc": "Autour de {centre} : {actors} acteurs, {links} liens.",
        "grouped": "Plus de {most} acteurs : {n} sont regroupés.",
        "others": "Autres",
        "map_desc": "{n} points.",
        "map_desc_one": "{n} point.",
        "here": "{n} ici",
        "and_more": "et {n} de plus",
        "total": "Total",
        "none_here": "aucun acteur",
        "matrix_desc": "{rows} lignes, {columns} colonnes, {zeros} cases à zéro.",
        "nothing": "Rien à dessiner.",
    },
    "en": {
        **dict(zip(_CODES, _SPHERES["en"], strict=True)),
        "declared": "Declared",
        "observed": "Observed",
        "inferred": "Inferred",
        "other": "Other",
        "one_actor": "{n} actor",
        "actors": "{n} actors",
        "missing": "missing stage",
        "missing_named": "Missing stages: {names}.",
        "none_missing": "No stage is missing.",
        "feeds": "feeds",
        "chain_desc": "{stages} stages, from left to right, and {flows} flows.",
        "one_step": "{n} link",
        "steps": "{n} links",
        "ego_desc": "Around {centre}: {actors} actors, {links} links.",
        "grouped": "More than {most} actors: {n} are grouped.",
        "others": "Others",
        "map_desc": "{n} points.",
        "map_desc_one": "{n} point.",
        "here": "{n} here",
        "and_more": "and {n} more",
        "total": "Total",
        "none_here": "no actor",
        "matrix_desc": "{rows} rows, {columns} columns, {zeros} cells at zero.",
        "nothing": "Nothing to draw.",
    },
    "de": {
        **dict(zip(_CODES, _SPHERES["de"], strict=True)),
        "declared": "Angegeben",
        "observed": "Beobachtet",
        "inferred": "Abgeleitet",
        "other": "Andere",
        "one_actor": "{n} Akteur",
        "actors": "{n} Akteure",
        "missing": "Stufe fehlt",
        "missing_named": "Fehlende Stufen: {names}.",
        "none_missing": "Keine Stufe fehlt.",
        "feeds": "beliefert",
        "chain_desc": "{stages} Stufen, von links nach rechts, und {flows} Flüsse.",
        "one_step": "{n} Verbindung",
        "steps": "{n} Verbindungen",
        "ego_desc": "Um {centre}: {actors} Akteure, {links} Verbindungen.",
        "grouped": "Über {most} Akteure: {n} sind gruppiert.",
        "others": "Andere",
        "map_desc": "{n} Punkte.",
        "map_desc_one": "{n} Punkt.",
        "here": "{n} hier",
        "and_more": "und {n} weitere",
        "total": "Gesamt",
        "none_here": "kein Akteur",
        "matrix_desc": "{rows} Zeilen, {columns} Spalten, {zeros} Felder mit null.",
        "nothing": "Nichts zu zeichnen.",
    },
}


def caption(lang: str, key: str, **values: object) -> str:
    """A caption with its values; a language that drawings do not speak is answered in French."""
    return CAPTIONS.get(lang, CAPTIONS["fr"])[key].format(**values)


def actors(lang: str, number: int) -> str:
    """« 1 acteur », « 12 acteurs »."""
    singular = number == 1 or (lang == "fr" and number == 0)
    return caption(lang, "one_actor" if singular else "actors", n=number)


def steps(lang: str, number: int) -> str:
    """« 1 lien », « 2 liens »."""
    return caption(lang, "one_step" if number == 1 else "steps", n=number)


def points(lang: str, number: int) -> str:
    """« 1 point. », « 2 points. »"""
    return caption(lang, "map_desc_one" if number == 1 else "map_desc", n=number)
