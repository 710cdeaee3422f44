"""Schemes and their concepts as records, whatever file they come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loaders.records import Edge, Node


@dataclass(frozen=True, slots=True)
class Scheme:
    """A vocabulary: the prefix of its concepts, its names by language, its version where its file is of one only."""

    prefix: str
    labels: Mapping[str, str]
    version: str = ""

    @property
    def id(self) -> str:
        """Id of the scheme."""
        return f"scheme:{self.prefix}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is told: line, file, column; for messages."""

    line: int
    file: str = ""
    column: str = ""


def scheme_node(scheme: Scheme) -> Node:
    """The scheme itself."""
    titles = {f"label_{language}": label for language, label in scheme.labels.items()}
    return Node("ConceptScheme", scheme.id, {**titles, "version": scheme.version})


def placed(scheme: Scheme, identifier: str, properties: dict[str, Any], place: Place) -> Iterator[Node | Edge]:
    """A concept, and that it is in the scheme."""
    line, column, file = place.line, place.column, place.file
    yield Node("Concept", identifier, properties, line=line, column=column, file=file)
    start, end = ("Concept", identifier), ("ConceptScheme", scheme.id)
    yield Edge("IN_SCHEME", start, end, line=line, column=column, file=file)
