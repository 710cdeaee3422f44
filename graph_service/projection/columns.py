"""Facts of one kind as columns: who, to what, on which ground; and the sets they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Ints = NDArray[np.int32]

Basis = Literal["declared", "observed", "inferred"]
BASES: tuple[Basis, ...] = get_args(Basis)


@dataclass(frozen=True, slots=True)
class Told:
    """Facts with the same end and ground, as lists side by side."""

    end: int
    basis: str
    confidence: float
    actors: Sequence[str]
    facts: Sequence[str]
    observed_on: Sequence[str] | None = None
    """When each was seen (ISO 8601, empty when nobody says); None where nobody asks."""


class Codes:
    """A column of few values: `codes` are places in `values`, which are sorted. Immutable once made."""

    def __init__(self, column: Iterable[str]) -> None:
        given = list(column)
        self.values: tuple[str, ...] = tuple(sorted(set(given)))
        place = {value: number for number, value in enumerate(self.values)}
        self.codes: Ints = np.array([place[value] for value in given], dtype=np.int32)

    def __getitem__(self, row: int) -> str:
        return self.values[int(self.codes[row])]

    def equal(self, value: str) -> Mask:
        """Which rows have this value."""
        mask: Mask = self.codes == (self.values.index(value) if value in self.values else -1)
        return mask

    def counts(self, rows: Mask) -> dict[str, int]:
        """How many of `rows` have each value; empty values and those that nobody has are left out."""
        counted = np.bincount(self.codes[rows], minlength=len(self.values)).tolist()
        return {value: count for value, count in zip(self.values, counted, strict=True) if value and count}


class FactColumns:
    """Facts sorted by row; `rows`, `ends`, `basis`, `confidence`, `ids` are of one length. Immutable once made."""

    def __init__(self, told: Iterable[Told], places: Mapping[str, int]) -> None:
        """`places`: the row of each actor; facts of others are left out."""
        rows: list[int] = []
        ends: list[int] = []
        basis: list[int] = []
        confidence: list[float] = []
        ids: list[str] = []
        days: list[str] = []
        for group in told:
            seen = group.observed_on or [""] * len(group.facts)
            here = [
                (places[actor], fact, day)
                for actor, fact, day in zip(group.actors, group.facts, seen, strict=True)
                if actor in places
            ]
            rows.extend(row for row, _, _ in here)
            ids.extend(fact for _, fact, _ in here)
            days.extend(day for _, _, day in here)
            ends.extend([group.end] * len(here))
            basis.extend([BASES.index(group.basis)] * len(here))
            confidence.extend([group.confidence] * len(here))
        order = np.lexsort((np.array(ends, dtype=np.int32), np.array(rows, dtype=np.int32)))
        self.rows: Ints = np.array(rows, dtype=np.int32)[order]
        self.ends: Ints = np.array(ends, dtype=np.int32)[order]
        self.basis: NDArray[np.int8] = np.array(basis, dtype=np.int8)[order]
        self.confidence: NDArray[np.float64] = np.array(confidence, dtype=np.float64)[order]
        self.ids: list[str] = [ids[place] for place in order.tolist()]
        self.observed_on = Codes(days[place] for place in order.tolist())
        self._first = np.searchsorted(self.rows, np.arange(len(places) + 1))
        self._size = len(places)

    def __len__(self) -> int:
        return len(self.ids)

    def grounded(self, bases: Sequence[str], min_confidence: float) -> Mask | None:
        """Which facts have one of `bases` (none given = any) and at least this confidence; None when all have."""
        if not bases and min_confidence <= 0:
            return None
        mask: Mask = self.confidence >= min_confidence
        if bases:
            mask &= np.isin(self.basis, [BASES.index(basis) for basis in bases])
        return None if mask.all() else mask

    def rows_with(self, mask: Mask | None) -> Mask:
        """Which rows have at least one of the facts that `mask` keeps; None keeps all."""
        has = np.zeros(self._size, dtype=bool)
        has[self.rows if mask is None else self.rows[mask]] = True
        return has

    def of_row(self, row: int, mask: Mask | None) -> Iterator[tuple[int, str]]:
        """(end, fact id) of the facts of a row that `mask` keeps, by end."""
        for place in self._places(row, mask):
            yield int(self.ends[place]), self.ids[place]

    def grounds_of_row(self, row: int, mask: Mask | None) -> Iterator[tuple[int, Basis, str]]:
        """(end, basis, day it was seen or "") of the same facts."""
        for place in self._places(row, mask):
            yield int(self.ends[place]), BASES[self.basis[place]], self.observed_on[place]

    def _places(self, row: int, mask: Mask | None) -> Iterator[int]:
        for place in range(self._first[row], self._first[row + 1]):
            if mask is None or mask[place]:
                yield place


class Sets:
    """Rows in sets that contain one another: a row is in the set of each end of its facts, and in all sets above."""

    def __init__(self, facts: FactColumns, above: Mapping[int, Iterable[int]], sets: int) -> None:
        """`above`: end → numbers of the sets that hold it (with its own); `sets`: how many there are."""
        self._sets = max(sets, 1)
        holders = {end: np.array(sorted(above.get(end, (end,))), dtype=np.int32) for end in set(facts.ends.tolist())}
        lengths = [len(holders[end]) for end in facts.ends.tolist()]
        fact_of_pair = np.repeat(np.arange(len(facts), dtype=np.int32), lengths)
        set_of_pair = np.concatenate([holders[end] for end in facts.ends.tolist()]) if lengths else fact_of_pair
        keys = facts.rows[fact_of_pair].astype(np.int64) * self._sets + set_of_pair
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._fact_of_key = fact_of_pair[order]
        self._all = self._distinct(None)

    def counts(self, rows: Mask, grounded: Mask | None) -> NDArray[np.int64]:
        """How many of `rows` each set holds, each row once, by facts that `grounded` keeps."""
        pair_rows, pair_sets = self._all if grounded is None else self._distinct(grounded)
        return np.bincount(pair_sets[rows[pair_rows]], minlength=self._sets)

    def _distinct(self, grounded: Mask | None) -> tuple[Ints, Ints]:
        keys = self._keys if grounded is None else self._keys[grounded[self._fact_of_key]]
        first = np.ones(len(keys), dtype=bool)
        first[1:] = keys[1:] != keys[:-1]
        rows, sets = np.divmod(keys[first], self._sets)
        return rows.astype(np.int32), sets.astype(np.int32)
