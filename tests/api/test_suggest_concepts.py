"""Concepts by what somebody wrote: over HTTP on both engines, from the client, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from graph_service.client import Sillon
from graph_service.kernel.errors import NotFound, WrongInput
from tests.api.conftest import Service, loaded
from tests.api.test_bad_input import checked
from tests.environment import environment

PATH = "/v1/vocab/suggest-concepts"
WRITTEN = "Nous coulons de la FONTE, et nos meules sont usées"


def test_anybody_is_told_which_concepts_his_words_meet(public: httpx.Client) -> None:
    answer = public.post(PATH, json={"text": WRITTEN, "schemes": ["naf"]})

    assert answer.status_code == 200
    first = answer.json()["data"][0]
    assert (first["id"], first["label"], first["scheme"]) == ("naf:24.51Z", "Fonderie de fonte", "scheme:naf")
    assert (first["words"], first["matched"]) == (["FONTE"], "Fonderie de fonte")
    assert [one["id"] for one in first["path"]] == ["naf:C", "naf:24"]
    assert [one["id"] for one in first["broader"]] == ["naf:24"]
    assert 0 < first["score"] < 1
    assert answer.json()["meta"]["scope"] == "level"


def test_other_names_are_met_and_without_schemes_all_are_looked_in(public: httpx.Client) -> None:
    found = public.post(PATH, json={"text": "la coulée du bois"}).json()["data"]

    assert found[0]["id"] == "skill:casting"
    assert found[0]["matched"] == "coulée"
    assert {one["scheme"] for one in found} == {"scheme:skill", "scheme:naf"}


def test_how_people_say_it_is_met_too_and_names_no_name(public: httpx.Client) -> None:
    [found] = public.post(PATH, json={"text": "on verse un liquide"}).json()["data"]

    assert (found["id"], found["words"], found["matched"]) == ("skill:casting", ["verse", "liquide"], None)


def test_labels_come_in_the_language_asked_and_texts_may_be_in_another(public: httpx.Client) -> None:
    def found(address: str, text: str, **more: str) -> dict[str, str]:
        first: dict[str, str] = public.post(address, json={"text": text, "schemes": ["skill"], **more}).json()["data"][
            0
        ]
        return first

    french, english = found(f"{PATH}?lang=en", "fonderie", text_lang="fr"), found(PATH, "castings", text_lang="en")
    untold = found(f"{PATH}?lang=en", "castings")

    assert (french["id"], french["label"]) == ("skill:casting", "Casting")
    assert (english["id"], english["matched"], english["label"]) == ("skill:casting", "Casting", "Fonderie")
    assert (untold["id"], untold["matched"], untold["label"]) == ("skill:casting", "Casting", "Casting")


def test_no_more_are_given_than_asked_for(public: httpx.Client) -> None:
    every = public.post(PATH, json={"text": "bois fonte administration"}).json()["data"]

    assert len(every) > 2
    assert public.post(PATH, json={"text": "bois fonte administration", "limit": 2}).json()["data"] == every[:2]


def test_a_text_of_which_no_concept_has_a_word_is_answered_with_none(public: httpx.Client) -> None:
    assert public.post(PATH, json={"text": "et voilà pourquoi nous xylophonons"}).json()["data"] == []


def test_another_text_is_another_answer_whatever_the_reader_kept(public: httpx.Client) -> None:
    one, other = (public.post(PATH, json={"text": text}) for text in ("bois", "fonte"))

    assert one.headers["etag"] != other.headers["etag"]
    assert public.post(PATH, json={"text": "bois"}, headers={"If-None-Match": one.headers["etag"]}).json() == one.json()


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b'{"text": ""}', 422, "text"),
        (b'{"text": " \\n"}', 422, "text"),
        (b'{"text": "?!"}', 422, "text"),
        (b'{"text": "' + b"a " * 2_501 + b'"}', 422, "text"),
        (b'{"text": "' + b"a" * 5_000_000 + b'"}', 422, "text"),
        (b'{"text": "\\ud800"}', 422, "text"),
        (b'{"text": "a\\u0000b"}', 422, "text"),
        (b'{"text": 5}', 422, "text"),
        (b'{"text": null}', 422, "text"),
        (b'{"text": ["bois"]}', 422, "text"),
        (b"{}", 422, "text"),
        (b'{"text": "bois", "schemes": ["nothing"]}', 404, "schemes"),
        (b'{"text": "bois", "schemes": ["\\udfff"]}', 422, "schemes.0"),
        (b'{"text": "bois", "schemes": "naf"}', 422, "schemes"),
        (b'{"text": "bois", "schemes": [null]}', 422, "schemes.0"),
        (b'{"text": "bois", "schemes": [' + b'"naf",' * 50 + b'"naf"]}', 422, "schemes"),
        (b'{"text": "bois", "limit": 0}', 422, "limit"),
        (b'{"text": "bois", "limit": 51}', 422, "limit"),
        (b'{"text": "bois", "limit": 1.5}', 422, "limit"),
        (b'{"text": "bois", "text_lang": "it"}', 422, "text_lang"),
        (b'{"text": "bois", "lang": "fr"}', 422, "lang"),
        (b'{"text": ', 422, None),
        (b"[]", 422, None),
        (b"", 422, None),
        (b"\xff\xfe\x00", 400, None),
        (b"[" * 100_000, 400, None),
    ],
)
def test_a_wrong_body_is_a_problem_that_names_the_field(
    anybody: httpx.Client, body: bytes, status: int, field: str | None
) -> None:
    answer = anybody.post(PATH, content=body, headers={"Content-Type": "application/json"})

    problem = checked(answer, status)
    assert field is None or problem["field"] == field


def test_an_unknown_scheme_is_told_with_the_way_to_those_that_are_known(anybody: httpx.Client) -> None:
    problem = checked(anybody.post(PATH, json={"text": "bois", "schemes": ["naf", "bois"]}), 404)

    assert problem["detail"] == "Aucun vocabulaire « bois » ; /v1/vocab les donne tous."


def test_a_wrong_parameter_of_the_address_is_refused(anybody: httpx.Client) -> None:
    checked(anybody.post(f"{PATH}?text=bois", json={"text": "bois"}), 422)
    checked(anybody.get(PATH), 405)


def test_the_longest_text_is_answered(anybody: httpx.Client) -> None:
    words = " ".join(f"fonderi{letter}{other}" for letter in "abcdefghijklmnopqrst" for other in "abcdefghijklmnopqrst")

    answer = anybody.post(PATH, json={"text": words[:5_000], "limit": 50})

    assert answer.status_code == 200


def test_the_analyst_s_object_suggests_the_same_here_and_there(here: Sillon, there: Sillon) -> None:
    found = [each.suggest(WRITTEN, ["naf"], limit=3) for each in (here, there)]

    assert list(found[0]) == list(found[1])
    assert found[0][0]["id"] == "naf:24.51Z"
    assert "Fonderie de fonte" in found[0]._repr_html_()
    with pytest.raises(NotFound):
        there.suggest("bois", ["nothing"])
    with pytest.raises(WrongInput):
        there.suggest("")


def test_nobody_needs_a_key(embedded: Service) -> None:
    with Sillon(embedded.address) as stranger:
        assert stranger.suggest("sciage du bois")[0]["id"] == "naf:16.10A"


def test_the_command_line_says_the_same_and_what_is_wrong(tmp_path: Path) -> None:
    full, bare = loaded(tmp_path / "data"), tmp_path / "bare"

    def sillon(*arguments: str, folder: Path = full) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graph_service", "suggest", *arguments, "--data", str(folder)]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=environment({}), timeout=120)

    told, shown = sillon(WRITTEN, "--scheme", "naf", "--json"), sillon(WRITTEN, "--scheme", "naf")
    assert json.loads(told.stdout)["data"][0]["id"] == "naf:24.51Z"
    assert "Fonderie de fonte" in shown.stdout
    wrong = [sillon(""), sillon("bois", "--scheme", "nothing"), sillon("bois", "--limit", "0")]
    assert [(each.returncode > 0, each.stdout) for each in wrong] == [(True, "")] * 3
    assert "/v1/vocab" in wrong[1].stderr
    nothing = sillon("xylophones")
    assert (nothing.returncode, "--text-lang" in nothing.stderr, "load schemes" in nothing.stderr) == (0, True, False)
    english = sillon("castings", "--text-lang", "en", "--scheme", "skill", "--json")
    assert json.loads(english.stdout)["data"][0]["matched"] == "Casting"
    empty = sillon("bois", folder=bare)
    assert (empty.returncode, "sillon load schemes" in empty.stderr) == (0, True)
