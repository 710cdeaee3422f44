"""The door: what a record becomes in the store, and which records stay outside."""

from __future__ import annotations

from datetime import date

import pytest

from graph_service.schema.model import GraphSchema
from loaders.door import Door, RefusedError
from loaders.identity import rewritten
from loaders.records import Edge, Node

FOUNDRY, WORKSHOP = ("Actor", "siret:73282932000074"), ("Actor", "siret:35600000022499")
MACHINE = "machine:6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"
TODAY = date(2025, 2, 1)


@pytest.fixture
def door(schema: GraphSchema) -> Door:
    return Door(schema, "", TODAY, "tests")


def test_values_come_in_as_the_engines_keep_them(door: Door) -> None:
    entry = door.node(
        Node(
            "Territory",
            "insee:57463",
            {"label": "E\u0301pinal", "lat": 49, "lon": 6.5, "population": 3, "search_text": None, "kind": ""},
        )
    )

    assert entry.content == {"label": "Épinal", "lat": 49.0, "lon": 6.5, "population": 3, "source": "tests"}
    assert isinstance(entry.content["lat"], float)


def test_several_values_are_a_set(door: Door) -> None:
    aid = "aid:6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11"

    assert door.node(Node("Aid", aid, {"beneficiaries": ["b", "a", "b"]})).content["beneficiaries"] == ["a", "b"]


@pytest.mark.parametrize(
    ("node", "column"),
    [
        (Node("Planet", "insee:57463", {}), "label"),
        (Node("Territory", "naf:25", {}), "id"),
        (Node("Territory", "insee:5746", {}), "id"),
        (Node("Territory", "insee:2a004", {}), "id"),
        (Node("Territory", "insee:57463", {"colour": "red"}), "colour"),
        (Node("Equipment", MACHINE, {"cap_power in kW": 5.5}), "cap_power in kW"),
        (Node("Equipment", MACHINE, {"cap_länge": 5.5}), "cap_länge"),
        (Node("Territory", "insee:57463", {"population": "3"}), "population"),
        (Node("Territory", "insee:57463", {"population": True}), "population"),
        (Node("Territory", "insee:57463", {"lat": float("nan")}), "lat"),
        (Node("Territory", "insee:57463", {"lat": 94.0, "lon": 6.5}), "lat"),
        (Node("Territory", "insee:57463", {"lat": 49.0}), "lon"),
        (Node("Territory", "insee:57463", {"label": ["a"]}), "label"),
        (Node("Territory", "insee:57463", {"kind": "planet"}), "kind"),
        (Node("Territory", "insee:57463", {}, audience="members"), "audience"),
        (Node("Record", "record:" + "0" * 32, {}, audience="everyone"), "audience"),
        (Node("Record", "record:" + "0" * 32, {}, audience="group:"), "audience"),
        (Node("Record", "record:" + "0" * 32, {}, owner="naf:25"), "owner"),
        (Node("Record", "record:" + "0" * 32, {"created_on": "01/02/2025"}), "created_on"),
    ],
)
def test_what_the_schema_does_not_know_is_refused_with_its_column(door: Door, node: Node, column: str) -> None:
    with pytest.raises(RefusedError) as wrong:
        door.node(node)
    assert wrong.value.column == column


@pytest.mark.parametrize(
    ("edge", "column"),
    [
        (Edge("LOVES", FOUNDRY, WORKSHOP), "type"),
        (Edge("KNOWS", FOUNDRY, ("Concept", "naf:25")), "KNOWS"),
        (Edge("KNOWS", FOUNDRY, FOUNDRY), "KNOWS"),
        (Edge("KNOWS", FOUNDRY, ("Actor", "siret:73282932000075")), "id"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, {"since": "always"}), "since"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, {"rank": 1}), "rank"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, confidence=1.5), "confidence"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, observed_on="yesterday"), "observed_on"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, audience="nobody"), "audience"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, audience="private"), "audience"),
        (Edge("KNOWS", FOUNDRY, WORKSHOP, valid_from="2026-01-02", valid_to="2026-01-01"), "valid_from"),
    ],
)
def test_an_edge_the_schema_does_not_know_is_refused(door: Door, edge: Edge, column: str) -> None:
    with pytest.raises(RefusedError) as wrong:
        door.edge(edge)
    assert wrong.value.column == column


def test_a_refusal_names_the_column_as_the_file_does(door: Door) -> None:
    edge = Edge("KNOWS", FOUNDRY, WORKSHOP, audience="private", line=7, titles={"audience": "diffusion"})

    with pytest.raises(RefusedError) as wrong:
        door.edge(edge)
    told = wrong.value.problem(edge)

    assert (told.line, told.column, told.value, told.rejected) == (7, "diffusion", "private", True)
    assert "privé pour personne" in told.fr
    assert "private to nobody" in told.en


def test_two_ends_that_turn_out_to_be_one_actor_are_refused(door: Door) -> None:
    told = door.edge(Edge("SUPPLIES", FOUNDRY, WORKSHOP))
    assert told is not None

    assert rewritten([told], {WORKSHOP[1]: FOUNDRY[1]}) == [told]
    with pytest.raises(RefusedError, match="from a thing to itself"):
        door.again(told)


@pytest.mark.parametrize(
    ("valid_to", "comes_in"), [("2025-01-31", False), ("2025-02-01", True), ("2026-01-01", True), (None, True)]
)
def test_what_has_expired_does_not_come_in(door: Door, valid_to: str | None, comes_in: bool) -> None:
    assert (door.edge(Edge("KNOWS", FOUNDRY, WORKSHOP, valid_to=valid_to)) is not None) is comes_in
