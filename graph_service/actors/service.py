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
    Relation,
    SectorRef,
)
from graph_service.actors.selection import Selection, ordered, select
from graph_service.kernel.distance import rounded_km
from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.projection.actors import ActorTable, actor_table
from graph_service.projection.columns import BASES, FactColumns, Mask
from graph_service.store.facts import sources_by_name
from graph_service.store.port import GraphStore


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
    Raises WrongInput for an unknown sector or territory and for `km` without `near`, and what reading raises.
    """
    if filter.km is not None and filter.near is None:
        raise WrongInput(
            "km est une distance : il faut dire de quoi, avec near.",
            "km is a distance: near must say from where.",
            field="km",
        )
    table = actor_table(store, viewer)
    if filter.territory is not None and filter.territory not in table.area_number:
        _must_exist(store, viewer, filter.territory)
    found = select(table, filter)
    rows = ordered(table, found)
    first = max(offset, 0)
    return ActorsFound(
        total=len(rows),
        rows=tuple(_row(table, found, row, lang) for row in rows[first : first + max(limit, 0)].tolist()),
        facets=facets(table, filter, found, lang),
        left_out=_left_out(table, found),
        by_basis=_by_basis(table, found),
    )


def profile(store: GraphStore, viewer: Viewer, actor: Curie, *, lang: str = "fr") -> ActorProfile:
    """The file of an actor: each source's record, and every fact around it; scope `own`.

    Raises NotFound when there is none or the viewer may not see it.
    """
    shown = queries.display(store, viewer, actor=actor)
    if shown is None:
        raise _not_found(actor)
    return actor_file(
        shown,
        queries.records(store, viewer, actor=actor),
        queries.facts(store, viewer, actor=actor, lang=lang),
        queries.siblings(store, viewer, actor=actor),
        queries.territories(store, viewer, actor=actor),
        sources_by_name(store),
        store.schema,
    )


def neighbours(store: GraphStore, viewer: Viewer, actor: Curie) -> list[Neighbour]:
    """Actors one step from `actor`: by a fact between actors, or by a legal unit they share; by name, then id.

    Scope `own`. Raises NotFound when there is no such actor or the viewer may not see it.
    """
    rows = queries.neighbours(store, viewer, actor=actor)
    if not rows and queries.display(store, viewer, actor=actor) is None:
        raise _not_found(actor)
    rows.sort(key=lambda row: (row.label or row.id, row.id, row.relation, row.direction))
    found = []
    for identifier, same in groupby(rows, key=lambda row: row.id):
        relations = list(same)
        first = relations[0]
        found.append(
            Neighbour(
                id=identifier,
                label=first.label or identifier,
                sphere=first.sphere,
                relations=tuple(
                    Relation(type=row.relation, direction=row.direction, facts=tuple(sorted(set(row.facts))))
                    for row in relations
                ),
            )
        )
    return found


def _not_found(actor: str) -> NotFound:
    return NotFound(f"Aucun acteur {actor}.", f"No actor {actor}.", field="id")


def _must_exist(store: GraphStore, viewer: Viewer, territory: Curie) -> None:
    if queries.territory_name(store, viewer, territory=territory) is None:
        raise WrongInput(
            f"Le territoire {territory} n'est pas chargé.",
            f"The territory {territory} was not loaded.",
            field="territory",
        )


def _row(table: ActorTable, found: Selection, row: int, lang: str) -> ActorRow:
    located = list(table.located.of_row(row, found.grounded.located))
    active = list(table.active.of_row(row, found.grounded.active))
    described = list(table.described.of_row(row, found.grounded.described))
    commune = table.areas[located[0][0]] if located else None
    known = not np.isnan(table.lats[row])
    sectors = dict.fromkeys(number for number, _ in active)
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
        sources=tuple(dict.fromkeys(table.sources[number] for number, _ in described)),
        distance_km=None if found.metres is None else rounded_km(float(found.metres[row])),
        matched=found.matched.get(row),
        facts=tuple(fact for _, fact in (*described, *located, *active)),
    )


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
    )
    total = np.zeros(len(BASES), dtype=np.int64)
    for columns, mask in kinds:
        kept = rows[columns.rows] if mask is None else rows[columns.rows] & mask
        total += np.bincount(columns.basis[kept], minlength=len(BASES))
    return {basis: int(count) for basis, count in zip(BASES, total, strict=True) if count}
