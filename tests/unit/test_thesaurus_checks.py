"""Each check finds the one breach planted for it, says where, and nothing else says anything; two codes agree."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import rdflib

from graph_service.schema.rdf import Iri, read_turtle
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.check import CHECKS, NAMES, check_files
from graph_service.schema.thesaurus.model import Thesaurus
from graph_service.schema.thesaurus.reading import read
from graph_service.schema.thesaurus.tags import valid
from tests.requirements import require
from tests.unit.quality_by_rdflib import Recount

DATA = Path(__file__).parents[3] / "shared" / "data"
CLEAN = """\
@prefix : <https://example.org/wood/> .
@prefix there: <https://example.net/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .

:scheme a skos:ConceptScheme ; dct:title "Le bois"@fr, "Wood"@en ; skos:hasTopConcept :all .
:first a skos:Collection ; rdfs:label "Première transformation"@fr ; skos:member :board .
:all a skos:Concept ; skos:prefLabel "Matériaux"@fr, "Materials"@en ; skos:notation "1" ;
    skos:definition "Tout ce qui sert à faire."@fr ; skos:exactMatch there:all ;
    skos:topConceptOf :scheme ; skos:inScheme :scheme ; skos:narrower :tool, :wood .
:tool a skos:Concept ; skos:prefLabel "Outil"@fr, "Tool"@en ; skos:notation "1.1" ;
    skos:definition "Ce avec quoi on fait."@fr ; skos:closeMatch there:tool ;
    skos:inScheme :scheme ; skos:broader :all ; skos:related :board .
:wood a skos:Concept ; skos:prefLabel "Bois"@fr, "Wood"@en ; skos:altLabel "matière ligneuse"@fr ;
    skos:notation "1.2" ; skos:scopeNote "Brut ou scié."@fr ; rdfs:seeAlso there:wood ;
    skos:inScheme :scheme ; skos:broader :all ; skos:narrower :board .
:board a skos:Concept ; skos:prefLabel "Planche"@fr, "Board"@en ; skos:notation "1.2.1" ;
    skos:example "Une étagère."@fr ; skos:broadMatch there:wood ;
    skos:inScheme :scheme ; skos:broader :wood ; skos:narrower :shelf ; skos:related :tool .
:shelf a skos:Concept ; skos:prefLabel "Étagère"@fr, "Shelf"@en ; skos:notation "1.2.1.1" ;
    skos:note "Posée ou pendue."@fr ; skos:exactMatch there:shelf ; skos:inScheme :scheme ; skos:broader :board .
"""
SOUND = """ a skos:Concept ; skos:prefLabel "Clou"@fr, "Nail"@en ; skos:definition "Il tient."@fr ;
    rdfs:seeAlso there:nail ; skos:inScheme :scheme """


@dataclass(frozen=True)
class Breach:
    """What is done to the clean thesaurus, the check that is to find it, and everything that is then found."""

    check: str
    count: int = 1
    adds: str = ""
    drops: str = ""
    puts: str = ""
    besides: tuple[str, ...] = ()
    """Checks that find the same breach under another name, or what it cannot be had without; once for each finding."""

    def turtle(self) -> str:
        assert self.drops in CLEAN
        return CLEAN.replace(self.drops, self.puts, 1) + self.adds if self.drops else CLEAN + self.adds

    def expected(self) -> dict[str, int]:
        return {self.check: self.count, **Counter(self.besides)}


BREACHES = (
    Breach(
        "s9_concept_and_scheme_disjoint",
        adds=":all a skos:ConceptScheme ; skos:hasTopConcept :all ; skos:topConceptOf :all .",
    ),
    Breach("s13_labels_disjoint", adds=':wood skos:hiddenLabel "Bois"@FR .', besides=("disjoint_labels_violation",)),
    Breach("disjoint_labels_violation", adds=':wood skos:altLabel "  BOIS"@fr .'),
    Breach(
        "s14_one_preferred_label_per_language",
        adds=':wood skos:prefLabel "Bois de construction"@fr .',
        besides=("inconsistent_preferred_labels",),
    ),
    Breach(
        "s14_one_preferred_label_per_language",
        2,
        adds=':wood skos:prefLabel "Bois scié"@fr, "Timber"@en .',
        besides=("inconsistent_preferred_labels",),
    ),
    Breach(
        "inconsistent_preferred_labels",
        adds=':first skos:prefLabel "Premier"@fr, "Première"@fr .',
        besides=("s14_one_preferred_label_per_language",),
    ),
    Breach(
        "s27_related_disjoint_with_broader_transitive",
        adds=":all skos:related :shelf . :shelf skos:related :all .",
        besides=("relation_clashes",),
    ),
    Breach(
        "relation_clashes",
        adds=":board skos:relatedMatch there:wood .",
        besides=("s27_related_disjoint_with_broader_transitive",),
    ),
    Breach(
        "s37_collection_disjoint",
        adds=":first a skos:ConceptScheme ; skos:hasTopConcept :all . :all skos:topConceptOf :first .",
    ),
    Breach(
        "s46_exact_match_disjoint",
        adds=":tool skos:exactMatch there:x . :all skos:exactMatch there:x, there:y . :tool skos:broadMatch there:y .",
    ),
    Breach(
        "mapping_clashes",
        adds=":shelf skos:narrowMatch there:shelf .",
        besides=("s46_exact_match_disjoint",),
    ),
    Breach("omitted_or_invalid_language_tags", adds=':wood skos:scopeNote "Sans langue." .'),
    Breach("omitted_or_invalid_language_tags", adds=':wood skos:historyNote "Coupé en hiver."@zz .'),
    Breach("omitted_or_invalid_language_tags", adds=':scheme dct:title "Holz" .'),
    Breach("incomplete_language_coverage", drops=', "Tool"@en'),
    Breach("incomplete_language_coverage", 4, adds=':wood skos:altLabel "Holz"@de .'),
    Breach(
        "no_common_languages",
        drops='"Matériaux"@fr, "Materials"@en', puts='"Werkstoffe"@de', besides=("incomplete_language_coverage",) * 5,
    ),
    Breach("undocumented_concepts", drops='skos:note "Posée ou pendue."@fr ; '),
    Breach("overlapping_labels", adds=':tool skos:hiddenLabel "étagère"@fr .'),
    Breach("missing_labels", drops='skos:prefLabel "Étagère"@fr, ', puts='skos:altLabel "Étagère"@fr, '),
    Breach("missing_labels", drops='dct:title "Le bois"@fr, "Wood"@en ; '),
    Breach("missing_labels", drops='rdfs:label "Première transformation"@fr ; '),
    Breach("missing_labels", adds=":tool skos:broader :gone ."),
    Breach("unprintable_characters", adds=':tool skos:altLabel "ou\u00adtillage"@fr .'),
    Breach("empty_labels", adds=':tool skos:altLabel " \u00a0"@fr .'),
    Breach("ambiguous_notations", drops='"1.2"', puts='"1.1"'),
    Breach("ambiguous_notations", adds=':tool skos:notation "T" .'),
    Breach("orphan_concepts", adds=f":nail {SOUND} . :first skos:member :nail ."),
    Breach(
        "disconnected_clusters", 2,
        adds=f":nail {SOUND} ; skos:related :screw . :screw "
        f'{SOUND.replace("Clou", "Vis").replace("Nail", "Screw")} ; skos:related :nail .',
    ),
    Breach("cyclic_hierarchical_relations", adds=":board skos:broader :shelf . :shelf skos:narrower :board ."),
    Breach("valueless_associative_relations", adds=":wood skos:related :tool . :tool skos:related :wood ."),
    Breach(
        "solely_transitively_related",
        adds=":tool skos:broaderTransitive :wood . :wood skos:narrowerTransitive :tool .",
    ),
    Breach("unidirectionally_related", drops=" ; skos:related :tool"),
    Breach("unidirectionally_related", drops="skos:topConceptOf :scheme ; "),
    Breach("omitted_top_concepts", adds=':other a skos:ConceptScheme ; rdfs:label "Autre"@fr .'),
    Breach("top_concepts_having_broader", adds=":tool skos:topConceptOf :scheme . :scheme skos:hasTopConcept :tool ."),
    Breach("hierarchical_redundancy", adds=":shelf skos:broader :wood . :wood skos:narrower :shelf ."),
    Breach("reflexive_relations", adds=":tool skos:related :tool ."),
    Breach("mapping_misuse", 2, adds=":tool skos:closeMatch :shelf . :shelf skos:closeMatch :tool ."),
    Breach("missing_in_links", adds=f":nail {SOUND} ; skos:broader :all .", besides=("unidirectionally_related",)),
    Breach("missing_out_links", drops="skos:exactMatch there:shelf ; "),
    Breach("undefined_skos_resources", adds=":tool skos:prefSymbol there:picture ."),
    Breach("http_uri_violations", adds=f"<urn:wood:nail> {SOUND} ; skos:related :all . :all skos:related <urn:wood:nail> ."),
    Breach("http_uri_violations", adds=f"_:nail {SOUND} ; skos:related :all . :all skos:related _:nail ."),
)  # fmt: skip


def counts(*texts: str, folder: Path) -> dict[str, int]:
    """What is found, zeros left out, in files that hold these texts and are checked together."""
    paths = [folder / f"{number}.ttl" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return {name: len(found) for name, found in check_files(paths).found.items() if found}


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
    path.write_text(CLEAN + ":tool skos:broader :gone .\n", encoding="utf-8")
    (dangling,) = check_files([path]).found["missing_labels"]

    assert dangling.iris == ("https://example.org/wood/gone",)
    assert dangling.place.file == str(path)
    assert CLEAN.splitlines()[dangling.place.line - 1].startswith(":tool a skos:Concept")


def test_what_the_files_derive_from_the_words_of_skos_counts_as_these(tmp_path: Path) -> None:
    own = """
    :partOf rdfs:subPropertyOf :within . :within rdfs:subPropertyOf skos:broader, :partOf .
    :Material rdfs:subClassOf skos:Concept .
    :plank a :Material ; :partOf :plank .
    """

    found = counts(CLEAN + own, folder=tmp_path)
    assert found["reflexive_relations"] == 1
    assert found["undocumented_concepts"] == found["missing_labels"] == 1


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
    return "".join(f":c{n} skos:broader :c{n + 1} . " for n in range(rungs))


def comb(teeth: int) -> str:
    return "".join(f":c{n} skos:broader :all ; skos:related :c{n + 1} . " for n in range(teeth))


def knot(strands: int) -> str:
    return ladder(strands) + f":c{strands} skos:broader :c0 ."


@pytest.mark.parametrize(("shape", "circles"), [(ladder, 0), (comb, 0), (knot, 1)])
def test_a_deep_a_wide_and_a_circular_thesaurus_are_checked(
    shape: Callable[[int], str], circles: int, tmp_path: Path
) -> None:
    found = counts(CLEAN + shape(5_000), folder=tmp_path)

    assert found["missing_labels"] == 5_001
    assert found.get("cyclic_hierarchical_relations", 0) == circles


def test_five_thousand_concepts_take_seconds(tmp_path: Path) -> None:
    began = time.perf_counter()
    found = counts(CLEAN + thesaurus(5_000), folder=tmp_path)

    assert time.perf_counter() - began < 15
    assert found["hierarchical_redundancy"] == 50
    assert found["overlapping_labels"] == 100


def thesaurus(size: int) -> str:
    """A tree of ten under each, one in a hundred with a redundant second parent, one in fifty with a label twice."""
    lines = []
    for n in range(1, size):
        again = n - n % 50 if n % 50 == 1 else n
        skip = f", :t{n // 10 // 10}" if n % 100 == 99 else ""
        lines.append(
            f":t{n} a skos:Concept ; skos:inScheme :scheme ; skos:broader :t{n // 10}{skip} ; skos:related :t{n * 7 % size} ;"
            f' skos:prefLabel "nom {again}"@fr, "name {n}"@en ; skos:altLabel "autre {n}"@fr ; skos:definition "{n}"@fr .'
        )
    return "\n".join(lines)


def test_axioms_from_elsewhere_make_concepts_of_other_classes(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text("@prefix : <https://example.org/> . :one a :Stage .", encoding="utf-8")
    stage, concept = Iri("https://example.org/Stage"), terms.skos("Concept")

    assert not Thesaurus([read(path, "own.ttl")]).concepts
    assert list(Thesaurus([read(path, "own.ttl")], [(stage, concept)]).concepts) == ["https://example.org/one"]
