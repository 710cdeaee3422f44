"""All checks on some files, and what the project's own schemes may have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph_service.schema.contradictions import broken
from graph_service.schema.entries import known_keys, read_toml
from graph_service.schema.rdf import Iri
from graph_service.schema.thesaurus import integrity, labels, languages, links, structure, terms
from graph_service.schema.thesaurus.findings import Finding
from graph_service.schema.thesaurus.model import Thesaurus
from graph_service.schema.thesaurus.reading import read_ours, read_theirs

QUALITY = "quality.toml"
SCHEMES = "schemes"
MEANING = "sillon.ttl"

CHECKS: Sequence[Callable[[Thesaurus], Iterator[Finding]]] = (
    integrity.s9_concept_and_scheme_disjoint,
    integrity.s13_labels_disjoint,
    integrity.s14_one_preferred_label_per_language,
    integrity.s27_related_disjoint_with_broader_transitive,
    integrity.s37_collection_disjoint,
    integrity.s46_exact_match_disjoint,
    languages.omitted_or_invalid_language_tags,
    languages.incomplete_language_coverage,
    languages.no_common_languages,
    labels.undocumented_concepts,
    labels.overlapping_labels,
    labels.missing_labels,
    labels.unprintable_characters,
    labels.empty_labels,
    labels.ambiguous_notations,
    structure.orphan_concepts,
    structure.disconnected_clusters,
    structure.cyclic_hierarchical_relations,
    structure.valueless_associative_relations,
    structure.solely_transitively_related,
    structure.unidirectionally_related,
    structure.omitted_top_concepts,
    structure.top_concepts_having_broader,
    structure.hierarchical_redundancy,
    structure.reflexive_relations,
    labels.disjoint_labels_violation,
    labels.inconsistent_preferred_labels,
    integrity.relation_clashes,
    integrity.mapping_clashes,
    links.mapping_misuse,
    links.missing_in_links,
    links.missing_out_links,
    links.undefined_skos_resources,
    links.literals_for_resources,
    links.http_uri_violations,
)
"""In the order of the report; a check's name there is that of its function."""
NAMES: Sequence[str] = tuple(check.__name__ for check in CHECKS)


@dataclass(frozen=True, slots=True)
class Report:
    """What each check found, in the order of the files, and how much of it is allowed."""

    found: Mapping[str, Sequence[Finding]]
    allowed: Mapping[str, int]

    def unexpected(self) -> dict[str, tuple[int, int]]:
        """(found, allowed) of each check where the two differ, in either direction."""
        pairs = {name: (len(findings), self.allowed.get(name, 0)) for name, findings in self.found.items()}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def as_json(self) -> dict[str, Any]:
        """`{"checks": {name: {"count": n, "items": [{"iris", "says", "file", "line"}]}}}`."""
        return {
            "checks": {
                name: {"count": len(findings), "items": [finding.as_json() for finding in findings]}
                for name, findings in self.found.items()
            }
        }


def report(thesaurus: Thesaurus, allowed: Mapping[str, int] | None = None) -> Report:
    """Run every check."""
    files = {place.file: number for number, place in enumerate(triple.place for triple in thesaurus.triples)}

    def order(finding: Finding) -> tuple[int, int, tuple[str, ...]]:
        return files.get(finding.place.file, 0), finding.place.line, finding.iris

    return Report({check.__name__: sorted(check(thesaurus), key=order) for check in CHECKS}, allowed or {})


def check_files(paths: Iterable[Path]) -> Report:
    """Check files together, as one thesaurus. Raises WrongInput, DataErrors."""
    return report(Thesaurus(read_theirs(path, str(path)) for path in paths))


def check_ours(ontology: Path) -> Report:
    """Check the schemes of this ontology folder together, and compare with what its quality.toml allows.

    Of sillon.ttl only the subclasses and subproperties are taken: chains and stages are concepts. Its own schemes are
    closed lists of values, which the schema checks. Raises BrokenPromise.
    """
    return report(our_thesaurus(ontology), read_allowed(ontology / QUALITY))


def our_thesaurus(ontology: Path) -> Thesaurus:
    """The schemes of an ontology folder together. Raises BrokenPromise."""
    files = sorted((ontology / SCHEMES).glob("*.ttl"))
    names = [path.relative_to(ontology.parent).as_posix() for path in files]
    return Thesaurus((read_ours(path, name) for path, name in zip(files, names, strict=True)), axioms_of(ontology))


def axioms_of(ontology: Path) -> list[tuple[Iri, Iri]]:
    """What sillon.ttl says to lie below what: by it a stage is a concept. Raises BrokenPromise."""
    _, said = read_ours(ontology / MEANING, MEANING)
    return [
        (subject, item)
        for subject, predicate, item, _ in said
        if predicate in (terms.SUB_CLASS, terms.SUB_PROPERTY) and isinstance(subject, Iri) and isinstance(item, Iri)
    ]


def read_allowed(path: Path) -> Mapping[str, int]:
    """How many findings of which check are allowed. Raises BrokenPromise for an entry without count or reason."""
    allowed = {}
    for name, entry in read_toml(path).items():
        if name not in NAMES or not isinstance(entry, dict):
            raise broken(path.name, f"[{name}]", "there is no such check", f"Use one of {', '.join(NAMES)}")
        known_keys(path.name, f"[{name}]", entry, {"count", "reason"})
        count, reason = entry.get("count"), entry.get("reason")
        if type(count) is not int or count < 1:
            raise broken(path.name, f"[{name}]", "the count is not a number from 1 on", "Count them, or drop the entry")
        if not isinstance(reason, str) or not reason.strip():
            raise broken(path.name, f"[{name}]", "there is no reason", "Say why these may stay")
        allowed[name] = count
    return allowed
