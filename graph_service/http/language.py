"""Which language an answer is in: `?lang=`, then `Accept-Language`, then the setting."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope

from graph_service.locale import DEFAULT, Language, language_asked


def language_of_scope(scope: Scope) -> Language:
    """The language of a request that may not have reached the application yet."""
    given = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [None])[-1]
    app = scope.get("app")
    default: Language = getattr(app.state, "lang", DEFAULT) if app is not None else DEFAULT
    return language_asked(given, Headers(scope=scope).get("accept-language"), default)


def language_of(request: Request) -> Language:
    """The language of an answer."""
    return language_of_scope(request.scope)
