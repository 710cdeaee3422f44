"""The territory that a question is narrowed to: known, or refused with one sentence in every room."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from graph_service.access.viewer import Viewer
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore


class TerritoryNamed(BaseModel):
    """A territory, by id and name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    label: str


TERRITORY = BoundQuery("facts/territory", TerritoryNamed)


def known_territory(store: GraphStore, viewer: Viewer, territory: Curie) -> TerritoryNamed:
    """The territory. Raises WrongInput, naming the parameter, for one that was not loaded."""
    found = TERRITORY.first(store, viewer, territory=territory)
    if found is None:
        raise WrongInput(
            f"Le territoire {territory} n'est pas chargé.",
            f"The territory {territory} was not loaded.",
            field="territory",
        )
    return found
