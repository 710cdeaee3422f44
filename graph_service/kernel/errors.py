"""Everything that can go wrong, as one tree.

SillonError                        500  what we did not foresee
├── WrongInput                     422  a value a caller gave
│   ├── UnknownIdentifier          422  not a CURIE of ours
│   └── BadCursor                  400  a page address we did not sign
├── NotFound                       404  absent, or not for this viewer's eyes: never told apart
├── NotSignedIn                    401  a key or link that opens nothing, or none where one is needed
├── NotAllowed                     403  the verb itself is for others
├── NotAcceptable                  406  a format that this question is not answered in
├── CursorExpired                  410  the graph has moved on; `first_page` says where to start again
├── TooMuch                        413  a body over the limit
├── Busy                           429  too many at once; retry later
├── Conflict                       409  somebody else is loading
│   └── Contradicted               409  what is asked for does not go with what is; waiting changes nothing
├── DataErrors                     422  a file that cannot be loaded; nothing was written
├── Unavailable                    503  the database is down, silent, or closed by a bulk load
├── TookTooLong                    504  the question was stopped
└── BrokenPromise                  500  our own files contradict one another; stops the start

An error owns its status, its problem type, and its words in French and English.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class SillonError(Exception):
    """The root: what went wrong, in two languages, and where."""

    status: int = 500
    kind: str = "internal"
    title_fr: str = "Erreur interne"
    title_en: str = "Internal error"

    def __init__(self, fr: str, en: str | None = None, *, field: str | None = None, **more: Any) -> None:
        super().__init__(en or fr)
        self.fr = fr
        self.en = en or fr
        self.field = field
        self.more = more

    def detail(self, lang: str) -> str:
        """The sentence in `lang` (French for "fr", English otherwise)."""
        return self.fr if lang == "fr" else self.en


class WrongInput(SillonError):
    """A value that cannot be used as it is."""

    status = 422
    kind = "wrong-input"
    title_fr = "Valeur incorrecte"
    title_en = "Wrong value"


class UnknownIdentifier(WrongInput):
    """A text that is not an identifier of ours."""

    kind = "unknown-identifier"
    title_fr = "Identifiant inconnu"
    title_en = "Unknown identifier"


class BadCursor(WrongInput):
    """A cursor that we did not sign, or that belongs to another question."""

    status = 400
    kind = "bad-cursor"
    title_fr = "Adresse de page incorrecte"
    title_en = "Bad page address"


class NotFound(SillonError):
    """Absent, or not for this viewer: the two are never told apart."""

    status = 404
    kind = "not-found"
    title_fr = "Introuvable"
    title_en = "Not found"


class NotSignedIn(SillonError):
    """A key or link that is none of ours, or no longer; or a verb that needs one."""

    status = 401
    kind = "not-signed-in"
    title_fr = "Qui êtes-vous ?"
    title_en = "Who are you?"


class NotAllowed(SillonError):
    """A verb kept for others."""

    status = 403
    kind = "not-allowed"
    title_fr = "Non autorisé"
    title_en = "Not allowed"


class NotAcceptable(SillonError):
    """A form of the answer that this question does not have."""

    status = 406
    kind = "not-acceptable"
    title_fr = "Format non disponible"
    title_en = "Format not available"


class CursorExpired(SillonError):
    """The graph has changed since the first page; `more["first_page"]` is its address."""

    status = 410
    kind = "cursor-expired"
    title_fr = "Pages périmées"
    title_en = "Pages out of date"


class TooMuch(SillonError):
    """A body over the limit."""

    status = 413
    kind = "too-large"
    title_fr = "Trop volumineux"
    title_en = "Too large"


class Busy(SillonError):
    """Too many questions at once."""

    status = 429
    kind = "busy"
    title_fr = "Trop de demandes"
    title_en = "Too many requests"


class Conflict(SillonError):
    """Somebody else is writing."""

    status = 409
    kind = "conflict"
    title_fr = "Un autre chargement est en cours"
    title_en = "Another load is running"


class Contradicted(Conflict):
    """What is asked for does not go with what is, and will not by waiting."""

    kind = "contradicted"
    title_fr = "Impossible en l'état"
    title_en = "Not as things are"


class DataErrors(SillonError):
    """A file that cannot be loaded as it is; nothing was written."""

    status = 422
    kind = "data-errors"
    title_fr = "Fichier à corriger"
    title_en = "File to be corrected"


class Unavailable(SillonError):
    """The database does not answer, or a bulk load holds the door closed."""

    status = 503
    kind = "unavailable"
    title_fr = "Service momentanément indisponible"
    title_en = "Service unavailable for the moment"


class TookTooLong(SillonError):
    """The question was stopped before its answer."""

    status = 504
    kind = "took-too-long"
    title_fr = "Question trop longue"
    title_en = "Question stopped"


class BrokenPromise(SillonError):
    """Our own files contradict one another; the message names file and line."""

    kind = "broken-promise"


def not_among(field: str | None, allowed: Iterable[str]) -> WrongInput:
    """A value that a closed list does not have.

    >>> not_among("lang", ["fr", "en"]).fr
    'lang doit être l\'une des valeurs : « fr », « en ».'
    """
    values = list(allowed)
    return WrongInput(
        f"{field or 'La valeur'} doit être l'une des valeurs : {', '.join(f'« {each} »' for each in values)}.",
        f"{field or 'The value'} must be one of: {', '.join(f'“{each}”' for each in values)}.",
        field=field,
    )
