"""The random territories hold what two engines may take differently; without it the twin test would prove little."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given

from graph_service.access.audience import edge_fits_end
from graph_service.access.viewer import LEVELS, PRIVATE
from graph_service.schema.model import GraphSchema
from tests.engine.worlds import World, generated, seeds, world_of

_MORE = 8
"""So many worlds hold all that one in particular may lack."""


@pytest.fixture(scope="module")
def found(schema: GraphSchema) -> list[World]:
    """The worlds that the twin test asks as well, and some of their kind."""
    seen: list[World] = []

    @generated
    @given(seeds)
    def look(seed: int) -> None:
        seen.append(world_of(seed, schema))

    look()
    return [*seen, *(world_of(number, schema) for number in range(_MORE))]


def test_every_label_and_every_link_is_there(found: list[World], schema: GraphSchema) -> None:
    changes = [change for world in found for change in world.changes]
    links = {(c.type, c.start[0], c.end[0]) for c in changes if c.start and c.end}

    assert {change.type for change in changes if change.kind == "node"} == set(schema.data_labels())
    assert links == {(edge.type, *ends) for edge in schema.edges.values() for ends in edge.ends}


def test_links_go_round_stand_side_by_side_and_lead_to_several_broader_ones(
    found: list[World], schema: GraphSchema
) -> None:
    inward = {edge.type for edge in schema.edges.values() if any(start == end for start, end in edge.ends)}
    broader = [Counter(c.start for c in world.changes if c.type == "BROADER") for world in found]

    assert set().union(*map(circles, found)) == inward
    assert set().union(*map(side_by_side, found)) >= {edge.type for edge in schema.edges.values() if edge.fact}
    assert any(max(several.values(), default=0) > 1 for several in broader)


@pytest.mark.parametrize("kind", ["node", "edge"])
def test_there_is_every_audience_with_and_without_owner(found: list[World], kind: str) -> None:
    told = [c.properties for world in found for c in world.changes if c.kind == kind and "audience" in c.properties]
    gates = {(properties["audience"].partition(":")[0], "owner" in properties) for properties in told}

    every = {(token, owned) for token in (*LEVELS, PRIVATE, "group") for owned in (True, False)}
    assert gates == every - {(PRIVATE, False)}, "what is private is somebody's"


def test_no_edge_is_wider_than_its_ends(found: list[World]) -> None:
    for world in found:
        gates = {c.id: (c.properties.get("audience"), c.properties.get("owner")) for c in world.changes}
        for edge in world.changes:
            if "audience" in edge.properties and edge.start and edge.end:
                own = edge.properties["audience"], edge.properties.get("owner")
                assert edge_fits_end(*own, *gates[edge.start[1]]), edge
                assert edge_fits_end(*own, *gates[edge.end[1]]), edge


def circles(world: World) -> set[str]:
    """Types of edges that lead from somewhere back there."""
    found = set()
    for kind in {change.type for change in world.changes if change.kind == "edge"}:
        edges = [(c.start, c.end) for c in world.changes if c.type == kind]
        while (left := [edge for edge in edges if edge[1] in {start for start, _ in edges}]) != edges:
            edges = left
        if edges:
            found.add(kind)
    return found


def side_by_side(world: World) -> set[str]:
    """Types of edges of which two join the same nodes in the same direction."""
    joined = Counter((c.type, c.start, c.end) for c in world.changes if c.kind == "edge")
    return {kind for (kind, _, _), number in joined.items() if number > 1}
