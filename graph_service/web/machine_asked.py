"""What a reader asks of the list of equipment: what he typed, what it means, and what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Final

from graph_service.equipment.service import MachineFilter, types_of_machines
from graph_service.equipment.types import TYPE, must_be_type
from graph_service.http.places import Place, PlaceFinder
from graph_service.kernel.errors import NotFound, SillonError, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.projection.concepts import concept_tree
from graph_service.territories.service import territory
from graph_service.vocabulary.models import ConceptRef
from graph_service.vocabulary.service import concept
from graph_service.web.address import Params
from graph_service.web.asked import Chip
from graph_service.web.page import Visit

_FIELDS: Final = ("type", "territory", "near", "km", "shareable", "expand")
_CHOICES: Final = 20
_TYPED_LIMIT: Final = 300
_FARTHEST_KM: Final = 20_000.0


@dataclass(slots=True)
class MachineAsked:
    """The question behind the address of a list of equipment."""

    typed: dict[str, str]
    type: Curie | None = None
    type_label: str = ""
    territory: Curie | None = None
    territory_label: str = ""
    place: Place | None = None
    km: float | None = None
    suggestions: list[ConceptRef] = field(default_factory=list)
    """Types that words in the field of types may mean."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it, in the reader's language."""
    chips: list[Chip] = field(default_factory=list)

    @property
    def shareable(self) -> bool | None:
        """Whether only what is offered to others is wanted."""
        return True if self.typed["shareable"] == "true" else None

    @property
    def expand(self) -> bool:
        """Whether narrower types count."""
        return self.typed["expand"] != "false"

    @property
    def place_shown(self) -> str:
        """The place that `near` was understood as, by name; which one it is stands in the address."""
        return self.place.label if self.place else ""

    @property
    def wider_km(self) -> float:
        """Twice the distance asked, for a search that found nothing."""
        return min(2 * (self.km or 0), _FARTHEST_KM)

    @property
    def filter(self) -> MachineFilter:
        """The question as the service takes it."""
        return MachineFilter(
            type=self.type,
            expand=self.expand,
            territory=self.territory,
            near=(self.place.lat, self.place.lon) if self.place else None,
            km=self.km,
            shareable=self.shareable,
        )

    @property
    def filters(self) -> Params:
        """The question as understood, in the parameters of the API."""
        place = self.place and (self.place.id or f"{self.place.lat!r},{self.place.lon!r}")
        given = {
            "type": self.type,
            "territory": self.territory,
            "near": place,
            "km": self.km and f"{self.km:.12g}",
            "shareable": "true" if self.shareable else None,
            "expand": None if self.expand else "false",
        }
        return tuple((name, str(value)) for name, value in given.items() if value)


def machine_asked(visit: Visit) -> MachineAsked:
    """Read the address of a list of equipment; never raises for what was typed."""
    asked = MachineAsked({name: visit.asked(name)[:_TYPED_LIMIT] for name in _FIELDS})
    _read_type(visit, asked)
    _read_territory(visit, asked)
    _read_place(visit, asked)
    if asked.typed["shareable"] not in {"", "true"}:
        asked.wrong["shareable"] = visit.t("machines.wrong_shareable")
    asked.chips = _chips(visit, asked)
    return asked


def kinds(visit: Visit, asked: MachineAsked) -> list[tuple[ConceptRef, int]]:
    """Types of what answers the other filters, each with the number of machines of it or below, the most first."""
    everything = types_of_machines(visit.store, visit.viewer, replace(asked.filter, type=None), lang=visit.lang)
    tree = concept_tree(visit.store)
    counts: Counter[int] = Counter()
    for types in everything:
        own = {tree.number[one.id] for one in types if one.id in tree.number}
        above = {one for one in _closed(tree.subtrees.above, own) if tree.current(one) == one}
        counts.update(one for one in above if tree.ids[one].startswith(TYPE))
    found = [
        (ConceptRef(id=tree.ids[number], label=tree.label(number, visit.lang)), count)
        for number, count in counts.items()
    ]
    return sorted(found, key=lambda one: (-one[1], one[0].label, one[0].id))


def _closed(above: Callable[[int], set[int]], own: set[int]) -> set[int]:
    return set().union(*(above(number) for number in own)) if own else set()


def _read_type(visit: Visit, asked: MachineAsked) -> None:
    text = asked.typed["type"]
    if not text:
        return
    if ":" not in text:
        asked.suggestions = _meant(visit, text)
        if not asked.suggestions:
            asked.wrong["type"] = visit.t("machines.no_type", text=text)
        return
    try:
        wanted = visit.curie(text, "type")
        must_be_type(visit.store, wanted)
        asked.type_label = concept(visit.store, visit.viewer, wanted, lang=visit.lang).label
    except (WrongInput, NotFound) as error:
        _note(visit, asked, error, "type")
    else:
        asked.type = wanted


def _read_territory(visit: Visit, asked: MachineAsked) -> None:
    if asked.typed["territory"]:
        try:
            wanted = visit.curie(asked.typed["territory"], "territory")
            asked.territory_label = territory(visit.store, visit.viewer, wanted).label
        except (WrongInput, NotFound) as error:
            _note(visit, asked, error, "territory")
        else:
            asked.territory = wanted


def _meant(visit: Visit, words: str) -> list[ConceptRef]:
    """Types of equipment whose names answer what was typed instead of an identifier, the best first."""
    tree = concept_tree(visit.store)
    found = [
        ConceptRef(id=tree.ids[one.number], label=tree.label(one.number, visit.lang))
        for one in tree.answering(words)
        if tree.ids[one.number].startswith(TYPE)
    ]
    return found[:_CHOICES]


def _read_place(visit: Visit, asked: MachineAsked) -> None:
    text = asked.typed["km"]
    if text:
        try:
            number = float(text.replace(",", ".").removesuffix("km").strip())
        except ValueError:
            number = float("nan")
        if isfinite(number) and 0 < number <= _FARTHEST_KM:
            asked.km = number
        else:
            asked.wrong["km"] = visit.t("list.wrong_km")
    if asked.typed["near"]:
        finder: PlaceFinder = visit.request.app.state.places
        try:
            asked.place = finder(visit.store, visit.viewer, asked.typed["near"])
        except (WrongInput, NotFound) as error:
            _note(visit, asked, error, "near")
    elif text and "km" not in asked.wrong:
        asked.wrong["near"] = visit.t("list.km_of_what")


def _note(visit: Visit, asked: MachineAsked, error: SillonError, name: str) -> None:
    asked.wrong.setdefault(name, visit.t.spaced(error.detail(visit.lang)))


def _chips(visit: Visit, asked: MachineAsked) -> list[Chip]:
    """The filters in force, in words."""
    t = visit.t
    chips: list[Chip] = []
    if asked.type:
        label = asked.type_label if asked.expand else t("chip.sector_only", label=asked.type_label)
        chips.append(Chip(label, ("type", "expand")))
    if asked.territory:
        chips.append(Chip(asked.territory_label, ("territory",)))
    if asked.place:
        place = asked.place_shown
        words = t("chip.within", place=place, km=t.number(asked.km)) if asked.km else t("chip.near", place=place)
        chips.append(Chip(words, ("near", "km")))
    if asked.shareable:
        chips.append(Chip(t("machines.shareable_only"), ("shareable",)))
    return chips
