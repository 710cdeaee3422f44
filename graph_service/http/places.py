"""Where `near=` is. Domains do not import one another, so the application puts the finder of places here."""

from __future__ import annotations

from typing import Protocol

from graph_service.access.viewer import Viewer
from graph_service.http.answers import Question
from graph_service.store.port import GraphStore


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


class PlaceFinder(Protocol):
    """`territories.service.resolve_place`, or one like it."""

    def __call__(self, store: GraphStore, viewer: Viewer, text: str) -> Place:
        """The place that a text names. Raises WrongInput, naming the candidates when there are several."""


def place_of(question: Question, text: str) -> Place:
    """The place that `near` names. Raises WrongInput."""
    finder: PlaceFinder = question.request.app.state.places
    return finder(question.store, question.viewer, text)
