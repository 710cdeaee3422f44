"""What each test of reading RDF of others does: write a file, read it, and see that no child is left."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest

from graph_service.kernel.errors import DataErrors
from graph_service.schema.outside import read_outside
from graph_service.schema.rdf import Text
from tests.unit.outside_files import TERM


def children() -> list[int]:
    return [child.pid for child in psutil.Process().children() if "outside_child" in " ".join(child.cmdline())]


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, **more: str) -> DataErrors:
    """What is said of a file that is refused, in French and in English, with the same place."""
    with pytest.raises(DataErrors) as refused:
        list(read_outside(path, **more))  # type: ignore[arg-type]  # format and base alone
    error = refused.value
    line = error.more["line"]
    place = f"{path.name}:{line}: " if line else f"{path.name}: "
    assert error.fr.startswith(place)
    assert error.en.startswith(place)
    assert error.fr != error.en
    return error


def reads_on(folder: Path) -> bool:
    """Whether no child is left and the next file is read."""
    good = file(folder, "good.ttl", TERM + '"ça va"@fr .\n')
    language = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
    return [quad.object for quad in read_outside(good)] == [Text("ça va", "fr", language)] and children() == []
