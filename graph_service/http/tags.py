"""ETags: a hash of everything an answer depends on, known before its rows are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import graph_service
from graph_service import resources
from graph_service.access.viewer import Viewer
from graph_service.kernel.canonical import short_hash

VARY = "Authorization, Cookie, Accept, Accept-Language"
CACHE = "private, no-cache"
"""Kept by the reader's own cache alone, and asked for again each time: 304 when nothing changed."""

_CODE = (".py", ".html", ".css", ".js", ".toml")


@cache
def build() -> str:
    """Changes with the code: the version and a hash of the installed files."""
    return f"{graph_service.__version__}-{_hash_of(Path(graph_service.__file__).parent, _CODE)}"


@cache
def ontology_version() -> str:
    """Changes with the ontology or a question of the catalogue."""
    parts = (
        _hash_of(resources.folder("ontology"), (".ttl", ".toml")),
        _hash_of(resources.folder("cypher"), (".cypher",)),
    )
    return short_hash(*parts)[:12]


def entity_tag(viewer: Viewer, version: str, asked: Iterable[str]) -> str:
    """The ETag of what `viewer` is answered at `version`; `asked`: path, parameters, language, format."""
    day = datetime.now(UTC).date().isoformat()
    return f'"{short_hash(build(), ontology_version(), version, *viewer.tokens, "|", *viewer.owners, day, *asked)}"'


def matches(if_none_match: str | None, tag: str) -> bool:
    """Whether the reader has this answer already (weak comparison, RFC 9110)."""
    held = [each.strip().removeprefix("W/") for each in (if_none_match or "").split(",")]
    return tag in held


def _hash_of(folder: Path, endings: tuple[str, ...]) -> str:
    total = sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in endings and file.is_file():
            total.update(file.relative_to(folder).as_posix().encode())
            total.update(file.read_bytes())
    return total.hexdigest()[:12]
