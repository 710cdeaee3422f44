"""Which facts count, as the questions take it, and how many of each basis an answer names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypedDict, TypeVar

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore
from graph_service.store.territory import known_territory

ALL_BASES = ("declared", "observed", "inferred")

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Counted:
    """Which facts count: where, on which bases (none: all), how sure."""

    territory: Curie | None = None
    basis: tuple[str, ...] = ()
    min_confidence: float = 0.0

    @property
    def narrowed(self) -> bool:
        """Whether facts of the territory are left aside."""
        return bool(self.basis) or self.min_confidence > 0

    @property
    def all_there(self) -> Counted:
        """The same place, every fact."""
        return Counted(self.territory)


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """All rows of an answer, and how many facts of each basis they name."""

    rows: tuple[R, ...]
    by_basis: dict[str, int]
    cut: bool = False
    """Whether the search ended early."""


class Asked(TypedDict):
    """The parameters that questions about who holds what have in common."""

    territories: list[Curie]
    basis: str
    min_confidence: float


def asked_as(store: GraphStore, viewer: Viewer, counted: Counted) -> Asked:
    """The same for Cypher. Raises WrongInput for a territory that was not loaded, or a basis that is none."""
    territory = counted.territory
    if territory is not None:
        known_territory(store, viewer, territory)
    return {
        "territories": [] if territory is None else [territory],
        "basis": bases_text(counted.basis),
        "min_confidence": counted.min_confidence,
    }


def bases_text(basis: Sequence[str]) -> str:
    """Bases with commas between them; none: all. Raises WrongInput for one that is none."""
    unknown = sorted(set(basis) - set(ALL_BASES))
    if unknown:
        raise WrongInput(f"Base inconnue : {unknown[0]}.", f"Unknown basis: {unknown[0]}.", field="basis")
    return ",".join(basis or ALL_BASES)


def by_basis(facts: Mapping[str, str]) -> dict[str, int]:
    """How many facts of each basis; `facts`: fact → basis."""
    return dict(sorted(Counter(facts.values()).items()))
