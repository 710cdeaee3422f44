"""Lists, files and neighbours of actors: the rules that Cypher should not know."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from graph_service.access.viewer import Viewer
from graph_service.actors import queries
from graph_service.actors.facets import facets
from graph_service.actors.file import actor_file
from graph_service.actors.models import (
    ActorFilter,
    ActorProfile,
    ActorRow,
    ActorsFound,
    Neighbour,
    NeighboursFound,
    Relation,
    SectorRef,
)
from graph_service.actors.selection import Selection, ordered, select
from graph_service.analysis.text import query_words
from graph_service.kernel.distance import rounded_km
from graph_service.kernel.errors import NotFound, WrongInput, not_among
from graph_service.kernel.identifiers import Curie
from graph_service.projection.actors import ActorTable, actor_table
from graph_service.projection.columns import BASES, Basis, FactColumns, Mask
from graph_service.schema.model import GraphSchema
from graph_service.schema.words import Words
from graph_service.store.facts import premises, sources_by_name
from graph_service.store.port import GraphStore
from graph_service.store.territory import known_territory

ROWS_OF_A_KIND = 500
"""Other actors that a file or a list of neighbours gives per kind; the questions ask for one more, to tell of more."""
_KINDS_OF_RELATION = {"out": "facts_out", "in": "facts_in", "both": "same_legal_unit"}


def search(
    store: GraphStore,
    viewer: Viewer,
    filter: ActorFilter,  # noqa: A002  (the name that callers and pages use)
    *,
    offset: int,
    limit: int,
    lang: str = "fr",
) -> ActorsFound:
    """The actors that meet `filter`, from `offset` on at most `limit`; scope `level`.

    Ordered by distance when `near` is given, else by how well they answer `q`, else by folded name; then by id.
    Raises WrongInput for an unknown sector, concept or territory what `check_filter` refuses, and what reading does.
    """
    check_filter(filter, store.schema)
    table = actor_table(store, viewer)
    if filter.territory is not None and filter.territory not in table.area_number:
        known_territory(store, viewer, filter.territory)
    found = select(table, filter)
    rows = ordered(table, found)
    first = max(offset, 0)
    return ActorsFound(
        total=len(rows),
        rows=tuple(_row(table, found, row, lang) for row in rows[first : first + max(limit, 0)].tolist()),
        facets=facets(table, filter, found, Words(store.schema, lang)),
        left_out=_left_out(table, found),
        by_basis=_by_basis(table, found),
    )


def check_filter(asked: ActorFilter, schema: GraphSchema) -> None:
    """Refuse what no actor can meet. Raises WrongInput: `km` without `near`, `q` without a word, an unknown code."""
    if asked.km is not None and asked.near is None:
        raise WrongInput(
            "km est une distance : il faut dire de quoi, avec near.",
            "km is a distance: near must say from where.",
            field="km",
        )
    if asked.q is not None and not query_words(asked.q):
        raise WrongInput("q ne contient aucun mot.", "q has no word.", field="q")
    for name, code in (("sphere", asked.sphere), ("workforce", asked.workforce)):
        codes = schema.nodes["Actor"].properties[name].values
        if code is not None and code not in codes:
            raise not_among(name, codes)
    links = links_to_concepts(schema)
    if asked.link is not None and asked.link not in links:
        raise not_among("link", links)
    if asked.link is not None and asked.concept is None:
        raise WrongInput(
            "link dit comment un concept est nommé : il faut dire lequel, avec concept.",
            "link says how a concept is named: concept must say which one.",
            field="concept",
        )


def links_to_concepts(schema: GraphSchema) -> tuple[str, ...]:
    """Types of facts that lead from an actor to a concept, sorted."""
    return tuple(sorted(name for name, edge in schema.edges.items() if edge.fact and ("Actor", "Concept") in edge.ends))


def profile(store: GraphStore, viewer: Viewer, actor: Curie, *, lang: str = "fr") -> ActorProfile:
    """The file of an actor: each source's record, and every fact around it; scope `own`.

    Raises NotFound when there is none or the viewer may not see it.
    """
    shown = queries.display(store, viewer, actor=actor)
    if shown is None:
        raise _not_found(actor)
    siblings = queries.siblings(store, viewer, actor=actor)
    facts = queries.facts(store, viewer, actor=actor, lang=lang)
    return actor_file(
        shown,
        queries.records(store, viewer, actor=actor),
        facts,
        premises(store, viewer, [row.fact for row in facts if row.basis == "inferred"]),
        siblings[:ROWS_OF_A_KIND],
        {"same_legal_unit": ROWS_OF_A_KIND} if len(siblings) > ROWS_OF_A_KIND else {},
        queries.territories(store, viewer, actor=actor),
        sources_by_name(store),
        store.schema,
    )


def neighbours(store: GraphStore, viewer: Viewer, actor: Curie) -> NeighboursFound:
    """Actors one step from `actor`: by a fact between actors, or by a legal unit they share; by name, then id.

    Scope `own`. Raises NotFound when there is no such actor or the viewer may not see it.
    """
    rows = queries.neighbours(store, viewer, actor=actor)
    if not rows and queries.display(store, viewer, actor=actor) is None:
        raise _not_found(actor)
    rows.sort(key=lambda row: (row.label or row.id, row.id, row.relation, row.direction))
    by_kind: dict[str, list[queries.NeighbourRow]] = {}
    for row in rows:
        by_kind.setdefault(_KINDS_OF_RELATION[row.direction], []).append(row)
    cut = {id(row) for same in by_kind.values() for row in same[ROWS_OF_A_KIND:]}
    kept = [row for row in rows if id(row) not in cut]
    return NeighboursFound(
        rows=tuple(_neighbour(list(same)) for _, same in groupby(kept, key=lambda row: row.id)),
        truncated={kind: ROWS_OF_A_KIND for kind, same in sorted(by_kind.items()) if len(same) > ROWS_OF_A_KIND},
    )


def _neighbour(relations: list[queries.NeighbourRow]) -> Neighbour:
    first = relations[0]
    return Neighbour(
        id=first.id,
        label=first.label or first.id,
        sphere=first.sphere,
        relations=tuple(
            Relation(type=row.relation, direction=row.direction, facts=tuple(sorted(set(row.facts))))
            for row in relations
        ),
    )


def _not_found(actor: str) -> NotFound:
    return NotFound(f"Aucun acteur {actor}.", f"No actor {actor}.", field="id")


def _row(table: ActorTable, found: Selection, row: int, lang: str) -> ActorRow:
    located = list(table.located.of_row(row, found.grounded.located))
    active = list(table.active.of_row(row, found.grounded.active))
    described = list(table.described.of_row(row, found.grounded.described))
    tagged = [fact for columns, mask in found.tagged for fact in columns.of_row(row, mask)]
    commune = table.areas[located[0][0]] if located else None
    known = not np.isnan(table.lats[row])
    sectors = dict.fromkeys(number for number, _ in active)
    seen, bases = _grounds(table, found, row)
    return ActorRow(
        id=table.ids[row],
        label=table.labels[row],
        sphere=table.spheres[row] or None,
        workforce=table.workforces[row] or None,
        commune=commune.id if commune else None,
        commune_label=commune.label if commune else None,
        lat=float(table.lats[row]) if known else None,
        lon=float(table.lons[row]) if known else None,
        precision=table.precisions[row] or None,
        sectors=tuple(SectorRef(id=table.concepts.ids[n], label=table.concepts.label(n, lang)) for n in sectors),
        sources=tuple(seen),
        observed_on=tuple(day or None for day in seen.values()),
        basis=bases,
        distance_km=None if found.metres is None else rounded_km(float(found.metres[row])),
        matched=found.matched.get(row),
        facts=tuple(fact for _, fact in (*described, *located, *active, *tagged)),
    )


def _grounds(table: ActorTable, found: Selection, row: int) -> tuple[dict[str, str], tuple[Basis, ...]]:
    """Source → last day it saw the actor ("" when it does not say), and the bases of the facts of the row."""
    grounded = found.grounded
    seen: dict[str, str] = {}
    bases: set[Basis] = set()
    for number, basis, day in table.described.grounds_of_row(row, grounded.described):
        source = table.sources[number]
        seen[source] = max(seen.get(source, ""), day)
        bases.add(basis)
    for columns, mask in ((table.located, grounded.located), (table.active, grounded.active), *found.tagged):
        bases.update(basis for _, basis, _ in columns.grounds_of_row(row, mask))
    return seen, tuple(basis for basis in BASES if basis in bases)


def _left_out(table: ActorTable, found: Selection) -> dict[str, int]:
    """Actors that would be there if somebody knew where they are."""
    if "near" not in found.masks:
        return {}
    without = int((found.rows(without="near") & np.isnan(table.lats)).sum())
    return {"no_coordinates": without} if without else {}


def _by_basis(table: ActorTable, found: Selection) -> dict[str, int]:
    rows, grounded = found.rows(), found.grounded
    kinds: tuple[tuple[FactColumns, Mask | None], ...] = (
        (table.described, grounded.described),
        (table.located, grounded.located),
        (table.active, grounded.active),
        *found.tagged,
    )
    total = np.zeros(len(BASES), dtype=np.int64)
    for columns, mask in kinds:
        kept = rows[columns.rows] if mask is None else rows[columns.rows] & mask
        total += np.bincount(columns.basis[kept], minlength=len(BASES))
    return {basis: int(count) for basis, count in zip(BASES, total, strict=True) if count}
