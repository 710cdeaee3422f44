"""Colours, shapes and lines of all drawings.

A role is a kind of ink with its colours on white paper, which every drawing brings along; on screen the class
`sl-<role>` lets a dark page repaint it. Nothing is told by colour alone: spheres have shapes, bases have lines, what is
missing has an outline and a word of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

FONT: Final = "Public Sans, Segoe UI, Noto Sans, Liberation Sans, sans-serif"

PALETTE: Final[Mapping[str, Mapping[str, str]]] = {
    "paper": {"fill": "#ffffff"},
    "ink": {"fill": "#18222d"},
    "soft": {"fill": "#4c5967"},
    "link": {"fill": "#14507a", "text-decoration": "underline"},
    "warn": {"fill": "#7a3600"},
    "halo": {"fill": "#18222d", "stroke": "#ffffff", "stroke-width": "3", "paint-order": "stroke"},
    "soft-halo": {"fill": "#4c5967", "stroke": "#ffffff", "stroke-width": "3", "paint-order": "stroke"},
    "box": {"fill": "#f5f7f9", "stroke": "#7b8794"},
    "missing": {"fill": "#fff4e5", "stroke": "#b4540a", "stroke-width": "2", "stroke-dasharray": "6 4"},
    "zero": {"fill": "#fff4e5", "stroke": "#b4540a"},
    "stroke": {"fill": "none", "stroke": "#b4540a"},
    "flow": {"fill": "none", "stroke": "#4c5967", "stroke-width": "1.5"},
    "head": {"fill": "#4c5967"},
    "guide": {"fill": "none", "stroke": "#d5dce3"},
    "ground": {"fill": "#c3ccd5"},
    "frame": {"fill": "none", "stroke": "#7b8794"},
    "reach": {"fill": "#e9eff4", "stroke": "#7b8794", "stroke-dasharray": "2 3"},
    "company": {"fill": "#14507a"},
    "public": {"fill": "#2c6e3f"},
    "research": {"fill": "#7a3394"},
    "education": {"fill": "#8a5200"},
    "association": {"fill": "#a8324a"},
    "support": {"fill": "#2a6f72"},
    "other": {"fill": "#ffffff", "stroke": "#4c5967", "stroke-width": "1.5"},
}

WORDS: Final = ("ink", "soft", "link", "warn", "halo", "soft-halo")
"""Roles of words: readable on every ground."""
GROUNDS: Final = ("paper", "box", "missing", "zero", "reach")
"""Roles that words stand on."""

SPHERES: Final = ("company", "public", "research", "education", "association", "support")
DASHES: Final[Mapping[str, str | None]] = {"declared": None, "observed": "7 4", "inferred": "1.5 4"}
"""Basis of a fact → its line: full, dashed, dotted. A basis that is not known here is dotted too."""
