"""Page addresses that only we can make: signed, bound to the version, the viewer and the question."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer

from graph_service.access.viewer import Viewer
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import BadCursor, CursorExpired, WrongInput
from graph_service.settings import Settings

_FREE = frozenset({"after", "limit", "explain", "format"})
"""Parameters that may change from one page to the next."""
_SHORTEST = 32
_LONGEST = 2_000


class Cursors:
    """Makes and reads `?after=`."""

    def __init__(self, secret: str) -> None:
        self._signer = URLSafeSerializer(secret, salt="sillon.cursor.1")

    def made(self, viewer: Viewer, version: str, question: str, offset: int) -> str:
        """The cursor of the page that starts at row `offset`."""
        text = self._signer.dumps([version, _viewer_key(viewer), question, offset])
        return text if isinstance(text, str) else text.decode("ascii")

    def offset(self, cursor: str, viewer: Viewer, version: str, question: str, first_page: str) -> int:
        """The row a page starts at. Raises BadCursor (not ours, or of another question), CursorExpired."""
        try:
            made_at, made_for, made_of, offset = self._signer.loads(cursor[:_LONGEST])
        except (BadData, ValueError, TypeError):
            raise _bad() from None
        if made_for != _viewer_key(viewer) or made_of != question:
            raise _bad()
        if made_at != version:
            raise CursorExpired(
                "Le graphe a changé depuis la première page : recommencez à l'adresse de first_page.",
                "The graph has changed since the first page: start again at the address of first_page.",
                field="after",
                first_page=first_page,
            )
        return int(offset)


def question_key(path: str, parameters: Iterable[tuple[str, str]], lang: str) -> str:
    """What makes two pages belong together: path, language and every parameter that decides on rows and order."""
    kept = sorted((name, value) for name, value in parameters if name not in _FREE)
    return short_hash(path, lang, *(part for pair in kept for part in pair))


def secret_of(settings: Settings) -> str:
    """The signing secret: the file of the settings, else one made once in the data folder, readable by its owner alone.

    Raises WrongInput when the file of the settings cannot be read or is too short to be a secret.
    """
    if settings.secret_file is not None:
        try:
            given = settings.secret_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            given = ""
        if len(given) < _SHORTEST:
            raise WrongInput(
                f"SILLON_SECRET_FILE : {settings.secret_file} doit contenir au moins {_SHORTEST} caractères.",
                f"SILLON_SECRET_FILE: {settings.secret_file} must hold at least {_SHORTEST} characters.",
                field="SILLON_SECRET_FILE",
            )
        return given
    return _own_secret(settings.data / "signing.secret")


def _own_secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = file.read_text(encoding="ascii").strip()
        if len(kept) >= _SHORTEST:
            return kept
        file.unlink()  # a kill between creating and writing left it empty
        return _own_secret(file)
    made = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(made)
    return made


def _viewer_key(viewer: Viewer) -> str:
    return short_hash(*viewer.tokens, "|", *viewer.owners)[:16]


def _bad() -> BadCursor:
    return BadCursor(
        "after n'est pas une adresse de page de cette question : reprenez celle de meta.next.",
        "after is not a page address of this question: use the one of meta.next.",
        field="after",
    )
