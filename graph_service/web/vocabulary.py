"""The vocabulary: trees of concepts, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response

from graph_service.kernel.errors import NotFound
from graph_service.projection.concepts import concept_tree
from graph_service.vocabulary.models import Concept, Scheme, TreeNode
from graph_service.vocabulary.service import concept, narrower, schemes, tree
from graph_service.vocabulary.suggestions import suggest
from graph_service.web.counting import counts_by, facets_of, flat, overview
from graph_service.web.page import Content, Visit, page

router = APIRouter(include_in_schema=False)

_FIRST: Final = "naf"
"""The scheme one sees when none is asked for, if it is loaded."""
_SUGGESTIONS: Final = 20


@dataclass(frozen=True, slots=True)
class SchemeShown:
    """A scheme, with the name it has in addresses."""

    id: str
    name: str
    label: str
    concepts: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A concept at the top of its scheme and those directly below."""

    node: TreeNode
    below: tuple[TreeNode, ...]


@router.get("/vocabulaire")
def vocabulary(request: Request) -> Response:
    """The tree of a scheme, and a search in it."""
    return page(request, _vocabulary)


@router.get("/vocabulaire/{concept_id:path}")
def concept_page(request: Request, concept_id: str) -> Response:
    """A concept: its names, its place, its actors."""
    return page(request, lambda visit: _concept(visit, concept_id))


def _vocabulary(visit: Visit) -> Content:
    known = [_shown(scheme) for scheme in schemes(visit.store, visit.viewer, lang=visit.lang)]
    if not known:
        return Content("vocabulary.html", "vocabulary", {"scheme": None, "schemes": ()})
    chosen = _chosen(visit, known)
    typed = visit.asked("q")[:200]
    suggestions = (
        suggest(visit.store, visit.viewer, chosen.name, typed, lang=visit.lang, limit=_SUGGESTIONS) if typed else []
    )
    counts = {value.id: value.count for value in flat(facets_of(overview(visit)).get("sector", ()))}
    counts |= counts_by(visit, "sector", [found.id for found in suggestions])
    values = {
        "scheme": chosen,
        "schemes": known,
        "typed": typed,
        "suggestions": suggestions,
        "tree": _branches(visit, chosen),
        "counts": counts,
    }
    return Content("vocabulary.html", "vocabulary", values)


def _concept(visit: Visit, concept_id: str) -> Content:
    found = concept(visit.store, visit.viewer, visit.curie(concept_id), lang=visit.lang)
    known = concept_tree(visit.store)
    current = known.ids[known.current(known.number[found.id])]
    if current != found.id:
        return Content("concept.html", "vocabulary", moved_to=visit.to(f"/vocabulaire/{current}", replaces=found.id))
    counts = counts_by(visit, "sector", [found.id, *(node.id for node in found.narrower)])
    values = {
        "concept": found,
        "actors": counts[found.id],
        "counts": counts,
        "other_names": _other_names(visit, found),
        "instead_of": next((one for one in found.replaces if one.id == visit.asked("replaces")), None),
    }
    return Content("concept.html", "vocabulary", values)


def _shown(scheme: Scheme) -> SchemeShown:
    return SchemeShown(scheme.id, scheme.id.partition(":")[2], scheme.label, scheme.concepts)


def _chosen(visit: Visit, known: list[SchemeShown]) -> SchemeShown:
    name = visit.asked("scheme")
    by_name = {scheme.name: scheme for scheme in known}
    if not name:
        return by_name.get(_FIRST, known[0])
    if name not in by_name:
        raise NotFound("Ce vocabulaire n'est pas chargé.", "This vocabulary is not loaded.", field="scheme")
    return by_name[name]


def _branches(visit: Visit, scheme: SchemeShown) -> list[Branch]:
    tops = tree(visit.store, visit.viewer, scheme.name, lang=visit.lang)
    return [
        Branch(top, tuple(narrower(visit.store, visit.viewer, visit.curie(top.id), lang=visit.lang))) for top in tops
    ]


def _other_names(visit: Visit, found: Concept) -> list[tuple[str, list[str]]]:
    """Names in other languages, and other names in the reader's own."""
    names: list[tuple[str, list[str]]] = []
    for language in sorted({*found.labels, *found.alternatives}):
        every = [found.labels.get(language, ""), *found.alternatives.get(language, ())]
        others = [name for name in every if name and name != found.label]
        if others:
            names.append((language, others))
    return names
