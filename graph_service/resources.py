"""What this installation is made of: where its files that are not Python lie, and which versions they are.

They lie in the checkout, or in the installed wheel.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import graph_service
from graph_service.kernel.canonical import short_hash

_PACKAGE = Path(__file__).parent
_CODE = (".py", ".html", ".css", ".js", ".toml")


@cache
def folder(name: str) -> Path:
    """The folder `ontology` or `cypher`; raises FileNotFoundError when the installation is incomplete."""
    for candidate in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder {name}/ is missing from this installation of Sillon")


@cache
def build() -> str:
    """Changes with the code: the version and a hash of the installed files."""
    return f"{graph_service.__version__}-{_hash_of(_PACKAGE, _CODE)}"


@cache
def ontology_version() -> str:
    """Changes with the ontology or a question of the catalogue."""
    parts = (
        _hash_of(folder("ontology"), (".ttl", ".toml")),
        _hash_of(folder("cypher"), (".cypher",)),
    )
    return short_hash(*parts)[:12]


def _hash_of(place: Path, endings: tuple[str, ...]) -> str:
    total = sha256()
    for file in sorted(place.rglob("*")):
        if file.suffix in endings and file.is_file():
            total.update(file.relative_to(place).as_posix().encode())
            total.update(file.read_bytes())
    return total.hexdigest()[:12]
