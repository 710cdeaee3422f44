"""What the holder of the local key can do: load, watch, ask the catalogue, export; and that nobody else can."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest

from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.graph import BoltStore
from tests import territory
from tests.api.conftest import KEY, Service, service_of

Job = dict[str, Any]

FOUNDRY = "siret:99990001200017"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The service over an empty graph, on the embedded engine."""
    folder = tmp_path_factory.mktemp("administration") / "data"
    store = open_store(Settings(data=folder))
    assert isinstance(store, BoltStore)
    with service_of(store, folder) as running:
        yield running
    store.close()


@pytest.fixture
def holder(empty: Service) -> Iterator[httpx.Client]:
    with empty.client(Authorization=f"Bearer {KEY}") as client:
        yield client


def ended(client: httpx.Client, accepted: httpx.Response) -> Job:
    """What a job has come to, when it has."""
    assert accepted.status_code == 202, accepted.text
    address = accepted.headers["location"]
    until = time.monotonic() + 60
    while (job := client.get(address).json()["data"])["state"] in {"queued", "running"}:
        assert time.monotonic() < until
        time.sleep(0.05)
    return dict(job)


def loaded(client: httpx.Client, source: str, files: list[Path], **more: Any) -> Job:
    asked = {"source": source, "files": [str(file.resolve()) for file in files], **more}
    return ended(client, client.post("/v1/loads", json=asked))


def test_files_are_loaded_and_the_same_files_again_write_nothing(holder: httpx.Client) -> None:
    poles = ["Essai=epci:960000001,epci:960000002"]
    assert holder.get("/v1/actors").json()["meta"]["total"] == 0

    ground = loaded(holder, "territories", territory.TERRITORIES, poles=poles)
    words = loaded(holder, "nomenclature", [territory.FOLDER / "naf.csv"], profile="naf")
    tried = loaded(holder, "sirene", territory.REGISTER, dry_run=True)
    first = loaded(holder, "sirene", territory.REGISTER)
    second = loaded(holder, "sirene", territory.REGISTER)

    assert [job["state"] for job in (ground, words, tried, first, second)] == ["done"] * 5
    assert tried["report"]["load"] is None
    assert tried["report"]["new"] == first["report"]["new"] > 0
    assert (second["report"]["new"], second["report"]["changed"]) == (0, 0)
    assert holder.get(f"/v1/actors/{FOUNDRY}").status_code == 200
    assert [each["source"] for each in holder.get("/v1/loads").json()["data"]] == [
        "sirene",
        "nomenclature",
        "territories",
    ]


def test_the_status_counts_for_the_administrator_alone(empty: Service, holder: httpx.Client) -> None:
    told = holder.get("/v1/status").json()["data"]

    assert told["counts"]["Actor"] > 0
    loaded_here = {"territories", "nomenclature", "sirene"}
    assert {"esco", "fictitious", "schemes"} <= set(told["missing"])
    assert loaded_here.isdisjoint(told["missing"])
    assert {each["source"] for each in told["last_loads"]} == loaded_here
    with empty.client() as anybody:
        public = anybody.get("/v1/status").json()["data"]
    assert public["ready"]
    assert public["version"]
    assert (public["counts"], public["last_loads"], public["missing"]) == (None, None, None)


def test_a_load_that_cannot_be_done_ends_in_its_problem(holder: httpx.Client, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(b"\x00\x01\x02binary")

    job = loaded(holder, "sirene", [wrong])

    assert job["state"] == "failed"
    assert job["problem"]["status"] == 422
    assert job["problem"]["detail_fr"] != job["problem"]["detail_en"]
    assert job["report"] is None


def test_what_ships_invented_is_refused_beside_real_firms(holder: httpx.Client) -> None:
    job = loaded(holder, "fictitious", [])

    assert (job["state"], job["problem"]["field"]) == ("failed", "source")


def test_there_is_nothing_to_roll_back_after_loads_that_ended(holder: httpx.Client) -> None:
    job = ended(holder, holder.post("/v1/rollback", json={"load": "load:" + "0" * 32}))

    assert (job["state"], job["problem"]["status"]) == ("failed", 404)


def test_jobs_wait_for_one_another(holder: httpx.Client) -> None:
    asked = {"source": "sirene", "files": [str(file.resolve()) for file in territory.REGISTER], "dry_run": True}
    started = [holder.post("/v1/loads", json=asked) for _ in range(3)]

    assert [ended(holder, each)["state"] for each in started] == ["done"] * 3


def test_every_question_of_the_catalogue_is_listed_and_can_be_asked(holder: httpx.Client) -> None:
    listed = {each["name"]: each for each in holder.get("/v1/queries").json()["data"]}
    asked = holder.get("/v1/queries/territories/territory", params={"territory": "epci:960000001"}).json()

    assert {param["name"] for param in listed["territories/territory"]["params"]} == {"territory"}
    assert asked["data"][0]["label"] == "CA des Deux Rives"
    missing = holder.get("/v1/queries/territories/territory")
    unknown = holder.get("/v1/queries/territories/territory", params={"territory": "epci:960000001", "more": "1"})
    assert [answer.json()["field"] for answer in (missing, unknown)] == ["territory", "more"]
    assert holder.get("/v1/queries/territories/nothing").status_code == 404


def test_the_whole_graph_is_exported_with_its_facts(holder: httpx.Client) -> None:
    turtle = holder.get("/v1/export", params={"format": "ttl"})
    table = holder.get("/v1/export", params={"format": "csv", "lang": "en"})

    assert turtle.headers["content-type"] == "text/turtle; charset=utf-8"
    assert b"sl:Fact" in turtle.content
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";"))
    counts = holder.get("/v1/status").json()["data"]["counts"]
    assert sum(row["type"] == "Actor" for row in rows) == counts["Actor"]
    assert {row["basis"] for row in rows if row["type"] == "IN_SECTOR"} == {"observed"}
    assert holder.get("/v1/export", params={"format": "ttl"}).content == turtle.content


def test_each_form_of_the_export_says_the_same(holder: httpx.Client) -> None:
    kinds = {"ttl": "text/turtle", "jsonld": "application/ld+json", "nq": "application/n-quads"}
    answers = {form: holder.get("/v1/export", params={"format": form}) for form in kinds}
    types = {"ttl": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "nq": ox.RdfFormat.N_QUADS}
    told = {form: {str(quad) for quad in ox.parse(answers[form].content, types[form])} for form in kinds}

    for form, kind in kinds.items():
        assert answers[form].headers["content-type"].partition(";")[0] == kind
        assert f'filename="sillon.{form}"' in answers[form].headers["content-disposition"]
    assert told["ttl"] == told["jsonld"] == told["nq"]
    assert len(told["ttl"]) > 1_000


@pytest.mark.parametrize(("vocabulary", "cls"), [("pair", b"pair:Organization"), ("valueflows", b"vf:Organization")])
def test_the_graph_is_said_in_the_words_of_others_and_what_they_lack_is_counted(
    holder: httpx.Client, vocabulary: str, cls: bytes
) -> None:
    answer = holder.get("/v1/export", params={"as": vocabulary})
    left = dict(part.split("=") for part in answer.headers["sillon-left-out"].split(", "))

    assert cls in answer.content
    assert b"sillon/ontology#" not in answer.content
    assert {name: int(count) > 0 for name, count in left.items()} == {"nodes": True, "edges": True, "values": True}
    assert holder.get("/v1/export", params={"as": vocabulary}).content == answer.content


def test_an_export_that_there_is_not_is_refused_with_those_there_are(holder: httpx.Client) -> None:
    refused = holder.get("/v1/export", params={"format": "rdf"})
    table = holder.get("/v1/export", params={"format": "csv", "as": "pair"})
    strange = holder.get("/v1/export", params={"as": "schema.org"})
    twice = holder.get("/v1/export?as=pair&as=valueflows")

    assert (table.status_code, table.json()["field"]) == (422, "format")
    assert (strange.status_code, strange.json()["field"]) == (422, "as")
    assert "valueflows" in strange.json()["detail_en"]
    assert (twice.status_code, twice.json()["field"]) == (422, "as")
    assert (refused.status_code, refused.json()["field"]) == (422, "format")
    assert "jsonld" in refused.json()["detail_en"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/queries"),
        ("GET", "/v1/queries/territories/territory?territory=epci:960000001"),
        ("GET", "/v1/export"),
        ("GET", "/v1/loads"),
        ("POST", "/v1/loads"),
        ("POST", "/v1/rollback"),
        ("GET", "/v1/jobs/x"),
    ],
)
@pytest.mark.parametrize("authorization", [None, "Bearer wrong", "Bearer", "Basic eA==", f"Bearer {KEY}é"])
def test_without_a_key_it_is_401(empty: Service, method: str, path: str, authorization: str | None) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.encode()}
    with empty.client() as anybody:
        answer = anybody.request(method, path, headers=headers, content=b"{}" if method == "POST" else None)  # type: ignore[arg-type]  # bytes, or no header

    assert answer.status_code == 401
    assert answer.json()["type"].endswith("/not-signed-in")
