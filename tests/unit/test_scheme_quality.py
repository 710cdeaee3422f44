"""The words of the schemes that ship: enough of them, in two languages at least, defined, coded, placed and aligned.

One file at a time and triple by triple, as another SKOS tool would read it.
"""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from graph_service import resources
from graph_service.analysis.text import fold
from graph_service.kernel.identifiers import PrefixTable
from graph_service.schema.prefixes import read_prefixes
from graph_service.schema.rdf import Iri, Text, Turtle, read_turtle
from tests.requirements import require

SIZES = {"skills": 150, "problems": 80, "topics": 60, "functions": 40, "certificates": 30, "refusals": 8}
"""What the design asks for, by file."""
MAPPINGS = tuple(f"skos:{kind}Match" for kind in ("exact", "close", "broad", "narrow", "related"))
LANGUAGES = ("fr", "en")
DATA = Path(__file__).parents[2].parent / "shared" / "data"
CONCEPT = "http://www.w3.org/2004/02/skos/core#Concept"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

each_file = pytest.mark.parametrize("name", sorted(SIZES))
each_language = pytest.mark.parametrize("language", [*LANGUAGES, "de"])


@cache
def scheme(name: str) -> Turtle:
    """The triples of a file, read once."""
    return read_turtle(resources.folder("ontology") / "schemes" / f"{name}.ttl")


def concepts(turtle: Turtle) -> list[Iri]:
    return turtle.subjects(TYPE, CONCEPT)


def said(turtle: Turtle, concept: Iri, predicate: str, language: str | None = None) -> list[str]:
    """The literals of a predicate, in one language or in all."""
    texts = [item for item in turtle.objects(concept, predicate) if isinstance(item, Text)]
    return [text.value for text in texts if language in (None, text.lang)]


def aligned(turtle: Turtle) -> Iterator[tuple[Iri, str, str]]:
    """Concept, kind of mapping, target."""
    for concept in concepts(turtle):
        for kind in MAPPINGS:
            for target in turtle.objects(concept, kind):
                yield concept, kind, str(target)


@pytest.fixture(scope="module")
def prefixes() -> PrefixTable:
    return read_prefixes(resources.folder("ontology") / "prefixes.toml")


@each_file
def test_a_scheme_has_the_size_that_the_design_asks_for(name: str) -> None:
    assert len(concepts(scheme(name))) >= SIZES[name]


@each_file
@each_language
def test_a_concept_has_one_preferred_label_in_each_language(name: str, language: str) -> None:
    counted = {c: said(scheme(name), c, "skos:prefLabel", language) for c in concepts(scheme(name))}

    assert {concept: labels for concept, labels in counted.items() if len(labels) != 1} == {}


@each_file
def test_every_label_and_definition_says_its_language(name: str) -> None:
    turtle = scheme(name)
    for concept in concepts(turtle):
        for predicate in ("skos:prefLabel", "skos:altLabel", "skos:definition", "skos:scopeNote"):
            tags = {item.lang for item in turtle.objects(concept, predicate) if isinstance(item, Text)}
            assert tags <= {*LANGUAGES, "de"}, (concept, predicate)


@each_file
@each_language
def test_no_two_concepts_of_a_scheme_have_one_name(name: str, language: str) -> None:
    turtle = scheme(name)
    named = defaultdict(list)
    for concept in concepts(turtle):
        for predicate in ("skos:prefLabel", "skos:altLabel"):
            for label in said(turtle, concept, predicate, language):
                named[label.casefold()].append(turtle.short(concept))

    assert {label: bearers for label, bearers in named.items() if len(bearers) > 1} == {}


@each_file
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_concept_is_defined_by_a_sentence_of_its_own(name: str, language: str) -> None:
    turtle = scheme(name)
    sentences: Counter[str] = Counter()
    for concept in concepts(turtle):
        notes = [
            *said(turtle, concept, "skos:definition", language),
            *said(turtle, concept, "skos:scopeNote", language),
        ]
        assert notes, f"{concept} has neither definition nor scope note in {language}"
        for note in notes:
            assert note.endswith("."), (concept, note)
            assert len(note.split()) >= 4, (concept, note)
            assert note.rstrip(".").casefold() != said(turtle, concept, "skos:prefLabel", language)[0].casefold()
        sentences.update(notes)

    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@each_file
def test_what_people_say_is_told_beside_the_label(name: str) -> None:
    without = [c for c in concepts(scheme(name)) if not said(scheme(name), c, "skos:altLabel", "fr")]

    assert without == []


@each_file
def test_a_notation_is_given_once_and_to_all_in_one_form(name: str) -> None:
    turtle = scheme(name)
    given = [said(turtle, concept, "skos:notation") for concept in concepts(turtle)]
    codes = [code for one in given for code in one]

    assert {len(one) for one in given} == {1}
    assert [code for code, count in Counter(codes).items() if count > 1] == []
    assert [code for code in codes if not re.fullmatch(r"[A-Z]{2}\d{2}(\.\d{2})*", code)] == []
    assert len({code[:2] for code in codes}) == 1, "one scheme, one pair of letters"


@each_file
def test_a_concept_has_one_parent_or_is_a_top(name: str) -> None:
    turtle = scheme(name)
    known = set(concepts(turtle))
    for concept in known:
        above, tops = turtle.objects(concept, "skos:broader"), turtle.objects(concept, "skos:topConceptOf")
        instead = turtle.objects(concept, "sl:replacedBy")
        assert len(above) + len(tops) + len(instead) == 1, concept
        assert set(instead) <= known, concept
        assert set(above) <= known, concept
        assert len(turtle.objects(concept, "skos:inScheme")) == 1, concept


@each_file
def test_related_is_said_from_both_ends_and_not_of_what_lies_above(name: str) -> None:
    turtle = scheme(name)
    for concept in concepts(turtle):
        above = set()
        way = list(turtle.objects(concept, "skos:broader"))
        while way:
            higher = way.pop()
            assert isinstance(higher, Iri)
            above.add(higher)
            way.extend(turtle.objects(higher, "skos:broader"))
        for other in turtle.objects(concept, "skos:related"):
            assert isinstance(other, Iri)
            assert concept in turtle.objects(other, "skos:related"), (concept, other)
            assert other not in {concept, *above}, (concept, other)


@each_file
def test_an_alignment_leads_to_a_scheme_of_others_that_we_have_a_prefix_for(name: str, prefixes: PrefixTable) -> None:
    own = {prefixes.from_iri(concept) for concept in concepts(scheme(name))}
    for concept, kind, target in aligned(scheme(name)):
        curie = prefixes.from_iri(Iri(target))
        assert curie is not None, (concept, kind, target)
        assert curie not in own, (concept, kind, target)


@each_file
def test_no_two_kinds_of_mapping_lead_from_a_concept_to_one_target(name: str) -> None:
    pairs = Counter((concept, target) for concept, _, target in aligned(scheme(name)))

    assert [pair for pair, count in pairs.items() if count > 1] == []


def test_sixty_skills_and_more_are_aligned_with_esco() -> None:
    linked = {concept for concept, _, target in aligned(scheme("skills")) if "/esco/" in target}

    assert len(linked) >= 60


@each_file
def test_what_is_exactly_the_same_is_so_for_one_concept_only(name: str) -> None:
    exact = Counter(target for _, kind, target in aligned(scheme(name)) if kind == "skos:exactMatch")

    assert [target for target, count in exact.items() if count > 1] == []


@pytest.mark.data
def test_every_alignment_leads_to_something_that_its_publisher_has(prefixes: PrefixTable) -> None:
    require("data", DATA.is_dir(), f"{DATA} is not there")
    published = {
        *_column("skills/skills_fr.csv", "conceptUri"),
        *read_turtle(DATA / "themes/sdg_goals.ttl").named_subjects(),
    }
    curies = {f"rome:{code}" for code in _column("skills/lbb_rome_labels.csv", "rome_id", "|")}
    curies |= {
        f"theme:{_slug(name)}" for name in _column("themes/aides_territoires_thematiques.csv", "sous_thematique")
    }

    unknown = {
        target
        for name in SIZES
        for _, _, target in aligned(scheme(name))
        if target not in published and prefixes.from_iri(Iri(target)) not in curies
    }
    assert unknown == set()


def _column(file: str, column: str, delimiter: str = ",") -> set[str]:
    with (DATA / file).open(encoding="utf-8", newline="") as lines:
        return {row[column] for row in csv.DictReader(lines, delimiter=delimiter)}


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
