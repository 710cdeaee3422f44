"""The rules of the loaders one by one: audiences, what is shown of an actor, who is known as whom."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.access.audience import edge_fits_end
from graph_service.access.viewer import LEVELS
from graph_service.kernel.errors import DataErrors
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import GraphSchema
from loaders.audiences import at_least_as_wide, narrowed, widest
from loaders.checking import refuse_too_many
from loaders.display import actor_properties, label_of, unit_properties
from loaders.door import Door
from loaders.entries import Entry, edge_id
from loaders.identity import rewritten
from loaders.records import Edge, RowProblem, Told
from loaders.report import LoadReport
from loaders.tally import Tally

FOUNDRY, WORKSHOP = ("Actor", "siret:73282932000074"), ("Actor", "siret:35600000022499")
TODAY = date(2025, 2, 1)
AUDIENCES = st.one_of(
    st.tuples(st.sampled_from(LEVELS), st.sampled_from([None, "a", "b"])),
    st.tuples(st.sampled_from(["private", "group:x", "group:y"]), st.sampled_from([None, "a", "b"])),
)


@pytest.fixture
def door(schema: GraphSchema) -> Door:
    return Door(schema, "", TODAY, "tests")


def test_a_rejected_row_takes_all_its_entries_and_no_other_files() -> None:
    tally = Tally()
    entries = [
        Entry("node", "Concept", f"naf:{n}", {}, line, "", "", None, None, file=file)
        for n, (file, line) in enumerate([("a", 3), ("a", 3), ("a", 4), ("b", 3)])
    ]

    tally.tell(RowProblem(3, "x", "", "fr", "en", rejected=True, file="a"))
    tally.tell(RowProblem(3, "y", "", "fr", "en", rejected=True, file="a"))
    tally.tell(RowProblem(4, "y", "", "fr", "en", file="a"))

    assert tally.kept(entries) == entries[2:]
    assert (tally.rejected, len(tally.problems)) == (1, 2)


# ── ids and digests ────────────────────────────────────────────────────────────────────────────────


def entry(door: Door, **more: Any) -> Entry:
    told = door.edge(Edge("SUPPLIES", FOUNDRY, WORKSHOP, **more))
    assert told is not None
    return told


def test_two_sources_bases_owners_or_keys_make_two_facts_of_one_edge(door: Door) -> None:
    told = [
        (entry(door), "one"),
        (entry(door), "two"),
        (entry(door, basis="declared"), "one"),
        (entry(door, basis="declared", owner=FOUNDRY[1]), "one"),
        (entry(door, properties={"product": "product:steel"}), "one"),
        (entry(door, properties={"year": 2024}), "one"),
    ]

    ids = [edge_id(each, source, ("product", "year")) for each, source in told]

    assert len(set(ids)) == len(ids)


def test_a_value_that_is_no_key_does_not_make_another_fact(door: Door) -> None:
    one, two = entry(door, properties={"value_eur": 1.0}), entry(door, confidence=0.2, observed_on="2025-01-01")

    assert edge_id(one, "s", ("product", "year")) == edge_id(two, "s", ("product", "year"))


def test_the_digest_covers_what_is_said_and_not_when_it_came() -> None:
    said = {"id": "naf:25", "label_fr": "Métal", "source": "nomenclature"}
    came = {"load": "load:1", "line": 7, "profile": "naf", "partition": "x", "digest": "y", "label_de": None}

    assert entry_digest("Concept", {**said, **came}) == entry_digest("Concept", said)
    assert entry_digest("Concept", {**said, "source": "other"}) != entry_digest("Concept", said)
    assert entry_digest("Territory", said) != entry_digest("Concept", said)
    assert entry_digest("Concept", {**said, "label_fr": "Me\u0301tal"}) == entry_digest("Concept", said)


def test_entries_speak_of_the_actor_that_an_alias_stands_for(door: Door) -> None:
    told = entry(door, owner=WORKSHOP[1])

    assert rewritten([told], {WORKSHOP[1]: "sl-actor:x"}) == [told]
    assert (told.start, told.end, told.owner) == (FOUNDRY, ("Actor", "sl-actor:x"), "sl-actor:x")


# ── audiences ──────────────────────────────────────────────────────────────────────────────────────


@given(edge=AUDIENCES, ends=st.lists(st.one_of(AUDIENCES, st.just((None, None))), min_size=2, max_size=2))
def test_a_narrowed_edge_fits_its_ends_and_is_never_wider_than_told(
    edge: tuple[str, str | None], ends: list[tuple[str | None, str | None]]
) -> None:
    fitting = narrowed(edge, ends)

    if all(edge_fits_end(*edge, *end) for end in ends):
        assert fitting == edge
    if fitting is not None:
        audience, owner = fitting
        assert audience is not None
        assert all(edge_fits_end(audience, owner, *end) for end in ends)
        if edge[0] in LEVELS and audience in LEVELS:
            assert LEVELS.index(audience) >= LEVELS.index(edge[0])
        if edge[0] not in LEVELS:
            assert fitting == edge


@given(seen=st.lists(AUDIENCES, min_size=1, max_size=5))
def test_a_shared_node_is_as_wide_as_its_widest_record(seen: list[tuple[str, str | None]]) -> None:
    shared = widest(seen)
    levels = [LEVELS.index(audience) for audience, _ in seen if audience in LEVELS]

    assert widest(reversed(seen)) == shared
    assert any(at_least_as_wide(*each, shared) for each in seen)
    if levels:
        assert shared == (LEVELS[min(levels)], None)
    else:
        assert shared in seen


# ── what is shown ──────────────────────────────────────────────────────────────────────────────────

ORDER = ("declaration", "sirene")


def record(number: int, source: str, audience: str = "public", **fields: Any) -> dict[str, Any]:
    return {"id": f"record:{number}", "source": source, "audience": audience, **fields}


def test_the_first_source_that_knows_a_value_gives_it() -> None:
    records = [record(2, "sirene", name="FONDERIE", workforce="12"), record(1, "declaration", name="La Fonderie")]

    content, audience = actor_properties("siret:1", records, None, ORDER)

    assert audience == ("public", None)
    assert content == {"label": "La Fonderie", "workforce": "12", "search_text": "la fonderie"}


def test_a_narrower_record_leaves_no_trace_in_what_is_shown() -> None:
    wide = record(2, "sirene", name="FONDERIE")
    narrow = record(1, "declaration", "members", name="Secret", workforce="52", lat=1.0, lon=2.0, sphere="research")

    assert actor_properties("siret:1", [wide, narrow], None, ORDER) == actor_properties("siret:1", [wide], None, ORDER)


def test_what_is_shown_does_not_depend_on_the_order_of_loads() -> None:
    records = [record(n, "sirene", name=f"N{n}", trade_name=f"T{n}") for n in range(4)]

    assert actor_properties("siret:1", records, None, ORDER) == actor_properties("siret:1", records[::-1], None, ORDER)


def test_the_commune_gives_the_point_when_no_record_does() -> None:
    own = record(1, "sirene", name="A", lat=1.0, lon=2.0, precision="address")

    with_own, _ = actor_properties("siret:1", [own], (3.0, 4.0), ORDER)
    without, _ = actor_properties("siret:1", [record(1, "sirene", name="A")], (3.0, 4.0), ORDER)

    assert (with_own["lat"], with_own["precision"]) == (1.0, "address")
    assert (without["lat"], without["lon"], without["precision"]) == (3.0, 4.0, "commune")


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"name": "LA POSTE", "trade_name": "BUREAU DE POSTE"}, "LA POSTE (BUREAU DE POSTE)"),
        ({"name": "LA POSTE", "trade_name": "La Poste"}, "LA POSTE"),
        ({"unit_name": "LA POSTE"}, "LA POSTE"),
        ({"trade_name": "AU PAIN"}, "AU PAIN"),
        ({"sole_trader": True}, "Entrepreneur individuel"),
        ({"diffusion": "P"}, "Établissement en diffusion partielle"),
        ({}, "73282932000074"),
    ],
)
def test_an_actor_always_has_a_name(fields: dict[str, Any], label: str) -> None:
    assert label_of("siret:73282932000074", [record(1, "sirene", **fields)]) == label


def test_a_legal_unit_has_the_name_most_of_its_establishments_give() -> None:
    records = [record(n, "sirene", unit_name=name) for n, name in enumerate(["B", "A", "B", "C"])]

    assert unit_properties("siren:1", ("public", None), records, ORDER) == {"label": "B"}


def test_a_report_speaks_the_language_that_is_asked_for() -> None:
    report = LoadReport("sirene", None, problems=(RowProblem(3, "siret", "x", "faux", "wrong", rejected=True),))

    assert report.to_json()["problems"] == [
        {"line": 3, "column": "siret", "value": "x", "reason": "faux", "rejected": True}
    ]
    assert report.to_json("en")["problems"][0]["reason"] == "wrong"


@pytest.mark.parametrize(
    ("wrong", "fr", "en"),
    [
        (1, "1 ligne sur 3 ne peut pas être chargée ;", "1 row of 3 cannot be loaded;"),
        (2, "2 lignes sur 3 ne peuvent pas être chargées ;", "2 rows of 3 cannot be loaded;"),
    ],
)
def test_a_refused_file_counts_its_rows_as_the_language_does(wrong: int, fr: str, en: str) -> None:
    tally = Tally()
    for line in range(2, 2 + wrong):
        tally.tell(RowProblem(line, "siret", "x", "faux", "wrong", rejected=True))

    with pytest.raises(DataErrors) as told:
        refuse_too_many(tally, Told(3, iter(()), ()), 0.2)

    assert told.value.fr.startswith(fr)
    assert told.value.en.startswith(en)
