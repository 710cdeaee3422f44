"""Where `near=` is. Domains do not import one another, so the application puts the finder of places here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from graph_service.access.viewer import Viewer
from graph_service.http.answers import Question
from graph_service.store.port import GraphStore


class Named(Protocol):
    """A place that was not taken."""

    @property
    def id(self) -> str:
        """CURIE."""

    @property
    def label(self) -> str:
        """Its name."""


class Place(Protocol):
    """A point with a name."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def lon(self) -> float:
        """Degrees east."""

    @property
    def label(self) -> str:
        """Its name."""

    @property
    def id(self) -> str | None:
        """Of the territory or actor, or None for bare coordinates."""

    @property
    def others(self) -> Sequence[Named]:
        """Other places that the name may have meant, when it had a slip in it; none for one that was spelt right."""


class PlaceFinder(Protocol):
    """`territories.service.resolve_place`, or one like it."""

    def __call__(self, store: GraphStore, viewer: Viewer, text: str) -> Place:
        """The place that a text names. Raises WrongInput, naming the candidates when there are several."""


def place_of(question: Question, text: str) -> Place:
    """The place that `near` names. Raises WrongInput."""
    finder: PlaceFinder = question.request.app.state.places
    return finder(question.store, question.viewer, text)


def seen(place: Place) -> Mapping[str, object]:
    """The place as `meta.near` gives it."""
    others = [{"id": one.id, "label": one.label} for one in place.others]
    return {"id": place.id, "label": place.label, "lat": place.lat, "lon": place.lon, "others": others}
