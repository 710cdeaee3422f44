"""The analyst's object and one actor: who a name means, what an id is taken for, what its file knows."""

from __future__ import annotations

import pytest

from graph_service.client import Sillon
from graph_service.kernel.errors import NotFound, UnknownIdentifier, WrongInput
from tests.engine.town import COUNCIL, FOUNDRY, LABORATORY, WORKSHOP


def test_a_name_that_fits_several_raises_and_lists_them(there: Sillon) -> None:
    with pytest.raises(WrongInput, match="fits 2 actors") as told:
        there.actor("hautfer fonderie")

    assert {each["id"] for each in told.value.more["candidates"]} == {FOUNDRY, WORKSHOP}
    assert FOUNDRY in str(told.value)
    assert "convient à 2 acteurs" in told.value.fr


def test_a_whole_name_is_one_actor_even_when_another_begins_so(there: Sillon) -> None:
    assert there.actor("fonderie du HAUTFER").id == FOUNDRY
    assert there.actor("Atelier").id == WORKSHOP
    assert there.actor("scierie etienne").label == "Scierie Étienne"


def test_a_slip_is_not_guessed_at_but_told(there: Sillon) -> None:
    with pytest.raises(NotFound, match="The nearest: Laboratoire des alliages") as told:
        there.actor("laboratoir des aliages")

    assert [each["id"] for each in told.value.more["candidates"]] == [LABORATORY]
    with pytest.raises(NotFound, match="No actor is called"):
        there.actor("Zzyzx Quux")


def test_an_id_or_a_siret_is_taken_without_question(there: Sillon) -> None:
    digits = COUNCIL.removeprefix("siret:")

    assert there.actor(f"{digits[:3]} {digits[3:6]} {digits[6:9]} {digits[9:]}").id == COUNCIL
    assert there.actor(COUNCIL).label == "Ville de Hautfer"
    assert there.actor(LABORATORY).id == LABORATORY
    assert there.actor("siret:39900012300018").id == "siret:39900012300018"


def test_an_actor_that_is_not_there_is_told_when_it_is_asked_about(there: Sillon) -> None:
    unknown = there.actor("siret:35600000000048")

    with pytest.raises(NotFound):
        unknown.file()
    with pytest.raises(UnknownIdentifier):
        there.actor("12345678901234").file()


def test_the_file_of_an_actor_knows_its_facts(there: Sillon) -> None:
    file = there.actor(FOUNDRY).file()

    assert file["label"] == "Fonderie du Hautfer"
    assert {"records", "sectors", "links"} <= set(file)
    assert any(fact["type"] == "IN_SECTOR" for fact in file.facts.values())
    assert "<h4>Fonderie du Hautfer</h4>" in file._repr_html_()
    assert file.method == "actors/profile"
