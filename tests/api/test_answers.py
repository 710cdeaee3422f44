"""What every answer has: envelope, tag, pages, forms, reasons; on both engines."""

from __future__ import annotations

import csv
import io

import httpx
import pytest

from tests.api.conftest import KEY, Service
from tests.engine.town import BAKERY, CLUB, COUNCIL, FOUNDRY, LABORATORY, SAWMILL, SECRET, WORKSHOP

PUBLIC_ACTORS = {FOUNDRY, WORKSHOP, SAWMILL, BAKERY, COUNCIL, LABORATORY}
READABLE = (
    "/v1/actors",
    f"/v1/actors/{FOUNDRY}",
    f"/v1/actors/{FOUNDRY}/neighbours",
    f"/v1/actors/{FOUNDRY}/upstream",
    f"/v1/actors/{FOUNDRY}/downstream",
    f"/v1/actors/{SAWMILL}/complementary",
    "/v1/value-chains",
    "/v1/value-chains/chain:metal/stages",
    "/v1/value-chains/chain:metal/missing",
    "/v1/equipment",
    "/v1/territories",
    "/v1/territories/pole:invented",
    "/v1/vocab",
    "/v1/vocab/naf/tree",
    "/v1/vocab/naf/suggest?q=fonderie",
    "/v1/vocab/suggest?q=fonderie",
    "/v1/vocab/mappings",
    "/v1/concepts/naf:24",
    "/v1/concepts/naf:24/narrower",
)


def ids(answer: httpx.Response) -> list[str]:
    return [row["id"] for row in answer.json()["data"]]


def test_an_answer_says_which_version_and_level_it_was_made_from(public: httpx.Client) -> None:
    answer = public.get("/v1/actors").json()

    assert {row["id"] for row in answer["data"]} == PUBLIC_ACTORS
    assert answer["meta"]["total"] == len(PUBLIC_ACTORS)
    assert (answer["meta"]["level"], answer["meta"]["scope"]) == ("public", "level")
    assert answer["meta"]["version"]
    assert answer["meta"]["version_date"]
    assert sum(answer["meta"]["basis"].values()) == len({fact for row in answer["data"] for fact in row["facts"]})


def test_a_sector_is_found_with_all_below_it_unless_expand_is_false(public: httpx.Client) -> None:
    assert set(ids(public.get("/v1/actors", params={"sector": "naf:C"}))) == {FOUNDRY, WORKSHOP, SAWMILL, BAKERY}
    assert ids(public.get("/v1/actors", params={"sector": "naf:C", "expand": "false"})) == []


def test_the_nearest_actor_comes_first_and_nobody_beyond_the_distance(public: httpx.Client) -> None:
    answer = public.get("/v1/actors", params={"sector": "naf:24", "near": "49.11,6.20", "km": 5}).json()

    assert [row["id"] for row in answer["data"]] == [FOUNDRY]
    assert answer["data"][0]["distance_km"] == 0.7
    assert answer["data"][0]["commune"] == "insee:99001"
    assert answer["data"][0]["sources"] == ["register"]


def test_near_takes_the_name_of_a_town_or_an_id_and_says_what_it_understood(public: httpx.Client) -> None:
    for near in ("Hautfer", "insee:99001", FOUNDRY):
        understood = public.get("/v1/actors", params={"near": near, "explain": "true"}).json()["explain"]["parameters"]
        assert understood["near"]["id"] in {"insee:99001", FOUNDRY}
        assert 49 < understood["near"]["lat"] < 50


def test_the_place_that_near_was_understood_as_is_in_every_answer(public: httpx.Client) -> None:
    meta = public.get("/v1/actors", params={"near": "hautffer", "km": 5}).json()["meta"]

    assert meta["near"] == {"id": "insee:99001", "label": "Hautfer", "lat": 49.1, "lon": 6.2, "others": []}
    bare = public.get("/v1/actors", params={"near": "49.11,6.20"}).json()["meta"]["near"]
    assert (bare["id"], bare["lat"], bare["lon"]) == (None, 49.11, 6.2)
    assert public.get("/v1/actors").json()["meta"]["near"] is None


def test_an_empty_address_of_a_page_is_the_first_page(public: httpx.Client) -> None:
    first = public.get("/v1/actors", params={"limit": 2}).json()

    assert public.get("/v1/actors", params={"limit": 2, "after": ""}).json()["data"] == first["data"]


@pytest.mark.parametrize("path", ["/v1/sources", "/v1/status"])
def test_answers_about_the_service_name_version_and_level_too(service: Service, path: str) -> None:
    with service.client() as anyone, service.client(Authorization=f"Bearer {KEY}") as administrator:
        public, all_seeing = anyone.get(path).json()["meta"], administrator.get(path).json()["meta"]
        seen = anyone.get("/v1/actors").json()["meta"]

    assert public == {name: seen[name] for name in ("level", "version", "version_date")}
    assert public["version"]
    assert all_seeing["level"] == "analysts"
    assert all_seeing["version"] not in {None, public["version"]}


def test_facets_come_when_they_are_asked_for(public: httpx.Client) -> None:
    facets = public.get("/v1/actors", params={"facets": "true", "sphere": "public"}).json()["meta"]["facets"]
    counts = {facet["name"]: {value["id"]: value["count"] for value in facet["values"]} for facet in facets}

    assert counts["sphere"]["company"] == 4
    assert counts["sector"] == {"naf:O": 1}
    assert "facets" not in public.get("/v1/actors").json()["meta"]


def test_explain_gives_every_fact_that_the_rows_name(public: httpx.Client) -> None:
    for path in ("/v1/actors", f"/v1/actors/{FOUNDRY}/neighbours", f"/v1/actors/{FOUNDRY}"):
        answer = public.get(path, params={"explain": "true"}).json()
        told = answer["explain"]["facts"]
        assert answer["explain"]["version"] == answer["meta"]["version"]
        assert told
        assert all({"type", "basis", "confidence", "source", "observed_on"} <= fact.keys() for fact in told.values())
        if path == "/v1/actors":
            assert set(told) == {fact for row in answer["data"] for fact in row["facts"]}


def test_a_fact_can_be_asked_for_by_its_id(public: httpx.Client) -> None:
    fact = public.get("/v1/actors", params={"q": "scierie"}).json()["data"][0]["facts"][0]

    assert public.get(f"/v1/facts/{fact}").json()["data"]["start"] == SAWMILL
    assert public.get("/v1/facts/fact:" + "0" * 32).status_code == 404


@pytest.mark.parametrize("path", READABLE)
def test_what_has_not_changed_is_not_sent_again(public: httpx.Client, path: str) -> None:
    first = public.get(path)
    again = public.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert first.headers["vary"] == "Authorization, Cookie, Sillon-As, Accept, Accept-Language"
    assert first.headers["cache-control"].startswith("private")


def test_the_tag_depends_on_language_form_parameters_and_reader(service: Service) -> None:
    tags = set()
    for path, headers in [
        ("/v1/actors", {}),
        ("/v1/actors", {"Accept-Language": "en"}),
        ("/v1/actors", {"Accept": "text/csv"}),
        ("/v1/actors", {"Authorization": f"Bearer {KEY}"}),
        ("/v1/actors?limit=3", {}),
        ("/v1/territories", {}),
    ]:
        with service.client() as client:
            tags.add(client.get(path, headers=headers).headers["etag"])
    assert len(tags) == 6


def test_following_the_pages_gives_every_row_once_in_the_same_order(public: httpx.Client) -> None:
    whole = ids(public.get("/v1/actors", params={"limit": 500}))
    seen: list[str] = []
    page = public.get("/v1/actors", params={"limit": 2, "lang": "fr"})
    while True:
        seen += ids(page)
        following = page.json()["meta"]["next"]
        assert page.links.get("next", {}).get("url") == following
        if following is None:
            break
        page = public.get(following)

    assert seen == whole
    assert len(seen) == len(set(seen)) == len(PUBLIC_ACTORS)


def test_a_page_address_is_bound_to_its_question_and_cannot_be_made_up(service: Service, public: httpx.Client) -> None:
    following = public.get("/v1/actors", params={"limit": 2}).json()["meta"]["next"]
    after = httpx.URL(following).params["after"]

    forged = after[:-3] + ("AAA" if not after.endswith("AAA") else "BBB")
    for params in ({"after": forged}, {"after": "x"}, {"after": "é" * 30}, {"after": after, "sphere": "company"}):
        answer = public.get("/v1/actors", params=params)
        assert answer.status_code == 400
        assert answer.json()["type"].endswith("/bad-cursor")
    assert public.get("/v1/territories", params={"after": after}).status_code == 400
    with service.client(Authorization=f"Bearer {KEY}") as other:
        assert other.get("/v1/actors", params={"limit": 2, "after": after}).status_code == 400


def test_accept_and_format_choose_the_form(public: httpx.Client) -> None:
    by_header = public.get("/v1/actors", headers={"Accept": "text/html;q=0.1, text/csv"})
    by_parameter = public.get("/v1/actors", params={"format": "csv"})

    assert by_header.content == by_parameter.content
    assert by_header.headers["content-type"] == "text/csv; charset=utf-8"
    assert by_header.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(by_header.content.decode("utf-8-sig")), delimiter=";"))
    assert {row["Identifiant"] for row in rows} == PUBLIC_ACTORS
    assert {row["Latitude"] for row in rows if row["Identifiant"] == FOUNDRY} == {"49,11"}
    english = public.get("/v1/actors", params={"format": "csv", "lang": "en"}).content.decode("utf-8-sig")
    assert english.startswith("Id;Name;")
    assert "49.11" in english
    assert public.get("/v1/actors", headers={"Accept": "text/html,*/*;q=0.8"}).json()["data"]


def test_geojson_has_longitude_first_and_every_row_that_was_filtered(public: httpx.Client) -> None:
    answer = public.get("/v1/actors", params={"format": "geojson", "sector": "naf:24"})
    points = {each["id"]: each["geometry"] for each in answer.json()["features"]}

    assert answer.headers["content-type"] == "application/geo+json"
    assert points[FOUNDRY] == {"type": "Point", "coordinates": [6.21, 49.11]}
    assert set(points) == {FOUNDRY, WORKSHOP}


def test_a_form_that_does_not_exist_is_406_and_names_those_that_do(public: httpx.Client) -> None:
    for answer in (
        public.get("/v1/actors", headers={"Accept": "image/png"}),
        public.get("/v1/actors", params={"format": "xls"}),
        public.get("/v1/vocab", headers={"Accept": "text/csv"}),
    ):
        assert answer.status_code == 406
        assert "json" in answer.json()["detail"]


def test_what_is_private_and_what_is_absent_are_the_same_404(public: httpx.Client) -> None:
    absent = "siret:73282932000074"
    for actor in (SECRET, CLUB):
        for tail in ("", "/neighbours"):
            hidden = public.get(f"/v1/actors/{actor}{tail}")
            missing = public.get(f"/v1/actors/{absent}{tail}")
            assert hidden.status_code == missing.status_code == 404
            assert hidden.text.replace(actor, absent) == missing.text


def test_the_administrator_sees_what_is_private(service: Service) -> None:
    with service.client(Authorization=f"Bearer {KEY}") as client:
        assert [client.get(f"/v1/actors/{actor}").status_code for actor in (SECRET, CLUB)] == [200, 200]
    with service.client(Authorization=f"Bearer {KEY}x") as client:
        assert client.get(f"/v1/actors/{SECRET}").status_code == 401
    with service.client() as client:
        assert client.get(f"/v1/actors/{SECRET}").status_code == 404


def test_the_language_of_labels_and_messages_is_asked_for(public: httpx.Client) -> None:
    assert public.get("/v1/concepts/skill:casting").json()["data"]["label"] == "Fonderie"
    assert public.get("/v1/concepts/skill:casting", params={"lang": "en"}).json()["data"]["label"] == "Casting"
    assert public.get("/v1/concepts/skill:casting", headers={"Accept-Language": "en"}).json()["data"]["label"] == (
        "Casting"
    )
    wrong = public.get("/v1/actors", params={"km": "nan", "lang": "en"}).json()
    assert wrong["detail"] == wrong["detail_en"] == "km must be a finite number."
    assert wrong["detail_fr"] == "km doit être un nombre fini."


def test_territories_are_found_by_kind_place_and_name(public: httpx.Client) -> None:
    inside = public.get("/v1/territories", params={"within": "pole:invented", "kind": "commune"})
    named = public.get("/v1/territories", params={"q": "hautfair"})

    assert "insee:99001" in ids(inside)
    assert {row["kind"] for row in inside.json()["data"]} == {"commune"}
    assert ids(named)[0] == "insee:99001"
    assert public.get("/v1/territories/insee:99001").json()["data"]["parents"]


def test_a_tree_unfolds_level_by_level(public: httpx.Client) -> None:
    assert ids(public.get("/v1/vocab/naf/tree")) == ["naf:C", "naf:O"]
    assert ids(public.get("/v1/vocab/naf/tree", params={"under": "naf:C"})) == ["naf:10", "naf:16", "naf:24"]
    assert "naf:24.51Z" in ids(public.get("/v1/concepts/naf:24/narrower"))
    assert ids(public.get("/v1/vocab/naf/suggest", params={"q": "fondrie"}))[0] == "naf:24.51Z"
    assert public.get("/v1/vocab/nothing/tree").status_code == 404


def test_a_file_and_its_neighbours_say_when_they_are_cut(public: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert public.get(f"/v1/actors/{FOUNDRY}").json()["meta"]["truncated"] == {}
    monkeypatch.setattr("graph_service.actors.service.ROWS_OF_A_KIND", 0)

    cut = [public.get(f"/v1/actors/{FOUNDRY}{tail}").json() for tail in ("?lang=en", "/neighbours?lang=en")]

    assert cut[0]["meta"]["truncated"] == cut[0]["data"]["truncated"] == {"same_legal_unit": 0}
    assert cut[1]["meta"]["truncated"].keys() == {"facts_in", "facts_out", "same_legal_unit"}
