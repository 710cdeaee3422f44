"""The corner of every page: who is signed in, or with whose eyes the demonstration is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from starlette.requests import Request

from graph_service.access.viewer import Viewer
from graph_service.http.cookies import cookies_of
from loaders import situations

EYES: Final = ("public", "member", "analyst")
"""Who may look at the demonstration."""


@dataclass(frozen=True, slots=True)
class Corner:
    """What stands there."""

    kind: Literal["signed_in", "signed_out", "eyes"]
    eyes: str = ""
    """Of `EYES`, the one that looks; empty where the database had not to be asked."""


def corner_of(request: Request) -> Corner:
    """What stands in the corner; nothing is asked of a database that may be away."""
    signed_in = getattr(request.state, "person", None) is not None
    unasked = not hasattr(request.state, "person")
    if signed_in or (unasked and cookies_of(request).ticket(request)):
        return Corner("signed_in")
    if not request.app.state.settings.demonstration:
        return Corner("signed_out")
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    chosen = cookies_of(request).eyes(request) or ""
    return Corner("eyes", _name(viewer) if viewer else chosen.partition(":")[0])


def viewer_name(eyes: str) -> str:
    """What `access.viewer.viewer_named` knows them by: a member speaks for the actor that the demonstration shows."""
    return situations.seen_as(f"member:{situations.shown().member}" if eyes == "member" else eyes)


def _name(viewer: Viewer) -> str:
    return {"public": "public", "members": "member"}.get(viewer.level, "analyst")
