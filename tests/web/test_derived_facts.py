"""What was derived says by which rule and from what, on the page of an actor as on that of a chain."""

from __future__ import annotations

import re

import httpx
import pytest

from graph_service import resources
from graph_service.locale import LANGUAGES, Language, texts
from tests.engine.town import BAKERY, WORKSHOP
from tests.web.reading import section, text_of

HELD = "Activité habituelle de ce maillon, et équipement qu’il demande : le maillon est tenu"
RULES = sorted(file.stem for file in (resources.folder("cypher") / "rules").glob("*.cypher"))


def test_a_derived_fact_of_an_actor_opens_its_rule_and_its_premises(visitor: httpx.Client) -> None:
    page = visitor.get(f"/acteurs/{WORKSHOP}")
    said = section(page, "facts")

    (opened,) = re.findall(r'<details class="grounds">.*?</details>', page.text, re.DOTALL)
    premises = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", opened))
    assert "Usinage Sur quoi cela repose : 3 faits" in said
    assert HELD in said
    assert re.search(r"Fonderie du Hautfer Atelier .{0,30}Centre 5 axes", premises)
    assert re.search(r"Centre 5 axes .{0,30}Fraiseuse 5 axes", premises)
    assert premises.count("JSON") == 3


def test_what_was_not_derived_has_nothing_to_open(visitor: httpx.Client) -> None:
    assert '<details class="grounds">' not in visitor.get(f"/acteurs/{BAKERY}").text


def test_the_page_of_a_chain_says_the_rule_too(visitor: httpx.Client) -> None:
    assert HELD in text_of(visitor.get("/filieres/chain:metal"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_its_words_in_every_language(language: Language) -> None:
    assert RULES
    said = {key.removeprefix("rule.") for key in texts(language).keys() if key.startswith("rule.")}  # noqa: SIM118  (it is no dict)
    assert said == set(RULES), (
        f"graph_service/locale/{language}.toml, [rule]: one sentence for each file of cypher/rules"
    )
