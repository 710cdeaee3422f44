"""What the rows of a page stand on, as one reads it: each fact a sentence with its ground, its source and its date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph_service.store.facts import Fact, explain
from graph_service.web.page import Visit


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact: « Fonderie du Saulnois — fabrique — Pièce de fonte », and of a derived one what it follows from."""

    words: str
    fact: Fact
    premises: tuple[Ground, ...] = ()


class Grounds:
    """The facts of a page, by their ids, as far as the reader may see them."""

    def __init__(self, visit: Visit, fact_ids: Iterable[str]) -> None:
        self._visit = visit
        self._facts = explain(visit.store, visit.viewer, fact_ids, lang=visit.lang)

    def of(self, fact_ids: Iterable[str]) -> list[Ground]:
        """These facts, the surest first."""
        known = [self._facts[identifier] for identifier in dict.fromkeys(fact_ids) if identifier in self._facts]
        known.sort(key=lambda fact: (-fact.confidence, fact.type, fact.id))
        return [self._ground(fact, self._premises(fact)) for fact in known]

    def fact(self, fact_id: str) -> Fact | None:
        """This fact, or None when the reader sees none."""
        return self._facts.get(fact_id)

    def _premises(self, fact: Fact) -> tuple[Ground, ...]:
        """What a fact follows from; a premise that is itself derived is told without its own."""
        return tuple(self._ground(self._facts[each], ()) for each in fact.premises if each in self._facts)

    def _ground(self, fact: Fact, premises: tuple[Ground, ...]) -> Ground:
        return Ground(self._visit.words.link(fact.type, "out"), fact, premises)
