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
    """Where something is told: line, file and column for messages, and in which part of the source."""

    line: int = 0
    file: str = ""
    column: str = ""
    part: str = ""


def scheme_node(scheme: Scheme, place: Place = Place()) -> Node:
    """The scheme itself."""
    titles = {f"label_{language}": label for language, label in scheme.labels.items()}
    said = {**titles, "version": scheme.version}
    return Node("ConceptScheme", scheme.id, said, place.line, place.part, column=place.column, file=place.file)


def placed(scheme: Scheme, identifier: str, properties: dict[str, Any], place: Place) -> Iterator[Node | Edge]:
    """A concept, and that it is in the scheme."""
    yield Node("Concept", identifier, properties, place.line, place.part, column=place.column, file=place.file)
    yield link("IN_SCHEME", identifier, ("ConceptScheme", scheme.id), place)


def link(kind: str, start: str, end: str | tuple[str, str], place: Place, **properties: str) -> Edge:
    """A link from a concept to another, or to what `end` says."""
    target = ("Concept", end) if isinstance(end, str) else end
    where = (place.line, place.part)
    return Edge(kind, ("Concept", start), target, dict(properties), *where, column=place.column, file=place.file)
