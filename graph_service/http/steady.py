"""One answer, one version: 304 when the reader has it already, and never half of one version and half of another.

The version is read before the work and again after it; work that was done while it moved is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

from graph_service.access.viewer import Viewer
from graph_service.http.tags import CACHE, VARY, entity_tag, matches
from graph_service.kernel.errors import Busy
from graph_service.locale import Language
from graph_service.store.port import GraphStore, VersionSeen

T = TypeVar("T")
Headers = dict[str, str]

_TRIES = 4


def steady_answer(
    request: Request,
    store: GraphStore,
    viewer: Viewer,
    lang: Language,
    key: Sequence[str],
    work: Callable[[VersionSeen], T],
    draw: Callable[[T, Headers], Response],
) -> Response:
    """`draw` of what `work` found at one version, or a 304; `key` tells this question from others in the ETag.

    Raises Busy when the graph moves on each time.
    """
    for _ in range(_TRIES):
        version = store.version(viewer)
        tag = entity_tag(viewer, version.hash, key)
        headers = {"ETag": tag, "Vary": VARY, "Cache-Control": CACHE, "Content-Language": lang}
        if request.method == "GET" and matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        found = work(version)
        if store.version(viewer).hash == version.hash:
            return draw(found, headers)
    raise Busy("Un chargement est en cours ; réessayez.", "A load is running; try again.")
