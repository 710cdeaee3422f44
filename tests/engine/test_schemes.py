"""The vocabulary that ships comes in beside the sectors, comes in again, and answers.

On the embedded engine; test_demo_territory loads it on both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from graph_service.app import create_app
from graph_service.kernel.errors import DataErrors
from graph_service.settings import Settings
from graph_service.store.graph import BoltStore
from loaders import pipeline, shipped
from loaders.records import Asked, Edge, Node
from loaders.report import LoadReport
from loaders.sources import schemes
from tests.laws.graph import breaches
from tests.serving import serving

SECTORS = "TYPICAL_SECTOR"


def sectors(store: BoltStore) -> LoadReport:
    return pipeline.run(store, "nomenclature", [shipped.reference("naf_rev2.csv")], profile="naf")


@pytest.fixture(scope="module")
def engine() -> str:
    """The embedded engine alone."""
    return "embedded"


@pytest.fixture(scope="module")
def loads(store: BoltStore) -> list[LoadReport]:
    """The schemes before the sectors that they cite, then the sectors, then the schemes twice."""
    first = pipeline.run(store, "schemes", [])
    sectors(store)
    return [first, pipeline.run(store, "schemes", []), pipeline.run(store, "schemes", [])]


@pytest.fixture(scope="module")
def client(
    loads: list[LoadReport], store: BoltStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx.Client]:
    assert loads
    settings = Settings(data=tmp_path_factory.mktemp("service"))
    with (
        serving(create_app(settings, store)) as address,
        httpx.Client(base_url=address, headers={"Accept-Language": "fr"}, timeout=30, trust_env=False) as asking,
    ):
        yield asking


def data(client: httpx.Client, address: str, **parameters: str | int) -> Any:
    answer = client.get(address, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_sectors_that_are_not_there_are_told_and_come_with_the_next_load(loads: list[LoadReport]) -> None:
    first, second, _ = loads

    assert {problem.column for problem in first.problems} == {SECTORS}
    assert first.rejected == 0
    assert any("sillon load nomenclature" in fr for fr, _ in first.hints)
    assert second.problems == ()
    assert (second.new, second.changed, second.retired) == (len(first.problems), 0, 0)


def test_mappings_to_schemes_that_are_not_loaded_are_counted_in_one_sentence(loads: list[LoadReport]) -> None:
    mappings = [edge for edge in schemes.tell(Asked()).records if isinstance(edge, Edge) and edge.type == "MATCHES"]

    assert len(mappings) > 400
    assert loads[1].left_out == {"scheme_not_loaded": len(mappings)}
    [(fr, en)] = loads[1].hints
    assert f"chargés : {len(mappings)} (" in fr
    assert "esco" in en
    assert {problem.column for load in loads for problem in load.problems} == {SECTORS}


def test_a_mapping_comes_with_its_scheme_and_is_told_when_the_scheme_lacks_it(
    embedded_store: BoltStore, tmp_path: Path
) -> None:
    heads = (
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
        "@prefix scheme: <https://w3id.org/sillon/id/scheme/> .\n"
        "@prefix rome: <https://w3id.org/sillon/id/rome/> .\n"
    )
    ours, theirs = tmp_path / "ours.ttl", tmp_path / "theirs.ttl"
    ours.write_text(
        heads + 'skill:weaving a skos:Concept ; skos:prefLabel "Tissage"@fr ;\n'
        "    skos:closeMatch rome:H2403 ; skos:broadMatch rome:X9999 .\n",
        encoding="utf-8",
    )
    theirs.write_text(
        heads + 'scheme:rome a skos:ConceptScheme ; skos:prefLabel "ROME"@fr .\n'
        'rome:H2403 a skos:Concept ; skos:prefLabel "Conduite de machine"@fr ; skos:inScheme scheme:rome .\n',
        encoding="utf-8",
    )

    alone = pipeline.run(embedded_store, "schemes", [ours])
    beside = pipeline.run(embedded_store, "schemes", [ours, theirs])

    assert (alone.left_out, alone.problems) == ({"scheme_not_loaded": 2}, ())
    assert (beside.left_out, [problem.value for problem in beside.problems]) == ({}, ["rome:X9999"])
    mapped = [properties["relation"] for entry, properties in embedded_store.dump() if entry.type == "MATCHES"]
    assert mapped == ["closeMatch"]


def test_the_same_schemes_again_write_nothing(loads: list[LoadReport]) -> None:
    assert (loads[2].load, loads[2].new, loads[2].changed, loads[2].retired) == (None, 0, 0, 0)


def test_everything_that_the_files_say_is_stored_and_nothing_else(loads: list[LoadReport], store: BoltStore) -> None:
    assert loads
    told: Counter[str] = Counter()
    for record in schemes.tell(Asked()).records:
        assert isinstance(record, Node | Edge)
        if isinstance(record, Node) or record.type != "MATCHES":
            told[record.label if isinstance(record, Node) else record.type] += 1
    stored = list(store.dump())

    assert told == Counter(
        entry.type for entry, properties in stored if properties.get("source") == "schemes" and entry.type != "Source"
    )
    assert breaches(store.schema, stored) == []


def test_a_concept_answers_with_its_names_and_what_lies_around_it(client: httpx.Client) -> None:
    found = data(client, "/v1/concepts/equipment:five-axis-mill")

    assert (found["label"], found["scheme"]) == ("Centre d'usinage 5 axes", "scheme:equipment")
    assert "fraiseuse 5 axes" in found["alternatives"]["fr"]
    assert [above["id"] for above in found["path"]] == [
        "equipment:machine-tool", "equipment:milling-machine", "equipment:machining-centre",
    ]  # fmt: skip
    assert found["definition"] == "Centre dont cinq axes bougent ensemble."


@pytest.mark.parametrize(
    ("scheme", "typed", "first"),
    [
        ("skill", "soudeur", "skill:welding"),
        ("skill", "soudage tig", "skill:tig-welding"),
        ("equipment", "fraiseuse 5 axe", "equipment:five-axis-mill"),
        ("product", "petit-lait", "product:whey"),
        ("product", "waste heat", "product:waste-heat"),
        ("problem", "scolytes", "problem:timber-dieback"),
    ],
)
def test_what_people_really_say_finds_the_concept(client: httpx.Client, scheme: str, typed: str, first: str) -> None:
    assert data(client, f"/v1/vocab/{scheme}/suggest", q=typed)[0]["id"] == first


def test_a_scheme_is_browsed_from_its_branches(client: httpx.Client) -> None:
    tops = data(client, "/v1/vocab/refusal/tree")
    branches = {node["id"]: node for node in data(client, "/v1/vocab/equipment/tree")}

    assert len(tops) == 17
    assert branches["equipment:furnace"]["descendants"] > branches["equipment:furnace"]["narrower"]
    assert "equipment:five-axis-mill" not in branches


def test_chains_and_their_stages_are_there_and_nobody_holds_them(client: httpx.Client) -> None:
    chains = {chain["id"]: chain for chain in data(client, "/v1/value-chains")}
    stages = data(client, "/v1/value-chains/chain:hydrogen/stages")

    assert set(chains) == {
        "chain:automotive", "chain:bio-building", "chain:chemistry", "chain:digital", "chain:food", "chain:health",
        "chain:hydrogen", "chain:logistics", "chain:metal", "chain:textile", "chain:wood",
    }  # fmt: skip
    assert {chain["held"] for chain in chains.values()} == {0}
    assert [stage["stage"] for stage in stages][:3] == [
        "stage:hydrogen-power", "stage:hydrogen-components", "stage:hydrogen-electrolysis",
    ]  # fmt: skip


def test_a_small_file_does_not_sweep_the_vocabulary_away(
    loads: list[LoadReport], store: BoltStore, tmp_path: Path
) -> None:
    assert loads
    file = tmp_path / "few.ttl"
    file.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix skill: <https://w3id.org/sillon/id/skill/> .\n"
        'skill:weaving a skos:Concept ; skos:prefLabel "Tissage"@fr .\n',
        encoding="utf-8",
    )
    before = store.digest()

    with pytest.raises(DataErrors, match="nothing was written"):
        pipeline.run(store, "schemes", [file])

    assert store.digest() == before
