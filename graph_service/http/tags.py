"""ETags: a hash of everything an answer depends on, known before its rows are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from graph_service.access.viewer import SEEN_AS, Viewer
from graph_service.kernel.canonical import short_hash
from graph_service.resources import build, ontology_version

VARY = f"Authorization, Cookie, {SEEN_AS}, Accept, Accept-Language"
CACHE = "private, no-cache"
"""Kept by the reader's own cache alone, and asked for again each time: 304 when nothing changed."""


def entity_tag(viewer: Viewer, version: str, asked: Iterable[str]) -> str:
    """The ETag of what `viewer` is answered at `version`; `asked`: path, parameters, language, format."""
    day = datetime.now(UTC).date().isoformat()
    return f'"{short_hash(build(), ontology_version(), version, *viewer.tokens, "|", *viewer.owners, day, *asked)}"'


def matches(if_none_match: str | None, tag: str) -> bool:
    """Whether the reader has this answer already (weak comparison, RFC 9110)."""
    held = [each.strip().removeprefix("W/") for each in (if_none_match or "").split(",")]
    return tag in held
