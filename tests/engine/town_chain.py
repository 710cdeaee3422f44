"""The value chain of the invented town: three stages, and machines, skills, needs and deliveries around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_service.kernel.identifiers import told_id
from tests.engine.town_names import BAKERY, CLUB, COUNCIL, FOUNDRY, LABORATORY, SAWMILL, WORKSHOP

if TYPE_CHECKING:
    from tests.engine.town import Town


def chains(town: Town) -> None:
    """A chain of three stages of which the last is held by nobody; machines, skills, needs and deliveries around it."""
    for concept, fr, broader in [
        ("product:casting", "Pièce de fonte", None),
        ("product:pump-body", "Corps de pompe", "product:casting"),
        ("equipment:mill", "Fraiseuse", None),
        ("equipment:five-axis-mill", "Fraiseuse 5 axes", "equipment:mill"),
        ("skill:metrology", "Métrologie", None),
    ]:
        town.node("Concept", concept, label_fr=fr, search_text=fr.lower())
        if broader:
            town.edge("BROADER", concept, broader)
    for rank, stage, fr in [(2, "stage:metal-machining", "Usinage"), (3, "stage:metal-coating", "Revêtement")]:
        town.node("Stage", stage, label_fr=fr, rank=rank)
        town.edge("STAGE_OF", stage, "chain:metal")
    casting, machining, coating = "stage:metal-casting", "stage:metal-machining", "stage:metal-coating"
    for kind, start, end in [
        ("FEEDS", casting, machining),
        ("FEEDS", machining, coating),
        ("FEEDS", coating, casting),
        ("TYPICAL_SECTOR", casting, "naf:24"),
        ("TYPICAL_SECTOR", machining, "naf:24"),
        ("TYPICAL_SECTOR", coating, "naf:16"),
        ("YIELDS", casting, "product:casting"),
        ("NEEDS_INPUT", machining, "product:casting"),
        ("NEEDS_EQUIPMENT_TYPE", machining, "equipment:mill"),
        ("NEEDS_SKILL", coating, "skill:metrology"),
        ("REQUIRES", "equipment:mill", "skill:metrology"),
    ]:
        town.edge(kind, start, end)
    _facts(town)


def _facts(town: Town) -> None:
    ours = str(told_id("machine", "survey", "five axes")), str(told_id("machine", "survey", "bench"))
    seen = {"source": "survey", "basis": "declared", "confidence": 0.9}
    town.node("Equipment", ours[0], label="Centre 5 axes", audience="public", owner=WORKSHOP, source="survey",
              shareable=True, conditions="Le vendredi.", price_eur_hour=80.0)  # fmt: skip
    town.node("Equipment", ours[1], label="Fraiseuse d'essai", audience="members", owner=LABORATORY, source="survey",
              lat=49.13, lon=6.23)  # fmt: skip
    casts, seeks = str(told_id("offer", "survey", "castings")), str(told_id("need", "survey", "castings"))
    town.node("Offer", casts, label="Corps de pompe", audience="public", owner=WORKSHOP, source="survey")
    town.node("Need", seeks, label="Fontes de voirie", audience="public", owner=COUNCIL, source="survey")
    members = {"audience": "members"}
    facts: list[tuple[str, str, str, dict[str, Any]]] = [
        ("PRODUCES", FOUNDRY, "product:pump-body", {}),
        ("OWNS", WORKSHOP, ours[0], {}),
        ("OF_TYPE", ours[0], "equipment:five-axis-mill", {}),
        ("OWNS", LABORATORY, ours[1], members),
        ("OF_TYPE", ours[1], "equipment:mill", members),
        ("PLACED_IN", ours[1], "insee:99002", members),
        ("HAS_SKILL", LABORATORY, "skill:metrology", {"shareable": True}),
        ("HAS_SKILL", BAKERY, "skill:metrology", {"shareable": False}),
        ("HAS_SKILL", CLUB, "skill:metrology", members),
        ("HOLDS", CLUB, "stage:metal-coating", members),
        ("LACKS_SKILL", SAWMILL, "skill:metrology", {}),
        ("NEEDS_EQUIPMENT", SAWMILL, "equipment:mill", {}),
        ("OFFERS", WORKSHOP, casts, {}),
        ("ABOUT", casts, "product:pump-body", {}),
        ("SEEKS", COUNCIL, seeks, {}),
        ("ABOUT", seeks, "product:casting", {}),
        ("SUPPLIES", SAWMILL, WORKSHOP, {"product": "product:casting", **members}),
        ("SUPPLIES", WORKSHOP, FOUNDRY, {"product": "copeaux"}),
    ]
    for kind, start, end, more in facts:
        told = {"owner": start if start.startswith(("siret:", "sl-actor:")) else WORKSHOP, **seen, **more}
        town.fact(kind, start, end, **told)
