"""A small clean thesaurus, and one breach for each check to find in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from graph_service.schema.thesaurus.check import check_files

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
    Breach("literals_for_resources", 2, adds=':tool skos:broader "Matériaux"@fr ; skos:exactMatch "http://x.org/t" .'),
    Breach("http_uri_violations", adds=f"<urn:x:nail> {SOUND} ; skos:related :all . :all skos:related <urn:x:nail> ."),
    Breach("http_uri_violations", adds=f"_:nail {SOUND} ; skos:related :all . :all skos:related _:nail ."),
)  # fmt: skip


def counts(*texts: str, folder: Path) -> dict[str, int]:
    """What is found, zeros left out, in files that hold these texts and are checked together."""
    paths = [folder / f"{number}.ttl" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return {name: len(found) for name, found in check_files(paths).found.items() if found}
