"""Whatever is typed, the answer is a problem in two languages with a status below 500."""

from __future__ import annotations

import httpx
import pytest

from tests.engine.town import FOUNDRY

ADDRESSES = [
    ("/v1/actors?km=nan&near=Hautfer", 422, "km"),
    ("/v1/actors?km=inf&near=Hautfer", 422, "km"),
    ("/v1/actors?km=-1&near=Hautfer", 422, "km"),
    ("/v1/actors?km=5", 422, "near"),
    ("/v1/actors?near=nan,nan", 422, "near"),
    ("/v1/actors?near=91,6", 422, "near"),
    ("/v1/actors?near=1e400,6", 422, "near"),
    ("/v1/actors?sphere=xxx", 422, "sphere"),
    ("/v1/actors?sphere=", 422, "sphere"),
    ("/v1/actors?workforce=xx", 422, "workforce"),
    ("/v1/actors?q=%20", 422, "q"),
    ("/v1/actors?q=!!!", 422, "q"),
    ("/v1/territories?q=%20", 422, "q"),
    ("/v1/territories?q=-", 422, "q"),
    ("/v1/actors?limit=1_0", 422, "limit"),
    ("/v1/actors?near=Hautfer&km=1_0", 422, "km"),
    ("/v1/actors?min_confidence=0.1_5", 422, "min_confidence"),
    ("/v1/vocab/naf/suggest?q=a&limit=1_0", 422, "limit"),
    ("/v1/actors?near=Hautfer&km=5&km=50", 422, "km"),
    ("/v1/actors?limit=5&limit=5", 422, "limit"),
    ("/v1/territories?q=a&q=b", 422, "q"),
    ("/v1/status?lang=en&lang=fr", 422, "lang"),
    ("/v1/sources?lang=en&lang=fr", 422, "lang"),
    ("/v1/actors?sector=", 422, "sector"),
    ("/v1/actors?near=Nulle%20part%20du%20tout", 422, "near"),
    ("/v1/actors?near=naf:24", 422, "near"),
    ("/v1/actors?min_confidence=nan", 422, "min_confidence"),
    ("/v1/actors?min_confidence=2", 422, "min_confidence"),
    ("/v1/actors?limit=-5", 422, "limit"),
    ("/v1/actors?limit=0", 422, "limit"),
    ("/v1/actors?limit=501", 422, "limit"),
    ("/v1/actors?limit=1.5", 422, "limit"),
    ("/v1/actors?limit=" + "9" * 5_000, 422, "limit"),
    ("/v1/actors?limit=", 422, "limit"),
    ("/v1/actors?expand=perhaps", 422, "expand"),
    ("/v1/actors?basis=rumour", 422, "basis"),
    ("/v1/actors?lang=xx", 422, "lang"),
    ("/v1/actors?sektor=naf:25", 422, "sektor"),
    ("/v1/actors?sector=zz:25", 422, "sector"),
    ("/v1/actors?sector=25", 422, "sector"),
    ("/v1/actors?sector=naf:%60%7B%7D", 422, "sector"),
    ("/v1/actors?territory=insee:9", 422, "territory"),
    ("/v1/actors?territory=insee:00000", 422, "territory"),
    ("/v1/actors?q=" + "a" * 300, 422, "q"),
    ("/v1/actors?after=forged", 400, "after"),
    ("/v1/actors/%60%7Bx%7D%60", 422, "id"),
    ("/v1/actors/siret:%60%7D)%20DETACH%20DELETE%20n", 422, "id"),
    ("/v1/actors/siret:11111111111111", 422, "id"),
    ("/v1/actors/naf:24", 404, None),
    ("/v1/actors/siret:73282932000074", 404, None),
    ("/v1/actors/a%2Fb", 404, None),
    ("/v1/facts/" + FOUNDRY, 404, None),
    ("/v1/concepts/naf:99", 404, None),
    ("/v1/actors?concept=skill:nowhere", 422, "concept"),
    ("/v1/actors?concept=welding", 422, "concept"),
    ("/v1/actors?concept=skill:casting&link=KNOWS", 422, "link"),
    ("/v1/actors?link=HAS_SKILL", 422, "concept"),
    ("/v1/territories/naf:24", 404, None),
    ("/v1/territories?kind=galaxy", 422, "kind"),
    ("/v1/territories?within=insee:00000", 422, "within"),
    ("/v1/vocab/%7B%7D/tree", 404, None),
    ("/v1/vocab/naf/tree?under=skill:casting", 404, None),
    ("/v1/vocab/naf/suggest", 422, "q"),
    ("/v1/vocab/naf/suggest?q=a&limit=51", 422, "limit"),
    ("/v1/vocab/suggest?q=a&limit=51", 422, "limit"),
    ("/v1/nothing", 404, None),
    ("/v1/actors/", 404, None),
    ("/v1/status?nothing=1", 422, "nothing"),
]
UNREADABLE = [
    "/v1/actors?q=%ED%A0%80",
    "/v1/actors?q=%FF%FE",
    "/v1/actors?q=%zz",
    "/v1/actors?q=100%",
    "/v1/actors?q=a%00b",
    "/v1/actors/%ED%BF%BF",
    "/v1/actors/a%00",
    "/acteurs?q=%ED%A0%80",
]


def checked(answer: httpx.Response, status: int) -> dict[str, object]:
    """The problem document of an answer, after a look at what every problem has."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, object] = answer.json()
    assert problem["status"] == status
    assert str(problem["type"]).startswith("https://w3id.org/sillon/problems/")
    assert problem["detail"] == problem["detail_fr"] != problem["detail_en"]
    assert all(problem[key] for key in ("title", "detail_en", "instance"))
    return problem


@pytest.mark.parametrize(("address", "status", "field"), ADDRESSES)
def test_a_wrong_address_is_a_problem_that_names_the_field(
    anybody: httpx.Client, address: str, status: int, field: str | None
) -> None:
    problem = checked(anybody.get(address), status)

    if field is not None:
        assert problem["field"] == field


@pytest.mark.parametrize("address", UNREADABLE)
def test_an_address_that_is_not_unicode_is_refused_at_the_door(anybody: httpx.Client, address: str) -> None:
    raw = httpx.URL(anybody.base_url, raw_path=address.encode())

    assert checked(anybody.get(raw), 400)["type"] == "https://w3id.org/sillon/problems/unreadable-address"


def test_an_absurdly_long_address_is_414(anybody: httpx.Client) -> None:
    checked(anybody.get("/v1/actors", params={"q": "a" * 9_000}), 414)
    checked(anybody.get("/v1/actors/" + "a" * 3_000), 414)


def test_an_unknown_parameter_is_refused_with_the_nearest_one(anybody: httpx.Client) -> None:
    problem = checked(anybody.get("/v1/actors?terrritory=insee:99001"), 422)

    assert problem["detail"] == "Paramètre inconnu : terrritory. Vouliez-vous dire territory ?"


def test_a_parameter_that_is_a_list_may_stand_twice(anybody: httpx.Client) -> None:
    answer = anybody.get("/v1/actors?basis=observed&basis=declared&explain=true")

    assert answer.json()["explain"]["parameters"]["basis"] == ["observed", "declared"]


def test_a_value_outside_a_closed_list_is_refused_with_the_list(anybody: httpx.Client) -> None:
    for address in ("/v1/actors?sphere=xxx", "/v1/territories?kind=xxx"):
        problem = checked(anybody.get(address), 422)
        name, first = ("sphere", "company") if "sphere" in address else ("kind", "commune")
        assert str(problem["detail_fr"]).startswith(f"{name} doit être l'une des valeurs : « {first} », « ")
        assert str(problem["detail_en"]).startswith(f"{name} must be one of: “{first}”, “")
        assert "'" not in str(problem["detail_en"])


def test_a_verb_that_does_not_exist_is_405_and_says_which_do(anybody: httpx.Client) -> None:
    answer = anybody.delete("/v1/actors")

    checked(answer, 405)
    assert answer.headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"source": "sirene", "files": ["\\ud800"]}', 422),
        (b'{"source": "\\u0000"}', 422),
        (b'{"source": ', 422),
        (b"", 422),
        (b"[]", 422),
        (b'{"source": NaN}', 422),
        (b'{"source": "sirene", "surprise": 1}', 422),
        (b'{"source": "sirenne", "files": []}', 422),
        (b'{"source": "sirene", "files": ["relative.csv"]}', 422),
        (b'{"source": "sirene", "files": ["/no/such/file.csv"]}', 422),
        (b'{"source": "sirene", "files": ["/' + b"a" * 5_000 + b'"]}', 422),
        (b'{"source": "sirene", "epci": ["epci:1"]}', 422),
        (b"[" * 100_000, 400),
        (b'{"source": ' + b"9" * 6_000 + b"}", 400),
        (b"\xff\xfe\x00", 400),
    ],
)
def test_a_wrong_body_is_a_problem_and_starts_nothing(administrator: httpx.Client, body: bytes, status: int) -> None:
    answer = administrator.post("/v1/loads", content=body, headers={"Content-Type": "application/json"})

    checked(answer, status)
    assert len(administrator.get("/v1/loads").json()["data"]) == 1
