"""Derived facts: what follows from two premises, at which level, and what becomes of it when a premise goes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest

from graph_service.access.viewer import LEVELS
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import BrokenPromise
from graph_service.kernel.identifiers import told_id
from graph_service.schema.model import GraphSchema
from graph_service.store.changes import Change
from graph_service.store.graph import BoltStore
from graph_service.store.inference import Rules
from tests.engine.town import Town
from tests.engine.town_names import siret
from tests.laws.graph import breaches

FOUNDRY, JOINERY = siret(1, 1), siret(2, 1)
CASTING, MILLING = "stage:metal-casting", "stage:metal-machining"
MACHINE = str(told_id("machine", "survey", "fraiseuse"))
_loads = count()


def words() -> Town:
    """Two stages, what they yield and need, two sectors, two actors that do nothing yet, and a machine of nobody."""
    town = Town()
    for concept in ("naf:24", "naf:24.51Z", "naf:16.23Z", "product:casting", "product:pump-body", "equipment:mill",
                    "equipment:five-axis-mill"):  # fmt: skip
        town.node("Concept", concept, label_fr=concept)
    for stage in (CASTING, MILLING):
        town.node("Stage", stage, label_fr=stage)
        town.edge("TYPICAL_SECTOR", stage, "naf:24")
    town.edge("BROADER", "naf:24.51Z", "naf:24")
    town.edge("BROADER", "product:pump-body", "product:casting")
    town.edge("BROADER", "equipment:five-axis-mill", "equipment:mill")
    town.edge("YIELDS", CASTING, "product:casting")
    town.edge("NEEDS_EQUIPMENT_TYPE", MILLING, "equipment:mill")
    for actor in (FOUNDRY, JOINERY):
        town.node("Actor", actor, label=actor, sphere="company", audience="public")
    town.node("Equipment", MACHINE, label="Une fraiseuse", audience="public", source="survey")
    return town


def apply(store: BoltStore, changes: list[Change]) -> int:
    with store.loading("tests") as loading:
        return loading.apply({"id": "load:" + short_hash(f"{next(_loads)}"), "source": "survey"}, changes)


def holds(store: BoltStore) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Every derived fact, by actor, stage and level."""
    return {
        (str(stored.start and stored.start[1]), str(stored.end and stored.end[1]), found["audience"]): found
        for stored, found in store.dump()
        if stored.type == "HOLDS"
    }


def undone(change: Change) -> Change:
    return Change("delete", change.kind, change.type, change.id, {}, change.start, change.end)


@pytest.fixture
def ground(store: BoltStore) -> Iterator[Town]:
    """The words, and nothing that is told about anybody; taken away afterwards."""
    town = words()
    apply(store, town.changes)
    town.changes = []
    yield town
    apply(store, [
        *(Change("delete", stored.kind, stored.type, stored.id, {}, stored.start, stored.end)
          for stored, _ in store.dump()),
    ])  # fmt: skip


def test_sector_and_product_together_and_neither_alone(store: BoltStore, ground: Town) -> None:
    made = ground.fact("PRODUCES", FOUNDRY, "product:pump-body", basis="declared", confidence=0.9, owner=FOUNDRY)
    assert apply(store, ground.changes) == 0
    ground.changes = []
    active = ground.fact("IN_SECTOR", FOUNDRY, "naf:24.51Z", observed_on="2024-06-01")

    assert apply(store, ground.changes) == 1

    (((actor, stage, level), fact),) = holds(store).items()
    assert (actor, stage, level) == (FOUNDRY, CASTING, "public")
    assert fact["basis"] == "inferred"
    assert fact["confidence"] == pytest.approx(0.72)
    assert fact["premises"] == sorted([made, active])
    assert (fact["observed_on"], fact["rule"], fact["source"]) == ("2024-06-01", "holds_by_product", "rules")
    assert "owner" not in fact
    assert breaches(store.schema, store.dump()) == []


def test_a_result_is_stored_at_the_widest_level_that_derives_it(store: BoltStore, ground: Town) -> None:
    for actor, audience in ((FOUNDRY, "members"), (JOINERY, "analysts")):
        ground.fact("IN_SECTOR", actor, "naf:24.51Z")
        ground.fact("PRODUCES", actor, "product:casting", audience=audience, owner=actor)
    apply(store, ground.changes)
    assert set(holds(store)) == {(FOUNDRY, CASTING, "members"), (JOINERY, CASTING, "analysts")}

    ground.changes = []
    ground.fact("PRODUCES", FOUNDRY, "product:pump-body")
    apply(store, ground.changes)

    assert set(holds(store)) == {(FOUNDRY, CASTING, "public"), (JOINERY, CASTING, "analysts")}


def test_what_is_for_a_group_or_private_is_no_premise(store: BoltStore, ground: Town) -> None:
    for audience in ("private", "group:wood"):
        ground.fact("PRODUCES", FOUNDRY, "product:casting", audience=audience, owner=FOUNDRY, source=audience)
    ground.fact("IN_SECTOR", FOUNDRY, "naf:24.51Z")

    assert apply(store, ground.changes) == 0


def test_a_machine_makes_its_owner_hold_what_needs_it(store: BoltStore, ground: Town) -> None:
    ground.fact("IN_SECTOR", FOUNDRY, "naf:24.51Z")
    ground.fact("OWNS", FOUNDRY, MACHINE)
    apply(store, ground.changes)
    assert holds(store) == {}

    ground.changes = []
    ground.fact("OF_TYPE", MACHINE, "equipment:five-axis-mill")
    apply(store, ground.changes)  # touches no actor by itself

    assert list(holds(store)) == [(FOUNDRY, MILLING, "public")]
    apply(store, [undone(ground.changes[-1])])
    assert holds(store) == {}


def test_without_one_of_two_grounds_the_fact_stays_and_says_the_other(store: BoltStore, ground: Town) -> None:
    ground.fact("IN_SECTOR", FOUNDRY, "naf:24.51Z")
    kept = ground.fact("PRODUCES", FOUNDRY, "product:casting", confidence=0.5)
    ground.fact("PRODUCES", FOUNDRY, "product:pump-body")
    ground.fact("IN_SECTOR", JOINERY, "naf:24.51Z")
    ground.fact("PRODUCES", JOINERY, "product:casting")
    apply(store, ground.changes)
    before = holds(store)
    gone = next(c for c in ground.changes if c.type == "PRODUCES" and c.end == ("Concept", "product:pump-body"))

    assert apply(store, [undone(gone)]) == 1

    after = holds(store)
    assert set(after) == set(before)
    assert gone.id not in after[FOUNDRY, CASTING, "public"]["premises"]
    assert kept in after[FOUNDRY, CASTING, "public"]["premises"]
    assert after[FOUNDRY, CASTING, "public"]["confidence"] == pytest.approx(0.4)
    assert after[JOINERY, CASTING, "public"] == before[JOINERY, CASTING, "public"]


def test_other_words_are_other_conclusions(store: BoltStore, ground: Town) -> None:
    ground.fact("IN_SECTOR", FOUNDRY, "naf:24.51Z")
    ground.fact("PRODUCES", FOUNDRY, "product:pump-body")
    apply(store, ground.changes)
    broader = next(c for c in words().changes if c.type == "BROADER" and c.start == ("Concept", "product:pump-body"))

    assert apply(store, [undone(broader)]) == 1
    assert holds(store) == {}


def test_looking_at_what_was_touched_is_looking_at_everything(store: BoltStore, ground: Town) -> None:
    """Sixty random changes, one at a time: each time what is stored is what a naive reading of the graph gives."""
    draw = random.Random(7)
    town, there, seen = ground, dict[str, Change](), set[int]()
    possible = [
        ("IN_SECTOR", ("naf:24.51Z", "naf:24", "naf:16.23Z")),
        ("PRODUCES", ("product:casting", "product:pump-body")),
        ("OWNS", (MACHINE,)),
    ]
    for _ in range(60):
        if there and draw.random() < 0.3:
            changes = [undone(there.pop(draw.choice(sorted(there))))]
        else:
            town.changes = []
            kind, ends = draw.choice(possible)
            audience = draw.choice((*LEVELS, "private"))
            start = draw.choice((FOUNDRY, JOINERY))
            if draw.random() < 0.2:
                kind, start, ends = "OF_TYPE", MACHINE, ("equipment:mill", "equipment:five-axis-mill")
            town.fact(kind, start, draw.choice(ends), audience=audience, owner=FOUNDRY, source=audience,
                      confidence=draw.choice((0.5, 1.0)))  # fmt: skip
            changes = [change for change in town.changes if change.id not in there]
            there.update({change.id: change for change in changes})
        apply(store, changes)
        derived = set(holds(store))
        assert derived == naive(list(there.values()))
        seen.add(len(derived))
    assert seen >= {0, 1, 2}
    assert full_run(store) == 0


def naive(facts: list[Change]) -> set[tuple[str, str, str]]:
    """Which actor holds which stage from which level on, by the definition."""
    up = {"naf:24.51Z": "naf:24", "product:pump-body": "product:casting", "equipment:five-axis-mill": "equipment:mill"}
    found = set()
    for actor in (FOUNDRY, JOINERY):
        for stage, wanted in ((CASTING, "product:casting"), (MILLING, "equipment:mill")):
            for level in range(len(LEVELS)):
                seen = [f for f in facts if f.properties["audience"] in LEVELS[: level + 1]]

                def ends(kind: str, start: str, among: list[Change] = seen) -> set[str]:
                    told = {c.end[1] for c in among if c.type == kind and c.start and c.start[1] == start and c.end}
                    return told | {up[one] for one in told if one in up}

                things = ends("PRODUCES", actor)
                if MACHINE in ends("OWNS", actor):
                    things |= ends("OF_TYPE", MACHINE)
                if "naf:24" in ends("IN_SECTOR", actor) and wanted in things:
                    found.add((actor, stage, LEVELS[level]))
                    break
    return found


def full_run(store: BoltStore) -> int:
    """How many derived facts change when every actor is looked at."""
    store._bolt.write(lambda tx: tx.run("MATCH (r:RuleSet) DELETE r"))
    with store.loading("tests") as loading:
        assert loading.rules_changed()
    return apply(store, [])


def test_what_a_rule_infers_can_show_its_premises(store: BoltStore) -> None:
    text = store.catalogue["facts/premises"].text

    missing = [rule.name for rule in store._rules.rules if f":{rule.edge}]" not in text]
    assert not missing, f"cypher/facts/premises.cypher has no branch for what {missing} infer"


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("// infers SUPPLIES", "leads from Actor to one label"),
        ("// infers BROADER", "no fact of this type"),
        ("// infers IN_SECTOR", "never comes to an end"),
        ("", "a rule says"),
    ],
)
def test_a_rule_that_cannot_be_one_stops_the_start(
    wrong: str, why: str, schema: GraphSchema, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from graph_service import resources

    folder = tmp_path_factory.mktemp("cypher")
    text = (resources.folder("cypher") / "rules" / "holds_by_product.cypher").read_text(encoding="utf-8")
    (folder / "rules").mkdir()
    (folder / "rules" / "rule.cypher").write_text(text.replace("// infers HOLDS", wrong or "//"), encoding="utf-8")

    with pytest.raises(BrokenPromise, match=why):
        Rules.load(folder, schema)


def test_a_rule_that_derives_less_from_more_stops_the_start(
    schema: GraphSchema, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from graph_service import resources

    folder = tmp_path_factory.mktemp("cypher")
    text = (resources.folder("cypher") / "rules" / "holds_by_product.cypher").read_text(encoding="utf-8")
    (folder / "rules").mkdir()
    negative = text.replace(
        "WITH DISTINCT a, made, stage\n", "WITH DISTINCT a, made, stage WHERE NOT made.basis = 'declared'\n", 1
    )
    assert negative != text
    (folder / "rules" / "rule.cypher").write_text(negative, encoding="utf-8")

    with pytest.raises(BrokenPromise, match="adds only"):
        Rules.load(folder, schema)
