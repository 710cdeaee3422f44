"""RFC 9457 problems of the API, back into the errors they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graph_service.kernel.errors import SillonError, Unavailable


def error_of(problem: Mapping[str, Any], status: int) -> SillonError:
    """The error that a problem document stands for; an unknown type becomes the one that has its status."""
    kind = str(problem.get("type", "")).rsplit("/", 1)[-1].rsplit(":", 1)[-1].rsplit("#", 1)[-1]
    known = {each.kind: each for each in _family(SillonError)}
    statuses = {each.status: each for each in _family(SillonError)}
    found = known.get(kind) or statuses.get(status, Unavailable if status >= 500 else SillonError)
    fr = problem.get("detail_fr") or problem.get("detail") or f"Le service a répondu {status}."
    en = problem.get("detail_en") or problem.get("detail") or f"The service answered {status}."
    field = problem.get("field")
    return found(str(fr), str(en), field=None if field is None else str(field))


def _family(root: type[SillonError]) -> Iterator[type[SillonError]]:
    yield root
    for child in root.__subclasses__():
        yield from _family(child)
