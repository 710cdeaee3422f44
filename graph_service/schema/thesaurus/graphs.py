"""What the checks ask of a graph: its pieces, its circles, what lies above."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

N = TypeVar("N", bound=Hashable)


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
    """A directed graph seen from below: each node and those right above it, which may form circles."""

    def __init__(self, above: Mapping[N, Iterable[N]]) -> None:
        self._above = above
        self._rank: dict[N, int] = {}
        self.circles: list[list[N]] = []
        """Strongly connected components of more than one node, each in the order of a walk upwards."""
        for rank, component in enumerate(_components(above)):
            self._rank.update(dict.fromkeys(component, rank))
            if len(component) > 1:
                self.circles.append(component)

    def in_one_circle(self, one: N, other: N) -> bool:
        """Whether each of the two lies above the other."""
        return self._rank.get(one) == self._rank.get(other)

    def reached(self, start: Iterable[N], targets: Iterable[N]) -> set[N]:
        """Those of `targets` that are in `start` or above it.

        What lies above has a lower rank, unless in one circle: the walk never goes higher than its targets, and in the
        files that people write sees few nodes. At worst it sees the whole graph above `start`.
        """
        wanted = {target for target in targets if target in self._rank}
        if not wanted:
            return set()
        lowest = min(self._rank[target] for target in wanted)
        waiting = [node for node in start if self._rank.get(node, -1) >= lowest]
        seen, found = set(waiting), set[N]()
        while waiting and len(found) < len(wanted):
            node = waiting.pop()
            if node in wanted:
                found.add(node)
            for higher in self._above.get(node, ()):
                if higher not in seen and self._rank[higher] >= lowest:
                    seen.add(higher)
                    waiting.append(higher)
        return found


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
