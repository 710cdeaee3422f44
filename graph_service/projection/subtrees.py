"""A hierarchy numbered so that whatever lies below something is a short list of intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Interval = tuple[int, int]
"""From, to (excluded)."""


class SubtreeIndex:
    """Things in preorder, with what lies below each; several parents and even cycles are taken as they come.

    `ids[number]` is the thing of this number. Immutable once made, safe for many threads.
    """

    def __init__(
        self,
        ids: Iterable[str],
        pairs: Iterable[tuple[str, str]],
        replaced: Mapping[str, str] | None = None,
    ) -> None:
        """`ids` in the order siblings shall have; `pairs` of (broader, narrower), those with a stranger left out.

        `replaced`: what was given up → what took its place. It lies below that one, but nobody is shown it there:
        it is in `below` and `above`, not in `narrower`, `broader` and `roots`.
        """
        given = list(dict.fromkeys(ids))
        order = {identifier: rank for rank, identifier in enumerate(given)}
        below: dict[str, list[str]] = {}
        has_parent: set[str] = set()
        gone = replaced or {}
        pairs = [pair for pair in pairs if pair[1] not in gone] + [(new, old) for old, new in gone.items()]
        for broader, narrower in sorted(set(pairs), key=lambda pair: (order.get(pair[0], -1), order.get(pair[1], -1))):
            if broader in order and narrower in order and broader != narrower:
                below.setdefault(broader, []).append(narrower)
                has_parent.add(narrower)
        roots = [identifier for identifier in given if identifier not in has_parent]
        self.ids: tuple[str, ...] = tuple(_preorder([*roots, *given], below))
        self.number: dict[str, int] = {identifier: number for number, identifier in enumerate(self.ids)}
        self._below: tuple[tuple[int, ...], ...] = tuple(
            tuple(sorted(self.number[child] for child in below.get(identifier, ()))) for identifier in self.ids
        )
        self._above = _turned(self._below)
        hidden = {self.number[identifier] for identifier in gone if identifier in self.number}
        self.narrower: tuple[tuple[int, ...], ...] = tuple(
            tuple(child for child in children if child not in hidden) for children in self._below
        )
        self.broader: tuple[tuple[int, ...], ...] = _turned(self.narrower)
        self.roots: tuple[int, ...] = tuple(self.number[root] for root in roots if root not in gone)

    def __len__(self) -> int:
        return len(self.ids)

    def below(self, number: int) -> set[int]:
        """The numbers of a thing and of all below it."""
        return _closure(number, self._below)

    def above(self, number: int) -> set[int]:
        """The numbers of a thing and of all above it."""
        return _closure(number, self._above)

    def intervals(self, number: int) -> tuple[Interval, ...]:
        """The thing and all below it, as disjoint intervals in ascending order."""
        found: list[Interval] = []
        for one in sorted(self.below(number)):
            if found and found[-1][1] == one:
                found[-1] = (found[-1][0], one + 1)
            else:
                found.append((one, one + 1))
        return tuple(found)

    def holds(self, number: int, numbers: NDArray[np.int32]) -> NDArray[np.bool_]:
        """For each of `numbers`, whether it is the thing or below it."""
        mask = np.zeros(len(numbers), dtype=bool)
        for first, end in self.intervals(number):
            mask |= (numbers >= first) & (numbers < end)
        return mask


def _preorder(starts: Sequence[str], below: dict[str, list[str]]) -> list[str]:
    seen: dict[str, None] = {}
    stack = list(reversed(starts))
    while stack:
        current = stack.pop()
        if current not in seen:
            seen[current] = None
            stack.extend(reversed(below.get(current, [])))
    return list(seen)


def _turned(below: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...]:
    above: list[list[int]] = [[] for _ in below]
    for number, children in enumerate(below):
        for child in children:
            above[child].append(number)
    return tuple(map(tuple, above))


def _closure(start: int, neighbours: Sequence[Sequence[int]]) -> set[int]:
    seen = {start}
    stack = [start]
    while stack:
        for other in neighbours[stack.pop()]:
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return seen
