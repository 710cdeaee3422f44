"""What went wrong, as a page: the same sentence as the API's, a way back, and nothing typed is lost."""

from __future__ import annotations

from typing import Final

from fastapi import Request, Response

from graph_service.http.language import language_of
from graph_service.http.problems import Problem
from graph_service.locale import texts
from graph_service.web.page import Content, plain_page

_TITLED: Final = frozenset({404, 405, 422, 429, 500, 503, 504})
_RETRY_AFTER_S: Final = {429: "1", 503: "2", 504: "10"}
_NO_ADDRESS: Final = "/no-such-address"
"""The kind of problem whose sentence speaks to programs; the page has one of its own."""
_NOT_FOUND: Final = "/not-found"
_NOTHING_OF: Final = {
    "acteurs": "actor",
    "complementarites": "actor",
    "filieres": "chain",
    "territoires": "territory",
    "vocabulaire": "concept",
}
"""First part of an address that is right → what the rest of it should have named."""
_GUESS_LIMIT: Final = 80


def error_page(request: Request, problem: Problem) -> Response:
    """The page of a problem; it asks nothing of the database, which may be what is wrong."""
    t = texts(language_of(request))
    values = {
        "problem": problem,
        "title": t(f"error.title_{_titled(request, problem)}") if problem.status in _TITLED else problem.title,
        "detail": "" if problem.type.endswith(_NO_ADDRESS) else t.spaced(problem.detail),
        "guess": _guess(request) if problem.status == 404 else "",
        "repeatable": request.method == "GET",
    }
    headers = {"Cache-Control": "no-store"}
    if problem.status in _RETRY_AFTER_S:
        headers["Retry-After"] = _RETRY_AFTER_S[problem.status]
    return plain_page(request, Content("error.html", "", values, problem.status), headers)


def _titled(request: Request, problem: Problem) -> str:
    """`404`, or `404_actor` where the address is a page's and only the actor is not there (or not for this reader)."""
    named = _NOTHING_OF.get(request.url.path.split("/")[1]) if problem.type.endswith(_NOT_FOUND) else None
    return f"{problem.status}_{named}" if named else str(problem.status)


def _guess(request: Request) -> str:
    """What a wrong address may have been looking for: its last part, when that is words and no identifier."""
    last = request.url.path.rpartition("/")[2][:_GUESS_LIMIT]
    return "" if ":" in last else last.replace("-", " ")
