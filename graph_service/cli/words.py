"""What the command line says: sentences in the chosen language, and exit codes.

Verbs, flags, headings and JSON keys are English; sentences to a person follow SILLON_LANG (French by default).
"""

from __future__ import annotations

import os

from graph_service.kernel.errors import DataErrors, NotAllowed, NotFound, SillonError, TooMuch, WrongInput

DONE = 0
DATA_HAS_ERRORS = 1
WRONG_USE = 2
UNREACHABLE = 3
INTERRUPTED = 130
"""What a shell says of a program that Ctrl-C ended."""

_WRONG_USE = (WrongInput, NotFound, NotAllowed, TooMuch)


def language() -> str:
    """The language of sentences, before (and even if) the settings can be read."""
    return "fr" if os.environ.get("SILLON_LANG", "fr") == "fr" else "en"


def sentence(fr: str, en: str) -> str:
    """The one of the two that this person reads."""
    return fr if language() == "fr" else en


def exit_code(error: SillonError) -> int:
    """1 the data has errors, 2 wrong use, 3 the service cannot answer (down, busy, held by another, stopped)."""
    if isinstance(error, DataErrors):
        return DATA_HAS_ERRORS
    return WRONG_USE if isinstance(error, _WRONG_USE) else UNREACHABLE
