"""What a reader asks of the list of actors: what he typed, what it means, and what is wrong with it.

A form that was filled in wrongly comes back as it was typed, with a sentence beside each field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import Any, Final

from pydantic import ValidationError

from graph_service.actors.models import ActorFilter
from graph_service.actors.service import check_filter
from graph_service.http.places import Place, PlaceFinder
from graph_service.http.refusals import wrong_input_of
from graph_service.kernel.errors import NotFound, SillonError, WrongInput
from graph_service.territories.service import territory
from graph_service.vocabulary.models import Suggestion
from graph_service.vocabulary.service import concept
from graph_service.vocabulary.suggestions import suggest
from graph_service.web.address import BASIS, FILTERS, Params
from graph_service.web.page import Visit

_BASES: Final = ("observed", "declared", "inferred")
_SECTORS: Final = "naf"
_CHOICES: Final = 20
_TYPED_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, in words, and the parameters that go with it."""

    label: str
    names: tuple[str, ...]


@dataclass(slots=True)
class Asked:
    """The question behind the address of a list."""

    typed: dict[str, str]
    typed_basis: list[str]
    filter: ActorFilter = field(default_factory=ActorFilter)
    place: Place | None = None
    sector_label: str | None = None
    concept_label: str | None = None
    suggestions: list[Suggestion] = field(default_factory=list)
    """Sectors that words in the field of sectors may mean."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it, in the reader's language."""
    chips: list[Chip] = field(default_factory=list)

    @property
    def any(self) -> bool:
        """Whether anything was typed or chosen."""
        return any(self.typed.values()) or bool(self.typed_basis)

    @property
    def place_shown(self) -> str:
        """The place that `near` was understood as, by name; which one it is stands in the address."""
        return self.place.label if self.place else ""

    @property
    def filters(self) -> Params:
        """The question as understood, in the parameters of the API: « 2,5 km » is 2.5, a place is its id."""
        place = self.place and (self.place.id or f"{self.place.lat!r},{self.place.lon!r}")
        given = {
            **{name: self.typed[name] for name in ("q", "sphere", "workforce", "link")},
            "sector": self.filter.sector,
            "concept": self.filter.concept,
            "territory": self.filter.territory,
            "near": place,
            "km": self.filter.km and f"{self.filter.km:.12g}",
            "min_confidence": self.filter.min_confidence and f"{self.filter.min_confidence:.12g}",
            "expand": None if self.filter.expand else "false",
        }
        kept = tuple((name, str(value)) for name, value in given.items() if value)
        return kept + tuple((BASIS, basis) for basis in self.filter.basis)

    @property
    def wider_km(self) -> float:
        """Twice the distance asked, for a search that found nobody."""
        return min(2 * (self.filter.km or 0), 20_000)


def asked_of(visit: Visit) -> Asked:
    """Read the address of a list of actors; never raises for what was typed."""
    params = visit.request.query_params
    asked = Asked(
        typed={name: visit.asked(name)[:_TYPED_LIMIT] for name in FILTERS},
        typed_basis=[basis for basis in _BASES if basis in params.getlist(BASIS)],
    )
    given: dict[str, Any] = {"basis": tuple(asked.typed_basis), "expand": asked.typed["expand"] != "false"}
    _read_texts(visit, asked, given)
    _read_numbers(visit, asked, given)
    _read_place(visit, asked, given)
    if not asked.wrong:
        try:
            asked.filter = ActorFilter.model_validate(given)
            check_filter(asked.filter, visit.schema)
        except ValidationError as error:
            _note(visit, asked, wrong_input_of(error.errors()))
        except WrongInput as error:
            _note(visit, asked, error)
    asked.chips = _chips(visit, asked)
    return asked


def _read_texts(visit: Visit, asked: Asked, given: dict[str, Any]) -> None:
    for name in ("q", "sphere", "workforce", "link"):
        if asked.typed[name]:
            given[name] = asked.typed[name]
    for name in ("sector", "concept", "territory"):
        text = asked.typed[name]
        if text:
            try:
                given[name] = visit.curie(text, name)
            except WrongInput as error:
                if name == "sector" and ":" not in text:
                    _suggest(visit, asked, text)
                else:
                    _note(visit, asked, error, name)
    asked.sector_label = _label(visit, asked, given, "sector")
    asked.concept_label = _label(visit, asked, given, "concept")


def _label(visit: Visit, asked: Asked, given: dict[str, Any], name: str) -> str | None:
    """What a sector or concept that was asked for is called; None when none was, or there is none."""
    if name not in given:
        return None
    asked.typed[name] = given[name]
    try:
        return concept(visit.store, visit.viewer, given[name], lang=visit.lang).label
    except NotFound as error:
        _note(visit, asked, error, name)
        return None


def _suggest(visit: Visit, asked: Asked, text: str) -> None:
    """Words instead of a code: offer the sectors they may mean, a class once that has one subclass of its name."""
    found = suggest(visit.store, visit.viewer, _SECTORS, text, lang=visit.lang, limit=_CHOICES)
    by_label: dict[str, Suggestion] = {}
    for one in found:
        known = by_label.setdefault(one.label, one)
        if len(one.id) < len(known.id):
            by_label[one.label] = one
    asked.suggestions = list(by_label.values())
    if not found:
        asked.wrong["sector"] = visit.t("list.no_sector", text=text)


def _read_numbers(visit: Visit, asked: Asked, given: dict[str, Any]) -> None:
    for name in ("km", "min_confidence"):
        text = asked.typed[name]
        if not text:
            continue
        try:
            number = float(text.replace(",", ".").removesuffix("km").strip())
        except ValueError:
            number = float("nan")
        if isfinite(number) and number >= 0:
            given[name] = number
        else:
            asked.wrong[name] = visit.t(f"list.wrong_{name}")


def _read_place(visit: Visit, asked: Asked, given: dict[str, Any]) -> None:
    text = asked.typed["near"]
    if text:
        try:
            finder: PlaceFinder = visit.request.app.state.places
            asked.place = finder(visit.store, visit.viewer, text)
        except (WrongInput, NotFound) as error:
            _note(visit, asked, error, "near")
        else:
            given["near"] = (asked.place.lat, asked.place.lon)
    elif "km" in given:
        asked.wrong["near"] = visit.t("list.km_of_what")


def _note(visit: Visit, asked: Asked, error: SillonError, name: str | None = None) -> None:
    field_name = name or error.field or "q"
    asked.wrong.setdefault(field_name.partition(".")[0], visit.t.spaced(error.detail(visit.lang)))


def _chips(visit: Visit, asked: Asked) -> list[Chip]:
    """The filters in force, in words."""
    t, typed = visit.t, asked.typed
    chips: list[Chip] = []
    if typed["q"]:
        chips.append(Chip(t("chip.q", text=typed["q"]), ("q",)))
    if asked.sector_label:
        label = asked.sector_label if asked.filter.expand else t("chip.sector_only", label=asked.sector_label)
        chips.append(Chip(label, ("sector", "expand")))
    if asked.concept_label:
        label = asked.concept_label if asked.filter.expand else t("chip.sector_only", label=asked.concept_label)
        words = f"{visit.words.link(typed['link'], 'out')} : " if typed["link"] else ""
        chips.append(Chip(t.spaced(words) + label, ("concept", "link", "expand")))
    if asked.filter.territory:
        chips.append(Chip(_territory_label(visit, asked), ("territory",)))
    if asked.place:
        km = asked.filter.km
        words = (
            t("chip.within", place=asked.place_shown, km=t.number(km))
            if km
            else t("chip.near", place=asked.place_shown)
        )
        chips.append(Chip(words, ("near", "km")))
    chips += [Chip(visit.words.value(name, typed[name]), (name,)) for name in ("sphere", "workforce") if typed[name]]
    if asked.typed_basis:
        chips.append(Chip(", ".join(visit.words.value("basis", basis) for basis in asked.typed_basis), ("basis",)))
    if asked.filter.min_confidence:
        chips.append(Chip(t("chip.confidence", share=t.percent(asked.filter.min_confidence)), ("min_confidence",)))
    return chips


def _territory_label(visit: Visit, asked: Asked) -> str:
    wanted = asked.filter.territory
    assert wanted is not None  # noqa: S101  (asked by the only caller)
    try:
        return territory(visit.store, visit.viewer, wanted).label
    except NotFound as error:
        _note(visit, asked, error, "territory")
        return wanted
