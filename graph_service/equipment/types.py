"""Types of equipment: what is one, and which comes nearest to what is none."""

from __future__ import annotations

from difflib import get_close_matches

from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.projection.concepts import ConceptTree, concept_tree
from graph_service.store.port import GraphStore

TYPE = "equipment:"


def must_be_type(store: GraphStore, type: Curie) -> None:  # noqa: A002  (the word of the address)
    """Raises WrongInput for what is no type of equipment that was loaded, naming the nearest."""
    tree = concept_tree(store)
    if type.startswith(TYPE) and type in tree.number:
        return
    near = _nearest(tree, type)
    if near is None:
        fr = en = ""
    else:
        number = tree.number[near]
        fr = f" Vouliez-vous dire {tree.label(number, 'fr')} ({near}) ?"
        en = f" Did you mean {tree.label(number, 'en')} ({near})?"
    raise WrongInput(
        f"{type} n'est pas un type d'équipement connu.{fr}", f"{type} is no known type of equipment.{en}", field="type"
    )


def same_types(store: GraphStore, type: Curie) -> list[Curie]:  # noqa: A002  (the word of the address)
    """The type to be used for this one, and those that it took the place of; none for what was not loaded."""
    tree = concept_tree(store)
    return [Curie(tree.ids[one]) for one in tree.same(tree.number[type])] if type in tree.number else []


def _nearest(tree: ConceptTree, wanted: str) -> str | None:
    """The type whose name answers that of `wanted` best, else the one whose id looks most like it."""
    slug = wanted.partition(":")[2]
    words = tree.label(tree.number[wanted], "fr") if wanted in tree.number else slug.replace("-", " ")
    answering = (tree.ids[found.number] for found in tree.answering(words))
    best = next((one for one in answering if one.startswith(TYPE)), None)
    if best is not None:
        return best
    types = sorted(one for one in tree.ids if one.startswith(TYPE))
    alike = get_close_matches(TYPE + slug, types, n=1, cutoff=0.0)
    return alike[0] if alike else None
