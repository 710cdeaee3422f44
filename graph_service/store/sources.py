"""Where the graph comes from: the sources that were loaded. They are open to all; what they say may not be."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from graph_service.access.viewer import Viewer
from graph_service.store.bound import BoundQuery
from graph_service.store.port import GraphStore


class SourceLoaded(BaseModel):
    """A source that something in the graph comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(examples=["source:sirene"])
    label: str = Field(examples=["Base Sirene des entreprises et de leurs établissements"])
    publisher: str | None = Field(None, examples=["INSEE"])
    licence: str | None = Field(None, examples=["etalab-2.0"])
    homepage: str | None = Field(None, examples=["https://www.data.gouv.fr/"])


SOURCES = BoundQuery("facts/sources", SourceLoaded)


def sources(store: GraphStore, viewer: Viewer) -> list[SourceLoaded]:
    """The sources of this graph, by title."""
    return SOURCES.all(store, viewer)
