"""What the Turtle of the schemes says, by CURIE: for tests that read it as it stands, without the loader."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from graph_service import resources
from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.prefixes import read_prefixes
from graph_service.schema.rdf import Iri, Text, Turtle, read_turtle

SCHEMES = resources.folder("ontology") / "schemes"


@cache
def prefixes() -> PrefixTable:
    return read_prefixes(resources.folder("ontology") / "prefixes.toml")


@cache
def told(name: str) -> dict[str, Iri]:
    """The subjects of a file by their CURIE, but the scheme itself."""
    found = {prefixes().from_iri(subject) or subject: subject for subject in turtle(name).named_subjects()}
    return {curie: subject for curie, subject in found.items() if not curie.startswith("scheme:")}


@cache
def turtle(name: str) -> Turtle:
    return read_turtle(SCHEMES / f"{name}.ttl")


def ends(name: str, curie: str, predicate: str) -> list[str]:
    """CURIEs that a subject leads to, or the words themselves."""
    items = turtle(name).objects(told(name)[curie], predicate)
    said = [item.value if isinstance(item, Text) else str(item) for item in items]
    return [prefixes().from_iri(item) or item for item in said]


def texts(name: str, curie: str, predicate: str, language: str) -> list[str]:
    items = turtle(name).objects(told(name)[curie], predicate)
    return [item.value for item in items if isinstance(item, Text) and item.lang == language]


def stages(chain: str) -> list[str]:
    """The stages of a chain by rank."""
    of = [curie for curie in told("chains") if f"chain:{chain}" in ends("chains", curie, "sl:stageOf")]
    return sorted(of, key=rank)


def rank(stage: str) -> int:
    [item] = turtle("chains").objects(told("chains")[stage], "sl:rank")
    return int(item.value) if isinstance(item, Text) else 0


def one_piece(nodes: Iterable[str], pairs: Iterable[tuple[str, str]]) -> bool:
    """Whether the pairs, read both ways, join all nodes."""
    left, joined = set(nodes), list(pairs)
    reached = {left.pop()} if left else set()
    while grown := {end for pair in joined for end in pair if reached & set(pair)} - reached:
        reached |= grown
    return left <= reached
