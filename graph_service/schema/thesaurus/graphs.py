"""What the checks ask of a graph: its pieces, its circles, what lies above."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence, Set
from functools import reduce
from operator import or_
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)
_TOGETHER = 4_096
"""Targets that one pass over the graph is for: as many bits for each node."""


class Pieces(Generic[N]):
    """Nodes that are joined two by two; near linear in the number of joins."""

    def __init__(self) -> None:
        self._towards: dict[N, N] = {}

    def of(self, node: N) -> N:
        """The node that stands for the piece of this one; itself when it was never joined."""
        top = node
        while (above := self._towards.get(top, top)) != top:
            top = above
        while (above := self._towards.get(node, node)) != top:
            self._towards[node] = top
            node = above
        return top

    def join(self, one: N, other: N) -> None:
        """The two are in one piece from now on."""
        first, second = self.of(one), self.of(other)
        if first != second:
            self._towards[second] = first

    def among(self, nodes: Iterable[N]) -> list[list[N]]:
        """These nodes by piece, in their order."""
        found: dict[N, list[N]] = {}
        for node in nodes:
            found.setdefault(self.of(node), []).append(node)
        return list(found.values())


class Above(Generic[N]):
    """A directed graph seen from below: each node and those right above it, which may form circles.

    Questions about many pairs are answered together, in time of edges × targets / 4,096, however deep the graph is.
    """

    def __init__(self, above: Mapping[N, Iterable[N]]) -> None:
        self._rank: dict[N, int] = {}
        """Nodes of one circle share theirs; what lies above has a lower one."""
        self.circles: list[list[N]] = []
        """Strongly connected components of more than one node, each in the order of a walk upwards."""
        self._circular: set[int] = set()
        for rank, component in enumerate(_components(above)):
            self._rank.update(dict.fromkeys(component, rank))
            if len(component) > 1:
                self.circles.append(component)
                self._circular.add(rank)
        self._higher: list[set[int]] = [set() for _ in range(len(set(self._rank.values())))]
        for node, those in above.items():
            rank = self._rank[node]
            self._higher[rank].update(self._rank[each] for each in those if self._rank[each] != rank)

    def leading(self, pairs: Iterable[tuple[N, N]]) -> set[tuple[N, N]]:
        """The pairs whose second node lies above the first, or with it in one circle."""
        return self._pairs(pairs, lambda low, masks: masks[low], self._circular)

    def leading_far(self, pairs: Iterable[tuple[N, N]]) -> set[tuple[N, N]]:
        """The pairs whose second node lies above something above the first, a circle counted as one node."""

        def beyond(low: int, masks: Sequence[int]) -> int:
            return reduce(or_, (masks[higher] for higher in self._higher[low]), 0)

        return self._pairs(pairs, beyond, frozenset())

    def _pairs(
        self, pairs: Iterable[tuple[N, N]], seen: Callable[[int, Sequence[int]], int], circular: Set[int]
    ) -> set[tuple[N, N]]:
        asked: dict[int, list[tuple[int, tuple[N, N]]]] = {}
        found = set()
        for pair in pairs:
            low, high = self._rank.get(pair[0]), self._rank.get(pair[1])
            if low is None or high is None:
                continue
            if low == high and low in circular:
                found.add(pair)
            elif low > high:
                asked.setdefault(high, []).append((low, pair))
        targets = sorted(asked)
        for start in range(0, len(targets), _TOGETHER):
            block = targets[start : start + _TOGETHER]
            masks = self._masks(block)
            for bit, high in enumerate(block):
                found.update(pair for low, pair in asked[high] if seen(low, masks) >> bit & 1)
        return found

    def _masks(self, targets: Sequence[int]) -> list[int]:
        """By rank: which targets lie above, bit n for the nth; its own bit left out."""
        bits = {rank: 1 << bit for bit, rank in enumerate(targets)}
        masks: list[int] = []
        for higher in self._higher:
            masks.append(reduce(or_, (masks[rank] | bits.get(rank, 0) for rank in higher), 0))
        return masks


def _components(above: Mapping[N, Iterable[N]]) -> Iterator[list[N]]:
    """Strongly connected components, what lies above before what lies below (Tarjan 1972, without recursion)."""
    index: dict[N, int] = {}
    lowest: dict[N, int] = {}
    done: set[N] = set()
    path: list[N] = []
    for root in above:
        if root in index:
            continue
        walk: list[tuple[N, Iterator[N]]] = []
        _enter(root, above, index, lowest, path, walk)
        while walk:
            node, rest = walk[-1]
            for higher in rest:
                if higher not in index:
                    _enter(higher, above, index, lowest, path, walk)
                    break
                if higher not in done:
                    lowest[node] = min(lowest[node], index[higher])
            else:
                walk.pop()
                if walk:
                    below = walk[-1][0]
                    lowest[below] = min(lowest[below], lowest[node])
                if lowest[node] == index[node]:
                    component = [path.pop()]
                    while component[-1] != node:
                        component.append(path.pop())
                    done.update(component)
                    yield component[::-1]


def _enter(
    node: N,
    above: Mapping[N, Iterable[N]],
    index: dict[N, int],
    lowest: dict[N, int],
    path: list[N],
    walk: list[tuple[N, Iterator[N]]],
) -> None:
    index[node] = lowest[node] = len(index)
    path.append(node)
    walk.append((node, iter(above.get(node, ()))))
