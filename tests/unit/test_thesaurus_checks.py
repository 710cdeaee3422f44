"""Each check finds the one breach planted for it, says where, and nothing else says anything; two codes agree."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from graph_service.schema.rdf import read_turtle
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.check import CHECKS, NAMES, check_files
from tests.requirements import require
from tests.unit.breaches import BREACHES, CLEAN, Breach, counts
from tests.unit.quality_by_rdflib import Recount

DATA = Path(__file__).parents[3] / "shared" / "data"


def by_rdflib(turtle: str) -> dict[str, int]:
    return Recount(rdflib.Graph().parse(data=turtle, format="turtle")).counts()


def test_a_clean_thesaurus_is_passed_in_silence(tmp_path: Path) -> None:
    assert counts(CLEAN, folder=tmp_path) == {}


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.check)
def test_a_planted_breach_is_found_by_its_check_and_by_no_unrelated_one(breach: Breach, tmp_path: Path) -> None:
    assert counts(breach.turtle(), folder=tmp_path) == breach.expected()


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: breach.check)
def test_other_code_counts_a_planted_breach_alike(breach: Breach) -> None:
    assert {name: count for name, count in by_rdflib(breach.turtle()).items() if count} == breach.expected()


def test_every_check_has_a_breach_of_its_own_and_a_definition_with_its_source() -> None:
    assert {breach.check for breach in BREACHES} == set(NAMES) == by_rdflib(CLEAN).keys()
    assert [each.__name__ for each in CHECKS if not any(s in str(each.__doc__) for s in ("SKOS", "SM14"))] == []


@pytest.mark.data
@pytest.mark.parametrize("place", ["nomenclatures/naf_2025.ttl", "themes/sdg_goals.ttl"])
def test_the_counts_of_a_published_vocabulary_are_those_of_other_code(place: str) -> None:
    require("data", (DATA / place).is_file(), f"{place} lies beside the checkout, in ../shared/data")
    found = {name: len(findings) for name, findings in check_files([DATA / place]).found.items()}

    assert found == by_rdflib((DATA / place).read_text(encoding="utf-8"))


@pytest.mark.data
def test_the_words_of_skos_are_those_that_its_ontology_defines() -> None:
    ontology = DATA / "vocabularies" / "skos.ttl"
    require("data", ontology.is_file(), "SKOS itself lies beside the checkout, in ../shared/data")
    defined = {terms.local(iri) for iri in read_turtle(ontology).named_subjects()}

    assert defined - {None, ""} == terms.DEFINED
