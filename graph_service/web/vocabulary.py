"""The vocabulary: trees of words, their list from A to Z, and the page of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.analysis.text import fold
from graph_service.kernel.errors import NotFound
from graph_service.projection.concepts import concept_tree
from graph_service.projection.usage import ACTOR, usage
from graph_service.vocabulary.models import Concept, ConceptRef, Scheme, UsedBy
from graph_service.vocabulary.service import alphabet, branches, concept, schemes
from graph_service.vocabulary.suggestions import suggest
from graph_service.web.address import Address
from graph_service.web.page import Content, Visit, page

router = APIRouter(include_in_schema=False)

_FIRST: Final = "naf"
"""The scheme one sees when none is asked for, if it is loaded."""
_SUGGESTIONS: Final = 20
_WHOLE: Final = 600
"""Concepts of a scheme that is shown whole. Of a larger one the tree has two levels, each word leading further down,
and so many branches; the words from A to Z come letter by letter."""
_LEVELS: Final = 8
_LEVELS_OF_LARGE: Final = 2
_ALPHABET: Final = "alphabet"


@dataclass(frozen=True, slots=True)
class SchemeShown:
    """A scheme, with the name it has in addresses."""

    id: str
    name: str
    label: str
    concepts: int
    version: str | None


@dataclass(frozen=True, slots=True)
class Initial:
    """The words that begin with one letter, or with none."""

    letter: str
    words: tuple[ConceptRef, ...]


@dataclass(frozen=True, slots=True)
class UsedHere:
    """Who names a concept, and where these things are listed, if a page lists them."""

    used: UsedBy
    there: Address | None


@router.get("/vocabulaire")
def vocabulary(request: Request) -> Response:
    """The tree of a scheme, or its words from A to Z, and a search in all schemes."""
    return page(request, _vocabulary)


@router.get("/vocabulaire/{concept_id:path}")
def concept_page(request: Request, concept_id: str) -> Response:
    """A concept: its names, its place, who uses it. One that was given up leads to what took its place."""
    return page(request, lambda visit: _concept(visit, concept_id))


def _vocabulary(visit: Visit) -> Content:
    known = [_shown(scheme) for scheme in schemes(visit.store, visit.viewer, lang=visit.lang)]
    if not known:
        return Content("vocabulary.html", "vocabulary", {"scheme": None, "schemes": ()})
    chosen = _chosen(visit, known)
    typed = visit.asked("q")[:200]
    suggestions = suggest(visit.store, visit.viewer, None, typed, lang=visit.lang, limit=_SUGGESTIONS) if typed else []
    whole = chosen.concepts <= _WHOLE
    by_letter = visit.asked("view") == _ALPHABET
    letters = _letters(alphabet(visit.store, visit.viewer, chosen.name, lang=visit.lang)) if by_letter else []
    shown = next((one for one in letters if one.letter == visit.asked("letter")), letters[0] if letters else None)
    levels = _LEVELS if whole else _LEVELS_OF_LARGE
    tops = [] if by_letter else branches(visit.store, visit.viewer, chosen.name, levels=levels, lang=visit.lang)
    values = {
        "scheme": chosen,
        "schemes": known,
        "typed": typed,
        "suggestions": suggestions,
        "scheme_labels": {scheme.id: scheme.label for scheme in known},
        "by_letter": by_letter,
        "letters": letters,
        "initials": letters if whole else [shown] if shown else [],
        "tree": tops[:_WHOLE],
        "more": max(len(tops) - _WHOLE, 0),
        "actors": _actors(visit, [found.id for found in suggestions]),
    }
    return Content("vocabulary.html", "vocabulary", values)


def _concept(visit: Visit, concept_id: str) -> Content:
    found = concept(visit.store, visit.viewer, visit.curie(concept_id), lang=visit.lang)
    known = concept_tree(visit.store)
    current = known.ids[known.current(known.number[found.id])]
    if current != found.id:
        return Content("concept.html", "vocabulary", moved_to=visit.to(f"/vocabulaire/{current}", replaces=found.id))
    values = {
        "concept": found,
        "actors": _actors(visit, [found.id])[found.id],
        "other_names": _other_names(visit, found),
        "used": [UsedHere(one, _listed(visit, found.id, one)) for one in found.usage],
        "instead_of": next((one for one in found.replaces if one.id == visit.asked("replaces")), None),
        "forms": {
            form: Address(f"/v1/concepts/{found.id}", (("format", form), ("lang", visit.lang)))
            for form in ("ttl", "jsonld")
        },
    }
    return Content("concept.html", "vocabulary", values)


def _shown(scheme: Scheme) -> SchemeShown:
    return SchemeShown(scheme.id, scheme.id.partition(":")[2], scheme.label, scheme.concepts, scheme.version)


def _chosen(visit: Visit, known: list[SchemeShown]) -> SchemeShown:
    name = visit.asked("scheme")
    by_name = {scheme.name: scheme for scheme in known}
    if not name:
        return by_name.get(_FIRST, known[0])
    if name not in by_name:
        raise NotFound("Ce vocabulaire n'est pas chargé.", "This vocabulary is not loaded.", field="scheme")
    return by_name[name]


def _letters(words: Iterable[ConceptRef]) -> list[Initial]:
    def initial(word: ConceptRef) -> str:
        first = fold(word.label)[:1].upper()
        return first if first.isalpha() else "#"

    ordered = sorted(words, key=lambda word: (initial(word) != "#", initial(word)))
    return [Initial(letter, tuple(those)) for letter, those in groupby(ordered, key=initial)]


def _actors(visit: Visit, ids: Iterable[str]) -> dict[str, int]:
    """How many actors name each concept or what lies below it."""
    counts, numbers = usage(visit.store, visit.viewer), concept_tree(visit.store).number
    return {one: counts.by_kind(numbers[one]).get(ACTOR, 0) for one in ids}


def _listed(visit: Visit, concept_id: str, used: UsedBy) -> Address | None:
    if used.kind == ACTOR:
        return visit.to("/acteurs", concept=concept_id, link=used.link)
    if used.kind == "Equipment":
        return visit.to("/equipements", type=concept_id)
    return None


def _other_names(visit: Visit, found: Concept) -> list[tuple[str, list[str]]]:
    """Names in other languages, and other names in the reader's own."""
    names: list[tuple[str, list[str]]] = []
    for language in sorted({*found.labels, *found.alternatives}):
        every = [found.labels.get(language, ""), *found.alternatives.get(language, ())]
        others = [name for name in every if name and name != found.label]
        if others:
            names.append((language, others))
    return names
