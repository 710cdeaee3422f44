"""Where a reader looks at a value chain, and which facts count: what he chose, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graph_service.actors.areas import areas_with_actors
from graph_service.kernel.errors import NotFound, SillonError, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.territories.service import territory
from graph_service.value_chain.counting import Counted
from graph_service.web.address import BASIS, Address, Params
from graph_service.web.facts_asked import CONFIDENCE, bases_asked, confidence_asked, facts_params, kind_of_fact
from graph_service.web.page import Visit

_KINDS: Final = ("pole", "epci", "department", "region", "abroad")
"""Kinds of territories that one may choose; a commune comes by its address."""

Place = tuple[str, str]
"""CURIE and name of a territory."""


@dataclass(slots=True)
class ChainAsked:
    """The question behind the address of a chain."""

    typed: str
    territory: Curie | None = None
    territory_label: str = ""
    basis: tuple[str, ...] = ()
    min_confidence: float = 0.0
    kind: str = ""
    """Which facts count, in words: « fait déclaré »; empty: all."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it, in the reader's language."""

    @property
    def params(self) -> Params:
        """The question as it stands in addresses, ours and the API's."""
        places = (("territory", str(self.territory)),) if self.territory else ()
        return (*places, *facts_params(self.basis, self.min_confidence))

    @property
    def counted(self) -> Counted:
        """The same for the questions."""
        return Counted(self.territory, self.basis, self.min_confidence)

    def address(self, visit: Visit, path: str, **more: str | None) -> Address:
        """A page of ours that is asked the same; `more` adds to the question."""
        added = tuple((name, value) for name, value in more.items() if value)
        return Address(path, (*self.params, *added, *visit.to(path).params))

    def address_of_all_facts(self, visit: Visit, path: str, **more: str | None) -> Address:
        """The same page where every fact counts."""
        return self.address(visit, path, **more).without(BASIS, CONFIDENCE)


def chain_asked(visit: Visit) -> ChainAsked:
    """Read the address of a chain; never raises for what was typed."""
    asked = ChainAsked(visit.asked("territory")[:300], basis=bases_asked(visit))
    asked.min_confidence = confidence_asked(visit, asked.wrong)
    asked.kind = kind_of_fact(visit.t, asked.basis, asked.min_confidence)
    if asked.typed:
        try:
            wanted = visit.curie(asked.typed, "territory")
            asked.territory_label = territory(visit.store, visit.viewer, wanted).label
            asked.territory = wanted
        except (WrongInput, NotFound) as error:
            asked.wrong["territory"] = visit.t.spaced(error.detail(visit.lang))
    return asked


def home_of(visit: Visit) -> Place | None:
    """The territory this service is for, when it was loaded."""
    try:
        home = territory(visit.store, visit.viewer, visit.curie(visit.settings.territory))
    except SillonError:
        return None
    return home.id, home.label


def choices(visit: Visit, asked: ChainAsked) -> list[tuple[str, list[Place]]]:
    """Territories with actors, by kind, the home and the one that was chosen among them."""
    by_kind: dict[str, list[Place]] = {kind: [] for kind in _KINDS}
    for area in areas_with_actors(visit.store, visit.viewer):
        if area.kind in by_kind:
            by_kind[area.kind].append((area.id, area.label))
    listed = {place for places in by_kind.values() for place, _ in places}
    home = home_of(visit)
    first = [home] if home and home[0] not in listed else []
    if asked.territory and asked.territory not in {*listed, *(place for place, _ in first)}:
        first.append((asked.territory, asked.territory_label))
    groups = [(kind, sorted(places, key=lambda place: place[1])) for kind, places in by_kind.items() if places]
    return [("", first), *groups] if first else groups
