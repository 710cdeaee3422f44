"""What the command line says: words and sentences in the chosen language, and exit codes.

All that a person reads follows SILLON_LANG (French by default). What a program reads is English: verbs, flags, JSON
keys, and the columns of `ask`, which are the names of the question's answers.
"""

from __future__ import annotations

import os

from graph_service.kernel.errors import Contradicted, DataErrors, NotAllowed, NotFound, SillonError, TooMuch, WrongInput

DONE = 0
DATA_HAS_ERRORS = 1
WRONG_USE = 2
UNREACHABLE = 3
INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended."""

_IN_FRENCH = {
    # counts of a load
    "read": "lignes lues",
    "new": "nouveaux",
    "changed": "modifiés",
    "unchanged": "inchangés",
    "retired": "retirés",
    "rejected": "lignes écartées",
    "cascaded": "liens emportés",
    "duplicates": "doublons",
    "expired": "échus",
    "narrowed": "liens restreints",
    "closed": "fermés",
    "scheme_not_loaded": "liens en attente",
    "derived_anew": "déductions refaites",
    # states and stages of long work
    "loading": "en cours",
    "finished": "terminé",
    "undone": "défait",
    "queued": "en attente",
    "running": "en cours",
    "check": "vérification",
    "write": "écriture",
    "undo": "annulation",
    # headings
    "source": "source",
    "load": "chargement",
    "last load": "dernier chargement",
    "state": "état",
    "started_at": "début",
    "what": "quoi",
    "how many": "combien",
    "file": "fichier",
    "line": "ligne",
    "column": "colonne",
    "value": "valeur",
    "reason": "motif",
    "allowed": "permis",
    "where": "où",
    "rows/s": "lignes/s",
    "change": "changement",
    "added": "ajoutés",
    "given up": "abandonnés",
    "renamed": "renommés",
    "moved": "déplacés",
    "gone": "disparus",
    "MB/s": "Mo/s",
}
"""What this person reads for a count, a state, a stage or a heading; what is missing here is read as it is."""
_STAGES = {"read": "lecture"}
"""Where a stage has the name of a count."""

_FRENCH_SIGNS = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})

_WRONG_USE = (WrongInput, NotFound, NotAllowed, TooMuch, Contradicted)


def language() -> str:
    """The language of sentences, before (and even if) the settings can be read."""
    return "fr" if os.environ.get("SILLON_LANG", "fr") == "fr" else "en"


def sentence(fr: str, en: str) -> str:
    """The one of the two that this person reads."""
    return fr if language() == "fr" else en


def word(name: str) -> str:
    """A count, a state or a heading as this person reads it."""
    return _IN_FRENCH.get(name, name) if language() == "fr" else name


def stage(name: str) -> str:
    """What long work is at, as this person reads it."""
    return _STAGES.get(name, word(name)) if language() == "fr" else name


def number(value: float) -> str:
    """17 091 or 17,091; at most three decimals, and none from a thousand on."""
    text = f"{value:,}" if isinstance(value, int) else _decimal(value)
    return text.translate(_FRENCH_SIGNS) if language() == "fr" else text


def _decimal(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3f}".rstrip("0").rstrip(".")


def exit_code(error: SillonError) -> int:
    """1 the data has errors, 2 wrong use, 3 the service cannot answer (down, busy, held by another, stopped)."""
    if isinstance(error, DataErrors):
        return DATA_HAS_ERRORS
    return WRONG_USE if isinstance(error, _WRONG_USE) else UNREACHABLE
