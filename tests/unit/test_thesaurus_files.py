"""What files of every shape mean to the checks: several together, derived words, labels with IRIs, large ones."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_service.schema.rdf import Iri
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.check import check_files
from graph_service.schema.thesaurus.graphs import Above
from graph_service.schema.thesaurus.model import Thesaurus
from graph_service.schema.thesaurus.reading import read_theirs
from graph_service.schema.thesaurus.tags import valid
from tests.unit.breaches import CLEAN, counts


def test_files_are_checked_together_and_a_blank_node_belongs_to_its_file(tmp_path: Path) -> None:
    head = "\n".join(line for line in CLEAN.splitlines() if line.startswith("@prefix"))
    whole = CLEAN.replace(":shelf a skos:Concept", "#cut\n:shelf a skos:Concept")
    first, second = whole.split("#cut\n")
    note = '\n:board skos:note _:n . _:n rdfs:label "Une note"@fr .'

    assert counts(first, head + second, folder=tmp_path) == {}
    assert counts(first + note, head + second + note.replace("_:n rdfs:label", "_:m rdfs:label"), folder=tmp_path) == {}
    assert counts(first, folder=tmp_path) == {"missing_labels": 1}


def test_a_finding_names_the_file_and_the_line(tmp_path: Path) -> None:
    path = tmp_path / "wood.ttl"
    said = CLEAN + ":tool skos:broader :gone .\n"
    path.write_text(said, encoding="utf-8")
    (dangling,) = check_files([path]).found["missing_labels"]

    assert dangling.iris == ("https://example.org/wood/gone",)
    assert dangling.place.file == str(path)
    assert said.splitlines()[dangling.place.line - 1] == ":tool skos:broader :gone ."


def test_what_the_files_derive_from_the_words_of_skos_counts_as_these(tmp_path: Path) -> None:
    own = """
    :partOf rdfs:subPropertyOf :within . :within rdfs:subPropertyOf skos:broader, :partOf .
    :Material rdfs:subClassOf skos:Concept .
    :plank a :Material ; :partOf :plank .
    """

    found = counts(CLEAN + own, folder=tmp_path)
    assert found["reflexive_relations"] == 1
    assert found["undocumented_concepts"] == found["missing_labels"] == 1


def test_a_prefix_that_looks_like_the_beginning_of_an_iri_loses_no_triple(tmp_path: Path) -> None:
    assert counts("@prefix https: <urn:x:> . @prefix http: <urn:y:> .\n" + CLEAN, folder=tmp_path) == {}


def test_labels_with_an_iri_of_their_own_are_labels(tmp_path: Path) -> None:
    said = 'skosxl:prefLabel [ skosxl:literalForm "Étagère"@fr ], [ skosxl:literalForm "Shelf"@en ] ; '
    plain = 'skos:prefLabel "Étagère"@fr, "Shelf"@en ; '

    assert counts(CLEAN.replace(plain, said), folder=tmp_path) == {}
    assert counts(CLEAN.replace(plain, ""), folder=tmp_path) == {"missing_labels": 1}


def test_a_file_that_also_states_what_follows_is_not_solely_transitive(tmp_path: Path) -> None:
    stated = ":shelf skos:broaderTransitive :all . :all skos:narrowerTransitive :shelf ."

    assert counts(CLEAN + stated, folder=tmp_path) == {}


def test_notations_of_two_systems_and_labels_of_two_schemes_do_not_clash(tmp_path: Path) -> None:
    systems = ':tool skos:notation "T"^^there:letters .'
    apart = CLEAN.replace('"1.2.1.1" ;', '"1.2.1.1" ; skos:hiddenLabel "outil"@fr ;')
    elsewhere = apart.replace("skos:exactMatch there:shelf ; skos:inScheme :scheme", "skos:exactMatch there:shelf")

    assert counts(CLEAN + systems, folder=tmp_path) == {}
    assert counts(apart, folder=tmp_path) == {"overlapping_labels": 1}
    assert counts(elsewhere, folder=tmp_path) == {}


@pytest.mark.parametrize(
    ("tag", "right"),
    [
        ("fr", True), ("FR", True), ("de-AT", True), ("zh-Hant-TW", True), ("sl-rozaj-biske", True), ("gsw", True),
        ("es-419", True), ("de-u-co-phonebk", True), ("x-patois", True), ("i-klingon", True), ("en-GB-oed", True),
        ("zz", False), ("fr-QX", False), ("french", False), ("fr_FR", False), ("f", False), ("fr-", False), ("", False),
    ],
)  # fmt: skip
def test_a_language_tag_is_checked_by_its_grammar_and_its_codes(tag: str, right: bool) -> None:
    assert valid(tag) is right


def ladder(rungs: int) -> str:
    return "".join(f":c{n} skos:broader :c{n + 1} ; skos:related :c{n * 3 % rungs} . " for n in range(rungs))


def comb(teeth: int) -> str:
    return "".join(f":c{n} skos:broader :all ; skos:related :c{n + 1} . " for n in range(teeth))


def knot(strands: int) -> str:
    return ladder(strands) + f":c{strands} skos:broader :c0 ."


def lattice(size: int) -> str:
    return "".join(f":c{n} skos:broader :c{n + 1}, :c{n + 2}, :c{n + 7} . " for n in range(size))


@pytest.mark.parametrize(
    ("shape", "check", "count"),
    [
        (ladder, "relation_clashes", 4_995),
        (comb, "valueless_associative_relations", 4_999),
        (knot, "cyclic_hierarchical_relations", 1),
        (lattice, "hierarchical_redundancy", 9_994),
    ],
)
def test_a_deep_a_wide_a_circular_and_a_dense_thesaurus_are_checked_in_seconds(
    shape: Callable[[int], str], check: str, count: int, tmp_path: Path
) -> None:
    began = time.process_time()
    found = counts(CLEAN + shape(5_000), folder=tmp_path)

    assert time.process_time() - began < 15
    assert found[check] == count


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_what_lies_above_is_the_transitive_closure(edges: set[tuple[int, int]]) -> None:
    above: dict[int, list[int]] = {}
    for low, high in sorted(edges):
        above.setdefault(low, []).append(high)
    reached = edges
    while (further := reached | {(a, d) for a, b in reached for c, d in reached if b == c}) != reached:
        reached = further
    every = {(a, b) for a in range(8) for b in range(8) if a != b}
    circles = {frozenset(b for b in range(8) if {(a, b), (b, a)} <= reached or a == b) for a in range(8)}
    graph = Above(above)

    assert graph.leading(every) == reached & every
    assert {frozenset(circle) for circle in graph.circles} == {circle for circle in circles if len(circle) > 1}
    assert graph.leading_far(every) == {
        (a, b)
        for a, b in reached & every
        if (b, a) not in reached
        and any({(a, c), (c, b)} <= reached and not {(c, a), (b, c)} & reached for c in range(8) if c != b)
    }


def test_five_thousand_concepts_take_seconds(tmp_path: Path) -> None:
    began = time.process_time()
    found = counts(CLEAN + thesaurus(5_000), folder=tmp_path)

    assert time.process_time() - began < 15
    assert found["hierarchical_redundancy"] == 50
    assert found["overlapping_labels"] == 99


def thesaurus(size: int) -> str:
    """A tree of ten under each, one in a hundred with a redundant second parent, one in fifty with a label twice."""
    lines = []
    for n in range(1, size):
        again = n - n % 50 if n % 50 == 1 else n
        skip = f", :t{n // 10 // 10}" if n % 100 == 99 else ""
        lines.append(
            f":t{n} a skos:Concept ; skos:inScheme :scheme ; skos:broader :t{n // 10}{skip} ;"
            f" skos:related :t{n * 7 % size} ;"
            f' skos:prefLabel "nom {again}"@fr, "name {n}"@en ;'
            f' skos:altLabel "autre {n}"@fr ; skos:definition "{n}"@fr .'
        )
    return "\n".join(lines)


def test_axioms_from_elsewhere_make_concepts_of_other_classes(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text("@prefix : <https://example.org/> . :one a :Stage .", encoding="utf-8")
    stage, concept = Iri("https://example.org/Stage"), terms.skos("Concept")

    assert not Thesaurus([read_theirs(path, "own.ttl")]).concepts
    assert list(Thesaurus([read_theirs(path, "own.ttl")], [(stage, concept)]).concepts) == ["https://example.org/one"]
