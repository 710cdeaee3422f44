"""Who holds which stage, what is missing, who supplies whom, over a small invented town."""

from __future__ import annotations

import html
import re

import httpx

from tests.engine.town import BAKERY, FOUNDRY, LABORATORY, SAWMILL, SECRET, WORKSHOP
from tests.web.reading import actors_of, links_of, section, text_of

CHAIN = "/filieres/chain:metal"
COATING = f"{CHAIN}/stage:metal-coating"
AT_HOME = "?territory=pole:invented"
CELL = re.compile(r'<td class="number( zero)?"><a href="([^"]+)">(\d+)<')


# ── chains ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_list_says_how_far_each_chain_is_held_at_home_and_what_is_missing(visitor: httpx.Client) -> None:
    answer = visitor.get("/filieres")

    assert "Métal 2 maillons tenus sur 3 Revêtement" in text_of(answer)
    assert f'href="{CHAIN}{AT_HOME}">Métal</a>' in answer.text


def test_a_chain_names_its_missing_stage_in_words_and_in_the_picture(visitor: httpx.Client) -> None:
    answer = visitor.get(CHAIN + AT_HOME)
    picture = re.search(r"<svg [^>]*sl-drawing.*?</svg>", answer.text, re.DOTALL)

    assert "Pôle inventé : 2 acteurs, 3 liens. Maillon absent : Revêtement." in text_of(answer).replace("\xa0", " ")
    assert picture is not None
    assert "Maillons absents : Revêtement." in picture[0]
    assert picture[0].count('<a href="/filieres/chain:metal/stage:') == 3, "each box leads to its stage"


def test_each_number_of_the_table_opens_as_many_actors_and_zero_is_marked(visitor: httpx.Client) -> None:
    cells = CELL.findall(visitor.get(CHAIN + AT_HOME).text)

    assert [int(count) for *_, count in cells] == [1, 0, 1, 1, 0, 1, 0, 0, 0]
    for zero, link, count in cells:
        opened = visitor.get(html.unescape(link))
        listed = actors_of(opened) if int(count) else []
        assert bool(zero) == (count == "0")
        assert len(listed) == int(count), link
        assert re.search(rf"{count} acteurs? tien", text_of(opened)), link


def test_who_could_hold_a_missing_stage_is_told_with_reasons_facts_and_the_world_sought_in(
    visitor: httpx.Client,
) -> None:
    for path in (CHAIN + AT_HOME, COATING + AT_HOME):
        answer = visitor.get(path)
        said = text_of(answer)

        assert [actor for actor in actors_of(answer) if actor in (BAKERY, LABORATORY, SAWMILL)] == [
            BAKERY,
            LABORATORY,
            SAWMILL,
        ]
        assert "3 acteurs pourraient le tenir" in said
        assert re.search(r"Laboratoire des alliages Compétence\s: Métrologie", said)
        assert "Laboratoire des alliages a la compétence Métrologie Déclaré · 90" in said
        assert re.search(r"Cherché dans\s: Pôle inventé\.", said)
        assert re.search(r"Registre inventé\s: 5 acteurs, au 1 janvier 2025", said)


def test_a_holder_shows_ground_confidence_source_and_what_was_inferred_from_what(visitor: httpx.Client) -> None:
    said = text_of(visitor.get(f"{CHAIN}/stage:metal-machining{AT_HOME}"))

    assert "Fonderie du Hautfer Atelier tient le maillon Usinage Déduit · 49" in said
    assert re.search(
        r"Déduit de\s: [^:]+ : le maillon est tenu[^.]+\. Fonderie du Hautfer Atelier a pour activité", said
    )
    assert "Fonderie du Hautfer Atelier possède Centre 5 axes Déclaré · 90" in said


def test_territory_and_basis_are_filters_of_the_address(visitor: httpx.Client) -> None:
    declared = visitor.get(f"{CHAIN}{AT_HOME}&basis=declared")
    elsewhere = visitor.get(f"{CHAIN}?territory=epci:990000002")

    assert re.search(r"Maillons absents\s: Usinage, Revêtement\.", text_of(declared)), (
        "the inferred holder is left aside"
    )
    assert 'value="declared" checked' in declared.text
    assert '<option value="pole:invented" selected>' in declared.text
    assert "Les 3 maillons absents" in text_of(elsewhere)
    for answer in (declared, elsewhere):
        api = next(link for link in links_of(answer) if link.startswith("/v1/") and "missing" in link)
        missing = visitor.get(api, headers={"Accept": "application/json"}).json()["data"]
        assert all(stage["label"] in section(answer, "missing") for stage in missing)
        assert text_of(answer).count("maillon tenu l’attend") <= len(missing)


def test_a_missing_stage_names_the_stages_that_wait_for_it_and_each_leads_to_its_actors(visitor: httpx.Client) -> None:
    answer = visitor.get(f"{COATING}{AT_HOME}")
    said = text_of(answer).replace("\xa0", " ")

    assert "1 maillon tenu l’alimente : Usinage . 1 maillon tenu l’attend : Fonderie ." in said
    for stage in ("machining", "casting"):
        link = f"{CHAIN}/stage:metal-{stage}{AT_HOME}"
        assert link in links_of(answer)
        assert "1 acteur tient ce maillon" in text_of(visitor.get(link))


def test_nobody_is_said_of_the_facts_that_count_and_who_holds_it_by_others_is_told(visitor: httpx.Client) -> None:
    machining = f"{CHAIN}/stage:metal-machining{AT_HOME}"
    for more, words in (
        ("&basis=declared", "aucun fait déclaré ne dit que quelqu’un le tient."),
        ("&basis=declared&basis=observed", "aucun fait déclaré ou observé ne dit que quelqu’un le tient."),
        ("&min_confidence=0.8", "aucun fait sûr à au moins 80 % ne dit que quelqu’un le tient."),
        (
            "&basis=declared&min_confidence=0.8",
            "aucun fait déclaré sûr à au moins 80 % ne dit que quelqu’un le tient.",
        ),
    ):
        answer = visitor.get(machining + more)
        said = re.sub(r"[\xa0\u202f]", " ", text_of(answer))

        assert said.count(words) == 2, "beside the list, and where it says what missing means"
        assert "aucune source ne dit" not in said
        assert "1 acteur le tient d’après d’autres faits." in said
        assert machining in links_of(answer)
        assert "1 acteur le tient d’après d’autres faits." in section(visitor.get(CHAIN + AT_HOME + more), "missing")
    assert "d’après d’autres faits" not in text_of(visitor.get(f"{COATING}{AT_HOME}&basis=declared"))


def test_confidence_is_a_filter_of_the_page_and_goes_with_its_links(visitor: httpx.Client) -> None:
    answer = visitor.get(f"{CHAIN}{AT_HOME}&min_confidence=0.95")

    assert "Les 3 maillons absents" in text_of(answer)
    assert '<option value="0.95" selected>' in answer.text
    assert f"{COATING}{AT_HOME}&min_confidence=0.95" in links_of(answer)
    assert visitor.get(f"{CHAIN}?min_confidence=2").status_code == 422


def test_the_json_of_the_list_of_chains_says_the_same_numbers(visitor: httpx.Client) -> None:
    for more in ("", "&basis=declared", "&min_confidence=0.95"):
        page = visitor.get(f"/filieres{AT_HOME}{more}")
        api = next(link for link in links_of(page) if link.startswith("/v1/value-chains?territory="))
        (chain,) = visitor.get(api, headers={"Accept": "application/json"}).json()["data"]
        missing = ", ".join(stage["label"] for stage in chain["missing"])
        assert f"{chain['held']} maillons tenus sur {chain['stages']} {missing}" in text_of(page)


def test_a_member_of_a_stage_is_not_shown_to_the_public(visitor: httpx.Client, everybody: httpx.Client) -> None:
    assert "Club du bois" not in visitor.get(COATING).text
    assert "1 acteur tient ce maillon" in text_of(everybody.get(COATING))
    assert "Club du bois" in everybody.get(COATING).text


def test_a_territory_that_was_not_loaded_is_told_beside_the_form(visitor: httpx.Client) -> None:
    answer = visitor.get(f"{CHAIN}?territory=epci:999999999&basis=declared")

    assert answer.status_code == 422
    assert "epci:999999999" in text_of(answer)
    assert 'value="declared" checked' in answer.text


# ── deliveries ─────────────────────────────────────────────────────────────────────────────────────


def test_who_supplies_an_actor_is_told_with_the_way_in_words(visitor: httpx.Client, everybody: httpx.Client) -> None:
    public, all_levels = visitor.get(f"/acteurs/{FOUNDRY}/amont"), everybody.get(f"/acteurs/{FOUNDRY}/amont")
    said = text_of(all_levels).replace("\xa0", " ")

    assert actors_of(public) == [WORKSHOP]
    assert actors_of(all_levels) == [WORKSHOP, SAWMILL, SECRET]
    assert (
        "Scierie Étienne fournit « Pièce de fonte » à Fonderie du Hautfer Atelier, "
        "qui fournit « copeaux » à Fonderie du Hautfer." in said
    )
    picture = re.search(r"<svg [^>]*sl-drawing.*?</svg>", all_levels.text, re.DOTALL)
    assert picture is not None
    assert all(f'href="/acteurs/{actor}"' in picture[0] for actor in (WORKSHOP, SAWMILL, SECRET)), (
        "each leads to its file"
    )


def test_whom_an_actor_supplies_is_followed_as_far_as_asked(everybody: httpx.Client) -> None:
    one = everybody.get(f"/acteurs/{SAWMILL}/aval?depth=1")
    two = everybody.get(f"/acteurs/{SAWMILL}/aval?depth=2")

    assert (actors_of(one), actors_of(two)) == ([WORKSHOP], [WORKSHOP, FOUNDRY])
    assert '<option value="2" selected>' in two.text
    assert everybody.get(f"/acteurs/{SAWMILL}/aval?depth=0").status_code == 422


def test_deliveries_that_do_not_count_are_left_aside_and_the_page_says_which_do(everybody: httpx.Client) -> None:
    answer = everybody.get(f"/acteurs/{FOUNDRY}/amont?basis=observed")
    said = text_of(answer)

    assert actors_of(answer) == []
    assert "Aucun fait observé ne parle de telles livraisons." in said
    assert "aucune source n’en parle" not in said
    assert actors_of(everybody.get(f"/acteurs/{FOUNDRY}/amont?basis=declared&min_confidence=0.5"))[0] == WORKSHOP
    assert everybody.get(f"/acteurs/{FOUNDRY}/amont?min_confidence=x").status_code == 422


def test_nobody_known_to_supply_is_told_as_what_it_is(visitor: httpx.Client) -> None:
    said = text_of(visitor.get(f"/acteurs/{SAWMILL}/aval"))

    assert "Aucun client de Scierie Étienne n’est connu." in said
    assert "aucune source n’en parle, pas qu’il n’y en a pas" in said


def test_the_file_of_an_actor_leads_to_its_chain_and_to_those_it_should_meet(visitor: httpx.Client) -> None:
    links = links_of(visitor.get(f"/acteurs/{FOUNDRY}"))

    assert {
        f"/acteurs/{FOUNDRY}/amont",
        f"/acteurs/{FOUNDRY}/aval",
        f"/complementarites?actor={FOUNDRY}",
    } <= links
