"""The cookies of this service: the ticket of a session, what is kept of somebody while he is with his identity
provider, and with whose eyes the demonstration is seen.

They are signed, closed to scripts, and stay with us when another site asks (SameSite); over https they bear the prefix
`__Host-`, which ties them to this very host.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

_SESSION, _EYES, _LEAVING = "sillon_session", "sillon_eyes", "sillon_leaving"
_AWAY_S = 600
"""Seconds that somebody may take with his identity provider."""
_LONGEST = 500
_DAY_S = 86_400
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Cookies:
    """Makes and reads them. `https`: whether this service is reached by https, whatever a request looks like here."""

    def __init__(self, secret: str, *, https: bool) -> None:
        self._https = https
        self._signers = {name: URLSafeSerializer(secret, salt=f"sillon.cookie.{name}.1") for name in (_SESSION, _EYES)}
        self._leaving = URLSafeTimedSerializer(secret, salt="sillon.cookie.leaving.1")
        self._form_key = hashlib.sha256(f"sillon.form.1 {secret}".encode()).digest()

    def ticket(self, request: Request) -> str | None:
        """The ticket of the session of this browser; None when it has none that we signed."""
        return self._read(request, _SESSION)

    def keep_ticket(self, request: Request, response: Response, ticket: str, *, days: int) -> None:
        """Let this browser keep a session."""
        self._write(request, response, _SESSION, ticket, days * _DAY_S)

    def forget_ticket(self, request: Request, response: Response) -> None:
        """Let this browser forget its session."""
        self._drop(request, response, _SESSION)

    def eyes(self, request: Request) -> str | None:
        """With whose eyes this browser sees the demonstration: what `access.viewer.viewer_named` knows."""
        return self._read(request, _EYES)

    def keep_eyes(self, request: Request, response: Response, name: str) -> None:
        """Let this browser see the demonstration with these eyes, until it is closed."""
        self._write(request, response, _EYES, name, None)

    def leaving(self, request: Request) -> dict[str, str] | None:
        """What was kept when somebody left for his identity provider from this browser, not too long ago."""
        given = request.cookies.get(self._name(request, _LEAVING), "")
        try:
            kept: dict[str, str] | None = self._leaving.loads(given, max_age=_AWAY_S) if given else None
        except BadData:
            return None
        return kept

    def keep_leaving(self, request: Request, response: Response, kept: Mapping[str, str]) -> None:
        """Let this browser keep it until he is back."""
        self._put(request, response, _LEAVING, self._leaving.dumps(dict(kept)), _AWAY_S)

    def forget_leaving(self, request: Request, response: Response) -> None:
        """It is good for one return."""
        self._drop(request, response, _LEAVING)

    def form_token(self, ticket: str) -> str:
        """What the forms of a session hold, so that nobody else's form is taken for one of them."""
        return hmac.new(self._form_key, ticket.encode(), hashlib.sha256).hexdigest()

    def form_fits(self, ticket: str, token: str) -> bool:
        """Whether a form belongs to the session with this ticket."""
        return hmac.compare_digest(self.form_token(ticket), token.encode("ascii", "replace").decode())

    def _read(self, request: Request, name: str) -> str | None:
        given = request.cookies.get(self._name(request, name), "")
        try:
            value = self._signers[name].loads(given) if 0 < len(given) <= _LONGEST else None
        except BadData:
            return None
        return value if isinstance(value, str) else None

    def _write(self, request: Request, response: Response, name: str, value: str, seconds: int | None) -> None:
        self._put(request, response, name, self._signers[name].dumps(value), seconds)

    def _put(self, request: Request, response: Response, name: str, signed: str | bytes, seconds: int | None) -> None:
        response.set_cookie(
            self._name(request, name),
            signed if isinstance(signed, str) else signed.decode("ascii"),
            max_age=seconds,
            secure=self._is_secure(request),
            httponly=True,
            samesite="lax",
        )

    def _drop(self, request: Request, response: Response, name: str) -> None:
        secure = self._is_secure(request)
        response.delete_cookie(self._name(request, name), secure=secure, httponly=True, samesite="lax")

    def _name(self, request: Request, name: str) -> str:
        return f"__Host-{name}" if self._is_secure(request) else name

    def _is_secure(self, request: Request) -> bool:
        return self._https or request.url.scheme == "https"


def cookies_of(request: Request) -> Cookies:
    """The cookies of the service that is asked."""
    cookies: Cookies = request.app.state.cookies
    return cookies


def is_from_elsewhere(request: Request) -> bool:
    """Whether another site makes a browser ask this: by `Origin`, which browsers send with all that changes something,
    else by `Sec-Fetch-Site`. A program that is no browser sends neither.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}
    return urlsplit(origin).netloc != request.headers.get("host")
