"""What a file of RDF says and nobody keeps: counted by name, told with the first line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from graph_service.schema.rdf import Iri, Node, Subject
from loaders.records import RowProblem

Words = tuple[str, str]
"""Why, in French and English."""

NO_CLASS = ("ni une classe de Sillon, ni sl:Fact, ni sl:Link", "no class of Sillon, no sl:Fact and no sl:Link")
NO_PREDICATE = ("ce n'est pas un prédicat que Sillon garde ici", "is no predicate that Sillon keeps here")
NO_LANGUAGE = ("une langue que Sillon ne garde pas ici", "a language that Sillon does not keep here")
_NO_FACT = ("ce triplet n'a ni sl:Fact ni sl:Link qui dise sa source", "no sl:Fact or sl:Link says its source")


_MOST = 200
"""Names that are told apart; a file of something else may have millions."""
_OTHERS = "…"


class LeftOver:
    """Counts what is left out, and pairs plain triples with the facts and links that say the same."""

    def __init__(self) -> None:
        self.file = ""
        """The one that is read now."""
        self._count: Counter[tuple[str, Words]] = Counter()
        self._first: dict[tuple[str, Words], tuple[str, int]] = {}
        self._stated: set[int] = set()
        self._alone: dict[int, tuple[Iri, str, int]] = {}

    def add(self, name: str, why: Words, line: int, count: int = 1) -> None:
        """So many statements, of which the first lies there."""
        self._add(name, why, (self.file, line), count)

    def stated(self, start: Iri, predicate: Iri, end: Iri) -> None:
        """A fact or a link says this: its plain triple, before or after, says nothing new."""
        mark = hash((start, predicate, end))
        self._stated.add(mark)
        self._alone.pop(mark, None)

    def plain(self, start: Subject, predicate: Iri, end: Node, line: int) -> None:
        """A plain triple."""
        mark = hash((start, predicate, end))
        if mark not in self._stated:
            self._alone.setdefault(mark, (predicate, self.file, line))

    def kinds(self) -> list[str]:
        """Types that are no classes of ours, the most frequent first."""
        kinds = Counter({name: count for (name, why), count in self._count.items() if why == NO_CLASS})
        return [name for name, _ in kinds.most_common()]

    def problems(self, called: Callable[[str], str]) -> Iterator[RowProblem]:
        """One for each name and reason, when all is read; `called` abbreviates a term."""
        for predicate, file, line in self._alone.values():
            self._add(called(predicate), _NO_FACT, (file, line), 1)
        self._alone.clear()
        for (name, (fr, en)), count in sorted(self._count.items()):
            file, line = self._first[name, (fr, en)]
            yield RowProblem(
                line, name, str(count), f"{fr} ; laissé de côté ({count})", f"{en}; left out ({count})",
                file=file,
            )  # fmt: skip

    def _add(self, name: str, why: Words, place: tuple[str, int], count: int) -> None:
        if len(self._first) >= _MOST and (name, why) not in self._first:
            name = _OTHERS
        self._count[name, why] += count
        self._first.setdefault((name, why), place)
