"""A concept in the form one asks for, and how schemes correspond; on both engines."""

from __future__ import annotations

import csv
import io

import httpx
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

CASTING = rdflib.URIRef("https://w3id.org/sillon/id/skill/casting")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/turtle;q=0.5, application/ld+json;q=0.9", "application/ld+json"),
        ("text/html;q=0.1, text/turtle", "text/turtle"),
    ],
)
def test_a_concept_comes_in_the_form_that_is_preferred(public: httpx.Client, accept: str, kind: str) -> None:
    answer = public.get("/v1/concepts/skill:casting", headers={"Accept": accept})

    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert "Accept" in answer.headers["vary"].split(", ")


def test_the_parameter_wins_over_the_header(public: httpx.Client) -> None:
    answer = public.get("/v1/concepts/skill:casting?format=ttl", headers={"Accept": BROWSER})

    assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="skill-casting.ttl"'


def test_a_browser_is_led_to_the_page(public: httpx.Client) -> None:
    answer = public.get("/v1/concepts/skill:casting?lang=en", headers={"Accept": BROWSER}, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/vocabulaire/skill:casting?lang=en")
    assert "Accept" in answer.headers["vary"].split(", ")
    assert public.get("/v1/concepts/skill:casting", headers={"Accept": BROWSER}, follow_redirects=True).is_success


def test_each_form_has_its_tag(public: httpx.Client) -> None:
    tags = {}
    for form in ("json", "ttl", "jsonld"):
        tags[form] = public.get("/v1/concepts/naf:24", params={"format": form}).headers["etag"]
        again = public.get("/v1/concepts/naf:24", params={"format": form}, headers={"If-None-Match": tags[form]})
        assert again.status_code == 304

    assert len(set(tags.values())) == 3


@pytest.mark.parametrize("asked", [{"params": {"format": "csv"}}, {"headers": {"Accept": "image/png"}}])
def test_a_form_that_there_is_not_is_refused_with_those_there_are(
    public: httpx.Client, asked: dict[str, dict[str, str]]
) -> None:
    answer = public.get("/v1/concepts/naf:24", **asked)  # type: ignore[arg-type]  # params or headers

    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")
    assert "json, ttl, jsonld, html" in answer.json()["detail"]


@pytest.mark.parametrize("concept", ["skill:casting", "skill:sand-casting", "naf:24", "nace21:24"])
def test_turtle_and_json_ld_say_the_same(public: httpx.Client, concept: str) -> None:
    turtle, jsonld = (
        rdflib.Graph().parse(data=public.get(f"/v1/concepts/{concept}?format={form}").text, format=name)
        for form, name in (("ttl", "turtle"), ("jsonld", "json-ld"))
    )

    assert len(turtle) > 5
    assert isomorphic(turtle, jsonld)


def test_the_triples_are_those_of_skos(public: httpx.Client) -> None:
    found = rdflib.Graph().parse(data=public.get("/v1/concepts/skill:casting?format=ttl").text, format="turtle")

    assert set(found.objects(CASTING, SKOS.prefLabel)) == {
        rdflib.Literal("Fonderie", "fr"),
        rdflib.Literal("Casting", "en"),
    }
    assert set(found.objects(CASTING, SKOS.altLabel)) == {rdflib.Literal("coulée", "fr")}
    assert set(found.objects(CASTING, SKOS.narrower)) == {
        rdflib.URIRef("https://w3id.org/sillon/id/skill/sand-casting")
    }
    assert set(found.objects(CASTING, SKOS.related)) == {rdflib.URIRef("https://w3id.org/sillon/id/naf/24.51Z")}
    assert set(found.objects(CASTING, SKOS.topConceptOf)) == {rdflib.URIRef("https://w3id.org/sillon/id/scheme/skill")}


def test_a_concept_with_two_broader_ones_has_two_ways_from_the_top(public: httpx.Client) -> None:
    found = public.get("/v1/concepts/skill:sand-casting").json()["data"]

    assert [[step["id"] for step in path] for path in found["paths"]] == [["skill:casting"], ["naf:C", "naf:24"]]
    assert found["path"] == found["paths"][0]
    for broader in ("naf:24", "skill:casting"):
        below = public.get(f"/v1/concepts/{broader}/narrower").json()["data"]
        assert "skill:sand-casting" in [one["id"] for one in below]


def test_matches_are_told_from_the_end_of_the_scheme_that_is_asked_for(public: httpx.Client) -> None:
    def told(**params: str) -> list[tuple[str, str, str]]:
        rows = public.get("/v1/vocab/mappings", params=params).json()["data"]
        return [(row["concept"]["id"], row["relation"], row["other"]["id"]) for row in rows]

    assert told() == [("naf:24", "closeMatch", "nace21:24"), ("naf:24.51Z", "broadMatch", "nace21:24")]
    assert told(scheme="nace21") == [("nace21:24", "closeMatch", "naf:24"), ("nace21:24", "narrowMatch", "naf:24.51Z")]
    assert told(scheme="naf", to="nace21") == told()
    assert told(scheme="naf", to="skill") == told(scheme="skill") == []


def test_matches_come_in_pages_and_as_a_table(public: httpx.Client) -> None:
    first = public.get("/v1/vocab/mappings", params={"limit": "1"}).json()
    second = public.get(first["meta"]["next"]).json()
    table = public.get("/v1/vocab/mappings", params={"format": "csv"})

    assert first["meta"]["total"] == 2
    assert [one["data"][0]["concept"]["id"] for one in (first, second)] == ["naf:24", "naf:24.51Z"]
    assert second["meta"]["next"] is None
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [(row["Identifiant"], row["Relation (code)"], row["Autre (id)"]) for row in rows] == [
        ("naf:24", "closeMatch", "nace21:24"),
        ("naf:24.51Z", "broadMatch", "nace21:24"),
    ]


def test_matches_of_a_scheme_that_is_not_there_are_not_found(public: httpx.Client) -> None:
    assert public.get("/v1/vocab/mappings?scheme=nothing").status_code == 404
    assert public.get("/v1/vocab/mappings?to=nothing").status_code == 404
