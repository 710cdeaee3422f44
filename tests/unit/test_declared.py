"""Rows that people filled become records; every wrong cell is told with its line, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from graph_service.kernel.identifiers import Curie, told_id
from graph_service.schema.model import GraphSchema
from loaders import declared
from loaders.cells import CellError, Cells, audience, choice, day, number
from loaders.concept_names import ConceptNames, concept_names
from loaders.door import Door, RefusedError
from loaders.kinds_file import kinds
from loaders.records import LINE, Edge, Node, Record, RowProblem

NAMES = concept_names(
    [
        Node("Concept", "skill:tig-welding", {"label_fr": "Soudage TIG", "label_en": "TIG welding", "alt_fr": ["TIG"]}),
        Node(
            "Concept", "skill:additive", {"label_fr": "Fabrication additive", "example_fr": ["Imprimer par couches."]}
        ),
        Node("Concept", "topic:additive", {"label_fr": "Fabrication additive"}),
        Node("Concept", "product:hydrogen", {"label_fr": "Hydrogène", "label_en": "Hydrogen"}),
        Node("Concept", "equipment:lathe", {"label_fr": "Tour"}),
    ]
)


def actor(key: str) -> Curie:
    return told_id("sl-actor", "test", key)


@pytest.fixture(scope="module")
def terms(schema: GraphSchema) -> declared.Terms:
    return declared.Terms("test", schema, Cells(schema, NAMES), actor, kinds(), "2025-01-15")


def told(terms: declared.Terms, kind: str, **cells: str) -> list[Record]:
    """What one row says; its columns by their English names."""
    row: dict[str, Any] = {LINE: 7, **cells}
    return list(declared.records(kinds()[kind], [row], terms, file=f"{kind}.csv"))


def problem(records: list[Record]) -> RowProblem:
    """The one problem of a row."""
    (found,) = [record for record in records if isinstance(record, RowProblem)]
    return found


# ── rows to records ────────────────────────────────────────────────────────────────────────────────


def test_a_machine_is_told_with_its_owner_type_and_place_all_declared_by_its_actor(terms: declared.Terms) -> None:
    records = told(
        terms, "equipment", actor="a1", key="tour", label="Tour", type="Tour", commune="57463", shareable="oui",
        price_eur_hour="42,5", cap_travel_x_mm="1 200", audience="membres",
    )  # fmt: skip
    machine, *edges = records

    assert isinstance(machine, Node)
    assert machine.id == terms.thing("Equipment", actor("a1"), "tour")
    assert machine.properties == {"label": "Tour", "shareable": True, "price_eur_hour": 42.5, "cap_travel_x_mm": 1200.0}
    assert [(e.type, e.start[1], e.end[1]) for e in edges if isinstance(e, Edge)] == [
        ("OWNS", actor("a1"), machine.id),
        ("OF_TYPE", machine.id, "equipment:lathe"),
        ("PLACED_IN", machine.id, "insee:57463"),
    ]
    for record in records:
        assert isinstance(record, Node | Edge)
        assert (record.audience, record.owner, record.line) == ("members", actor("a1"), 7)
    assert {e.basis for e in edges if isinstance(e, Edge)} == {"declared"}


def test_two_declarers_with_the_same_key_tell_two_things_and_a_reference_says_whose(terms: declared.Terms) -> None:
    (edge,) = told(terms, "uses", actor="a1", equipment="m1", equipment_of="a2", hours_per_year="120")

    assert isinstance(edge, Edge)
    assert edge.end[1] == terms.thing("Equipment", actor("a2"), "m1")
    assert edge.end[1] != terms.thing("Equipment", actor("a1"), "m1")
    assert edge.properties == {"hours_per_year": 120.0}


def test_without_a_key_the_name_is_one_accents_and_capitals_aside(terms: declared.Terms) -> None:
    first, *_ = told(terms, "offers", actor="a1", label="Chaleur à céder", offered="Hydrogène")
    second, *_ = told(terms, "offers", actor="a1", label="CHALEUR A CEDER", offered="Hydrogène")

    assert isinstance(first, Node)
    assert isinstance(second, Node)
    assert first.id == second.id


def test_the_word_of_the_relation_says_which_fact_it_is(terms: declared.Terms) -> None:
    found = {
        word: told(terms, "links", **{"from": "a1", "type": word, "to": "a2"})
        for word in ("conseille", "advises", "ADVISES", "est partenaire de")
    }

    assert [[e.type for e in edges if isinstance(e, Edge)] for edges in found.values()] == [
        ["ADVISES"], ["ADVISES"], ["ADVISES"], ["PARTNER_OF"],
    ]  # fmt: skip


def test_somebody_else_may_declare_it(terms: declared.Terms) -> None:
    (edge,) = told(terms, "supplies", supplier="a1", customer="a2", product="Fil d'acier doux", owner="a2")

    assert isinstance(edge, Edge)
    assert (edge.start[1], edge.end[1], edge.owner) == (actor("a1"), actor("a2"), actor("a2"))
    assert edge.properties == {"product": "fil acier doux"}


def test_what_was_observed_belongs_to_nobody(terms: declared.Terms) -> None:
    (edge,) = told(
        terms, "skills", actor="a1", skill="TIG", state="a la compétence", basis="observé", confidence="60 %"
    )

    assert isinstance(edge, Edge)
    assert (edge.basis, edge.owner, edge.confidence, edge.end[1]) == ("observed", None, 0.6, "skill:tig-welding")


def test_several_values_stand_between_bars(terms: declared.Terms) -> None:
    _, _, *about = told(terms, "offers", actor="a1", label="x", offered="Hydrogène | equipment:lathe")

    assert [edge.end[1] for edge in about if isinstance(edge, Edge)] == ["product:hydrogen", "equipment:lathe"]


def test_aids_and_observations_are_nobodys_and_structure_has_no_ground(terms: declared.Terms) -> None:
    figure, of, about = told(
        terms, "observations", measure="emplois", value="1 250", unit="emplois", year="2024",
        territory="epci:200039865", concept="naf:25",
    )  # fmt: skip

    assert isinstance(figure, Node)
    assert (figure.audience, figure.owner, figure.properties["value"]) == ("public", None, 1250.0)
    assert [(e.type, e.owner, e.observed_on) for e in (of, about) if isinstance(e, Edge)] == [
        ("OF", None, None),
        ("FOR", None, None),
    ]


# ── wrong cells ────────────────────────────────────────────────────────────────────────────────────

ROWS: Mapping[str, tuple[str, dict[str, str], str, str, str, bool]] = {
    "a number": ("products", {"actor": "a1", "direction": "produit", "product": "Hydrogène", "quantity": "beaucoup"},
                 "quantité", "on attend un nombre", "a number is expected", False),
    "no finite number": ("products", {"actor": "a1", "direction": "produit", "product": "Hydrogène", "quantity": "nan"},
                         "quantité", "on attend un nombre", "a number is expected", False),
    "a date": ("stages", {"actor": "a1", "stage": "metal-casting", "observed_on": "31/02/2025"},
               "date", "on attend une date", "a date is expected", False),
    "a year": ("links", {"from": "a1", "type": "connaît", "to": "a2", "since": "98"},
               "depuis", "une année à quatre chiffres", "a year of four digits", False),
    "a whole number": ("skills", {"actor": "a1", "skill": "TIG", "state": "a la compétence", "people": "2,5"},
                       "personnes", "on attend un nombre entier", "a whole number", False),
    "yes or no": ("skills", {"actor": "a1", "skill": "TIG", "state": "a la compétence", "shareable": "parfois"},
                  "partageable", "on attend oui ou non", "yes or no", False),
    "a word near one of the list": ("matches", {"key": "k", "one": "a1", "other": "a2", "state": "contact pri"},
                                    "état", "vouliez-vous dire « contact pris »", "did you mean “contact pris”", False),
    "a property of another fact": ("links", {"from": "a1", "type": "connaît", "to": "a2", "product": "Hydrogène"},
                                   "produit", "ne se dit pas ici", "is not said here", False),
    "a concept near one": ("skills", {"actor": "a1", "skill": "Soudage TIC", "state": "a la compétence"},
                           "compétence", "vouliez-vous dire « Soudage TIG »", "did you mean “Soudage TIG”", True),
    "a concept in other words": ("skills", {"actor": "a1", "skill": "un bon soudeur", "state": "a la compétence"},
                                 "compétence", "vouliez-vous dire « Soudage TIG »", "did you mean “Soudage TIG”", True),
    "a concept as people say it": ("skills", {"actor": "a1", "skill": "imprimeur de pièces",
                                              "state": "a la compétence"},
                                   "compétence", "vouliez-vous dire « Fabrication additive »", "did you mean", True),
    "an identifier that the scheme has not": ("skills", {"actor": "a1", "skill": "skill:mig", "state": "has skill"},
                                              "compétence", "pas dans la liste", "not in the list", True),
    "a name of two concepts": ("needs", {"actor": "a1", "label": "x", "sought": "Fabrication additive"},
                               "objet du besoin", "écrivez skill:additive ou topic:additive", "ambiguous", True),
    "a relation near one": ("links", {"from": "a1", "type": "conseile", "to": "a2"},
                            "relation", "vouliez-vous dire « conseille »", "did you mean “conseille”", True),
    "an audience": ("stages", {"actor": "a1", "stage": "metal-casting", "audience": "membre"},
                    "diffusion", "vouliez-vous dire « membres »", "did you mean “membres”", True),
    "an end of validity": ("stages", {"actor": "a1", "stage": "metal-casting", "valid_to": "bientôt"},
                           "fin de validité", "on attend une date", "a date is expected", True),
    "a confidence": ("stages", {"actor": "a1", "stage": "metal-casting", "confidence": "sûr"},
                     "confiance", "on attend un nombre", "a number is expected", True),
    "what tells two facts apart": ("solutions", {"actor": "a1", "problem": "land", "year": "hier"},
                                   "année", "une année à quatre chiffres", "a year of four digits", True),
    "what only rules say": ("stages", {"actor": "a1", "stage": "metal-casting", "basis": "déduit"},
                            "source de l'information", "se déduit", "is never told", True),
    "a degree beyond the last": ("topics", {"actor": "a1", "topic": "additive", "level": "5"},
                                 "degré d'intérêt", "va de 1 à 4", "goes from 1 to 4", False),
    "a share beyond the whole": ("products", {"actor": "a1", "direction": "produit", "product": "Hydrogène",
                                              "outside_share": "120 %"},
                                 "part hors du territoire", "va de 0 à 1", "goes from 0 to 1", False),
    "a confidence beyond certainty": ("stages", {"actor": "a1", "stage": "metal-casting", "confidence": "2"},
                                      "confiance", "va de 0 à 1", "goes from 0 to 1", True),
    "an empty cell": ("stages", {"actor": "a1"}, "maillon", "cellule vide", "empty cell", True),
    "nothing said": ("participations", {"actor": "a1"}, "projet", "projet, groupe", "fill one of", True),
    "no key and no name": ("offers", {"actor": "a1", "offered": "Tour"}, "clé", "cellule vide", "empty cell", True),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "cells", "column", "fr", "en", "rejected"), ROWS.values(), ids=ROWS)
def test_a_wrong_cell_is_told_in_two_languages_with_its_line_and_column(
    terms: declared.Terms, kind: str, cells: dict[str, str], column: str, fr: str, en: str, rejected: bool
) -> None:
    records = told(terms, kind, **cells)
    found = problem(records)

    assert (found.line, found.column, found.rejected, found.file) == (7, column, rejected, f"{kind}.csv")
    assert fr in found.fr, found.fr
    assert en in found.en, found.en
    assert bool([record for record in records if not isinstance(record, RowProblem)]) is not rejected


REFUSED: Mapping[str, tuple[dict[str, str], str, str]] = {
    "an end before the beginning": (
        {"valid_from": "2031-01-01", "valid_to": "2030-01-01"}, "début de validité", "finit avant de commencer"),
    "private to nobody": ({"basis": "observé", "audience": "privé"}, "diffusion", "privé pour personne"),
}  # fmt: skip


@pytest.mark.parametrize(("cells", "column", "fr"), REFUSED.values(), ids=REFUSED)
def test_cells_that_do_not_go_together_are_refused_under_the_title_that_the_file_has(
    terms: declared.Terms, cells: dict[str, str], column: str, fr: str
) -> None:
    (edge,) = told(terms, "stages", actor="a1", stage="metal-casting", **cells)

    assert isinstance(edge, Edge)
    with pytest.raises(RefusedError) as wrong:
        Door(terms.schema, "", date(2025, 2, 1), "test").edge(edge)
    refused = wrong.value.problem(edge)
    assert (refused.line, refused.column, refused.rejected, refused.file) == (7, column, True, "stages.csv")
    assert fr in refused.fr


@pytest.mark.parametrize(
    ("text", "value"), [("1 250,5", 1250.5), ("1\u202f000", 1000.0), ("30 %", 0.3), ("-2", -2.0), ("1e3", 1000.0)]
)
def test_numbers_are_read_as_people_write_them(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["", "1_0", "inf", "NaN", "deux", "1,2,3"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        number(text)


def test_dates_audiences_and_choices_are_read_in_french_and_english() -> None:
    assert day("31/12/2025") == day("2025-12-31") == "2025-12-31"
    written = ("Public", "MEMBRES", "analysts", "Privé", "groupe: soudage", "group:soudage")
    assert [audience(text) for text in written] == [
        "public", "members", "analysts", "private", "group:soudage", "group:soudage",
    ]  # fmt: skip
    assert choice("Réservé", {"kept": ("kept", "réservé")}) == "kept"


@pytest.mark.parametrize("text", ["groupe:", "", "tout le monde", "group"])
def test_an_audience_is_never_guessed(text: str) -> None:
    with pytest.raises(CellError):
        audience(text)


def test_the_concepts_that_a_wrong_cell_may_mean_are_those_of_its_column() -> None:
    assert NAMES.meant("on imprime", ["skill"]) == ["Fabrication additive"]
    assert NAMES.meant("on imprime", ["equipment"]) == []
    assert ConceptNames().meant("on imprime", ["skill"]) == []
