"""Chains, products, equipment and processes that ship: large enough, whole, worded, aligned with codes that are."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from graph_service.analysis.text import fold
from graph_service.schema.model import GraphSchema
from graph_service.schema.rdf import Iri
from loaders import shipped
from tests.requirements import require
from tests.unit.told_schemes import SCHEMES, ends, one_piece, prefixes, rank, stages, texts, told, turtle

SIZES = {"products": 200, "equipment": 120, "processes": 40, "chains": 11 * 7}
"""What the design asks for, by file; a chain has six stages at least."""
CHAINS = {
    "hydrogen", "wood", "metal", "automotive", "textile", "food", "chemistry", "bio-building", "health", "digital",
    "logistics",
}  # fmt: skip
STAGE_EDGES = (
    "sl:stageOf", "sl:rank", "sl:typicalSector", "sl:yields", "sl:needsInput", "sl:needsSkill",
    "sl:needsEquipmentType", "sl:feeds",
)  # fmt: skip
KINDS_OF_HEAT = 6
TOLD_APART_BY_SECTOR = {("wood", "product:wood-chips")}
"""A sawmill and a dealer in fuel both leave chips; no sector is typical of both."""
NO_TRAINING = {
    "curing-oven", "parts-washer", "engraving-laser", "thermal-camera", "rheometer", "test-bench",
    "pallet-nailing-line", "pellet-press", "oil-press", "milk-tanker", "heat-storage", "air-compressor",
    "crate-washer", "wrapping-machine", "weighing-station",
}  # fmt: skip
"""Types that whoever works beside them is shown within a day; a test bench is as its narrower types are."""
MATCHES = tuple(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
DATA = Path(__file__).parents[2].parent / "shared" / "data"

each_file = pytest.mark.parametrize("name", sorted(SIZES))
each_scheme = pytest.mark.parametrize("name", sorted(SIZES.keys() - {"chains"}))
each_chain = pytest.mark.parametrize("chain", sorted(CHAINS))


@each_file
def test_a_scheme_has_the_size_that_the_design_asks_for(name: str) -> None:
    assert len(told(name)) >= SIZES[name]


def test_the_chains_are_those_of_the_territory() -> None:
    assert {curie.partition(":")[2] for curie in told("chains") if curie.startswith("chain:")} == CHAINS


def test_energy_has_its_carriers_and_waste_heat_its_temperatures() -> None:
    below = defaultdict(set)
    for curie in told("products"):
        for above in ends("products", curie, "skos:broader"):
            below[above].add(curie)
    heat, waiting = set(), ["product:waste-heat"]
    while waiting:
        heat.add(waiting[0])
        waiting += below[waiting.pop(0)]

    assert len(heat) >= KINDS_OF_HEAT
    assert len(below["product:energy-carrier"]) >= 10
    assert len(below["product:waste"]) >= 20


@each_file
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_everything_has_one_name_of_its_own_in_each_language(name: str, language: str) -> None:
    names = defaultdict(set)
    for curie in told(name):
        labels = texts(name, curie, "skos:prefLabel", language)
        assert len(labels) == 1, (curie, language)
        for label in (*labels, *texts(name, curie, "skos:altLabel", language)):
            names[curie.partition(":")[0], fold(label)].add(curie)

    assert {label: bearers for label, bearers in names.items() if len(bearers) > 1} == {}


@each_file
def test_what_people_say_in_french_stands_beside_the_label(name: str) -> None:
    assert [curie for curie in told(name) if not texts(name, curie, "skos:altLabel", "fr")] == []


@each_file
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everything_is_defined_by_a_sentence_of_its_own(name: str, language: str) -> None:
    sentences: Counter[str] = Counter()
    for curie in told(name):
        [sentence] = texts(name, curie, "skos:definition", language)
        assert sentence.endswith("."), (curie, sentence)
        assert len(sentence.split()) >= 4, (curie, sentence)
        assert fold(sentence.rstrip(".")) != fold(texts(name, curie, "skos:prefLabel", language)[0])
        sentences[sentence] += 1

    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@each_file
def test_a_notation_is_given_once_and_says_the_place(name: str) -> None:
    above = {curie: ends(name, curie, "skos:broader") or ends(name, curie, "sl:stageOf") for curie in told(name)}
    given = {curie: ends(name, curie, "skos:notation") for curie in told(name)}

    assert {len(codes) for codes in given.values()} == {1}
    assert len({codes[0] for codes in given.values()}) == len(given)
    assert len({codes[0][:2] for codes in given.values()}) == 1
    for curie, [code] in given.items():
        assert re.fullmatch(r"[A-Z]{2}\d{2}(\.\d{2})*", code), curie
        if above[curie]:
            assert code.rpartition(".")[0] == given[above[curie][0]][0], curie


@each_scheme
def test_a_word_is_below_one_word_of_its_scheme_or_begins_a_branch(name: str) -> None:
    for curie in told(name):
        above, tops = ends(name, curie, "skos:broader"), ends(name, curie, "skos:topConceptOf")
        assert len(above) + len(tops) == 1, curie
        assert set(above) <= told(name).keys(), curie
        assert len(ends(name, curie, "skos:inScheme")) == 1, curie
    assert sum(bool(ends(name, curie, "skos:topConceptOf")) for curie in told(name)) >= 3


@each_chain
def test_a_chain_has_from_six_to_fourteen_stages_counted_from_one(chain: str) -> None:
    assert 6 <= len(stages(chain)) <= 14
    assert [rank(stage) for stage in stages(chain)] == list(range(1, len(stages(chain)) + 1))


@each_chain
def test_a_stage_is_told_with_every_edge_and_the_last_one_may_feed_nothing(chain: str) -> None:
    for stage in stages(chain):
        lacking = {edge for edge in STAGE_EDGES if not ends("chains", stage, edge)}
        assert lacking <= ({"sl:feeds"} if stage == stages(chain)[-1] else set()), stage


@each_chain
def test_a_chain_hangs_together_along_the_edges_that_lead_forward(chain: str) -> None:
    feeds = [(stage, end) for stage in stages(chain) for end in ends("chains", stage, "sl:feeds")]
    forward = [(start, end) for start, end in feeds if rank(start) < rank(end)]

    assert {end for _, end in feeds} <= set(stages(chain))
    assert all(start != end for start, end in feeds)
    assert one_piece(stages(chain), forward)


@each_chain
def test_no_product_is_yielded_by_two_stages_of_a_chain(chain: str) -> None:
    yielded = Counter(product for stage in stages(chain) for product in ends("chains", stage, "sl:yields"))

    assert {(chain, product) for product, count in yielded.items() if count > 1} <= TOLD_APART_BY_SECTOR


def test_two_stages_with_a_sector_in_common_share_no_product_and_no_equipment() -> None:
    """Else whoever holds one would be said to hold the other."""
    every = [stage for chain in sorted(CHAINS) for stage in stages(chain)]
    of = {
        stage: [set(ends("chains", stage, edge)) for edge in ("sl:typicalSector", "sl:yields", "sl:needsEquipmentType")]
        for stage in every
    }

    assert [
        (one, other)
        for one, other in combinations(every, 2)
        if of[one][0] & of[other][0] and (of[one][1] & of[other][1] or of[one][2] & of[other][2])
    ] == []


def test_a_typical_sector_is_a_class_or_finer_of_the_sectors_that_ship() -> None:
    with shipped.reference("naf_rev2.csv").open(encoding="utf-8") as file:
        classes = {f"naf:{row['code']}" for row in csv.DictReader(file) if len(row["code"]) >= len("24.51")}

    cited = {
        sector for chain in CHAINS for stage in stages(chain) for sector in ends("chains", stage, "sl:typicalSector")
    }
    assert cited - classes == set()


def test_every_product_skill_certificate_and_type_that_is_cited_is_there() -> None:
    names = [path.stem for path in SCHEMES.glob("*.ttl")]
    known = {curie for name in names for curie in told(name)}
    cited = {
        end
        for name in SIZES
        for curie in told(name)
        for edge in (*STAGE_EDGES[3:], "sl:requires", "sl:madeBy")
        for end in ends(name, curie, edge)
    }

    assert cited - known == set()


def test_every_type_of_equipment_is_described_by_capabilities_with_a_unit(schema: GraphSchema) -> None:
    types = {curie for curie in told("equipment") if not ends("equipment", curie, "skos:topConceptOf")}
    types |= {"equipment:additive-machine"}
    described = {
        curie: [turtle("equipment").short(Iri(iri)) for iri in ends("equipment", curie, "sl:hasCapability")]
        for curie in types
    }

    assert [curie for curie, told_by in described.items() if not told_by] == []
    used = {name.removeprefix("sl:") for told_by in described.values() for name in told_by}
    assert used == set(schema.capabilities), "a capability of no type, or one that the ontology does not know"


def test_a_type_that_takes_training_says_which_skill() -> None:
    without = {
        curie.partition(":")[2]
        for curie in told("equipment")
        if not ends("equipment", curie, "skos:topConceptOf")
        and not any(end.startswith("skill:") for end in ends("equipment", curie, "sl:requires"))
    }

    assert without == NO_TRAINING


def test_the_demonstration_fills_no_capability_that_the_ontology_does_not_know(schema: GraphSchema) -> None:
    with shipped.demonstration("equipment.csv").open(encoding="utf-8", newline="") as file:
        columns = {name for name in csv.DictReader(file).fieldnames or () if name.startswith("cap_")}

    assert columns
    assert columns - schema.capabilities.keys() == set()


def test_a_process_is_done_with_some_equipment() -> None:
    processes = [curie for curie in told("processes") if not ends("processes", curie, "skos:topConceptOf")]

    assert [curie for curie in processes if not ends("processes", curie, "sl:madeBy")] == []


@each_scheme
def test_one_mapping_leads_from_a_word_to_a_code(name: str) -> None:
    led = Counter((curie, end) for curie in told(name) for kind in MATCHES for end in ends(name, curie, kind))

    assert [pair for pair, count in led.items() if count > 1] == []
    exact = Counter(end for curie in told(name) for end in ends(name, curie, "skos:exactMatch"))
    assert [end for end, count in exact.items() if count > 1] == []


@pytest.mark.data
def test_every_code_that_a_word_matches_is_one_of_its_publisher() -> None:
    require("data", DATA.is_dir(), f"{DATA} is not there")
    published = {f"cpa:{code}" for code in _codes("cpa_2_1.csv")}
    published |= {prefixes().make("ewc", code) for code in _codes("ewc_2002.csv")}
    facilities = (path.read_text(encoding="utf-8") for path in sorted((DATA / "equipment" / "okw").glob("*.json")))
    published |= {f"okw:{name}" for text in facilities for name in re.findall(r"wikipedia\.org/wiki/([^\"]+)\"", text)}

    matched = {
        end for name in sorted(SIZES) for curie in told(name) for kind in MATCHES for end in ends(name, curie, kind)
    }
    assert matched - published == set()
    assert len(matched) >= 150


def _codes(file: str) -> list[str]:
    with (DATA / "nomenclatures" / file).open(encoding="utf-8", newline="") as lines:
        return [row["code"] for row in csv.DictReader(lines)]
