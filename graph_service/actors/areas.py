"""Territories of every kind that hold actors, counted at once from the columns."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from graph_service.access.viewer import Viewer
from graph_service.projection.actors import actor_table
from graph_service.store.port import GraphStore


class AreaCount(BaseModel):
    """A territory and how many actors are in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(examples=["dep:57"])
    label: str = Field(examples=["Moselle"])
    kind: str = Field(examples=["department"])
    count: int = Field(examples=[17_091])


def areas_with_actors(store: GraphStore, viewer: Viewer) -> list[AreaCount]:
    """All territories that hold an actor, by kind, those with the most first; raises what reading raises."""
    table = actor_table(store, viewer)
    counts = table.area_sets.counts(np.ones(len(table), dtype=bool), None)
    held = [
        AreaCount(id=area.id, label=area.label, kind=area.kind, count=int(count))
        for area, count in zip(table.areas, counts.tolist(), strict=False)  # no area at all still has one empty set
        if count
    ]
    return sorted(held, key=lambda area: (area.kind, -area.count, area.label, area.id))
