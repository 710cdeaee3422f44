"""Nodes that no source owns: actors from the records that describe them, legal units from their establishments.

An actor is there as long as a record describes it, a legal unit as long as an establishment of it is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph_service.store.changes import Stored
from loaders.audiences import Seen, at_least_as_wide, narrowed, widest
from loaders.display import Point, actor_properties, seen, unit_properties
from loaders.entries import Entry, Key
from loaders.work import Properties, Work

ACTOR, RECORD, UNIT, TERRITORY = "Actor", "Record", "LegalUnit", "Territory"
DESCRIBED, LOCATED, ESTABLISHED = "DESCRIBED_BY", "LOCATED_IN", "ESTABLISHMENT_OF"
_MAKING = (DESCRIBED, LOCATED, ESTABLISHED)

_Tie = tuple[Key, str, str, Seen, str]
"""An edge: (key, start id, end id, audience, source)."""


class Shared:
    """Derives the shared nodes that one load touches."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._records: dict[str, dict[str, Properties]] = {}
        self._around: list[Stored] = []

    def derive(self) -> None:
        """Fill `derived`, `removed` and `cascaded` of the work."""
        actors = self._touched_actors()
        self._work.look_up(ACTOR, actors)
        self._gather_records(actors)
        self._gather_around(actors)
        self._derive_actors(actors)
        self._derive_units(self._touched_units(actors))

    # ── actors ─────────────────────────────────────────────────────────────────────────────────────

    def _touched_actors(self) -> set[str]:
        work = self._work
        touched = {entry.id for entry in work.told.values() if entry.type == ACTOR}
        for edge in work.told_edges(*_MAKING):
            record = work.told.get((RECORD, edge.end[1]))
            if not work.is_settled(edge) or (record is not None and not work.is_settled(record)):
                touched.add(edge.start[1])
        touched.update(edge.start[1] for edge in work.leaving_edges(*_MAKING) if edge.start)
        return touched | self._actors_of_moved_places()

    def _actors_of_moved_places(self) -> set[str]:
        """Actors in a territory that is stored and whose point changes."""
        work = self._work
        changed = [
            e for e in work.told.values() if e.type == TERRITORY and e.key in work.stored and not work.is_settled(e)
        ]
        if not changed:
            return set()
        work.look_up(TERRITORY, [entry.id for entry in changed])
        moved = [entry.id for entry in changed if _point(work.before[TERRITORY, entry.id]) != _point(entry.content)]
        edges = work.loading.edges_at(TERRITORY, moved) if moved else []
        return {edge.start[1] for edge in edges if edge.type == LOCATED and edge.start}

    def _gather_records(self, actors: Iterable[str]) -> None:
        """The records that will describe each actor when this load is done."""
        work = self._work
        gone = {(edge.start, edge.end) for edge in work.leaving_edges(DESCRIBED)}
        wanted = [actor for actor in actors if actor not in self._records]
        for actor in wanted:
            self._records[actor] = {}
        existing = [actor for actor in wanted if (ACTOR, actor) in work.before]
        for actor, records in (work.loading.records_of(existing) if existing else {}).items():
            for record in records:
                end = (RECORD, record["id"])
                if ((ACTOR, actor), end) not in gone and end not in work.removed:
                    told = work.told.get(end)
                    self._records[actor][record["id"]] = told.content if told else record
        fresh = set(wanted)
        for edge in work.told_edges(DESCRIBED):
            told = work.told.get(edge.end)
            if told is not None and edge.start[1] in fresh:
                self._records[edge.start[1]][edge.end[1]] = told.content

    def _gather_around(self, actors: Iterable[str]) -> None:
        """Stored edges of the actors whose place or legal unit this file does not tell."""
        work = self._work
        told: dict[str, set[str]] = defaultdict(set)
        for edge in work.told_edges(LOCATED, ESTABLISHED):
            told[edge.start[1]].add(edge.type)
        some = [actor for actor in actors if (ACTOR, actor) in work.before and len(told[actor]) < 2]
        self._around = [e for e in (work.loading.edges_at(ACTOR, some) if some else []) if e.type in _MAKING]

    def _derive_actors(self, actors: Iterable[str]) -> None:
        work = self._work
        described = sorted(actor for actor in actors if self._records[actor])
        places = self._places(described)
        order = work.schema.actor_display
        for actor in described:
            records = list(self._records[actor].values())
            content, audience = actor_properties(actor, records, places.get(actor), order)
            before, told = work.before.get((ACTOR, actor), {}), work.told.get((ACTOR, actor))
            now = told.content if told else {}
            aliases = {*before.get("aliases", ()), *now.get("aliases", ())}
            if aliases:
                content["aliases"] = sorted(aliases)
            replaced_by = now.get("replaced_by") or before.get("replaced_by")
            if replaced_by:
                content["replaced_by"] = replaced_by
            self._keep(ACTOR, actor, content, audience)
        alone = [actor for actor in actors if not self._records[actor]]
        for actor in alone:
            told = work.told.get((ACTOR, actor))
            if told is not None and told.content.get("replaced_by"):
                self._keep(ACTOR, actor, dict(told.content), (told.audience, told.owner))
        gone = [actor for actor in alone if (ACTOR, actor) in work.before and (ACTOR, actor) not in work.derived]
        work.remove(ACTOR, [actor for actor in gone if not work.before[ACTOR, actor].get("replaced_by")])

    def _places(self, actors: Iterable[str]) -> dict[str, Point]:
        """The point of the commune of each actor, by the first source that tells one."""
        work = self._work
        wanted = set(actors)
        ties = [tie for tie in self._ties(LOCATED, self._around) if tie[1] in wanted and tie[2]]
        work.look_up(TERRITORY, {territory for _, _, territory, _, _ in ties})
        ranks = {source: rank for rank, source in enumerate(work.schema.actor_display)}
        found: dict[str, Point] = {}
        audiences = {actor: widest(seen(r) for r in self._records[actor].values()) for actor in wanted}
        for _, actor, territory, audience, _ in sorted(ties, key=lambda t: (ranks.get(t[4], len(ranks)), t[4], t[0])):
            told = work.told.get((TERRITORY, territory))
            point = _point(told.content if told else work.before.get((TERRITORY, territory), {}))
            reaches = narrowed(audience, [audiences[actor]])
            if point is not None and reaches is not None and at_least_as_wide(*reaches, audiences[actor]):
                found.setdefault(actor, point)
        return found

    # ── legal units ────────────────────────────────────────────────────────────────────────────────

    def _touched_units(self, actors: set[str]) -> set[str]:
        work = self._work
        units = {e.end[1] for e in work.told_edges(ESTABLISHED) if e.start[1] in actors or not work.is_settled(e)}
        units.update(edge.end[1] for edge in work.leaving_edges(ESTABLISHED) if edge.end)
        return units | {edge.end[1] for edge in self._around if edge.type == ESTABLISHED and edge.end}

    def _derive_units(self, units: set[str]) -> None:
        work = self._work
        work.look_up(UNIT, units)
        existing = [unit for unit in units if (UNIT, unit) in work.before]
        ties: dict[str, list[_Tie]] = defaultdict(list)
        for tie in self._ties(ESTABLISHED, work.loading.edges_at(UNIT, existing) if existing else []):
            if tie[2] in units:
                ties[tie[2]].append(tie)
        others = {tie[1] for some in ties.values() for tie in some}
        work.look_up(ACTOR, others)
        self._gather_records(others)
        for unit in sorted(units):
            told = [(tie[1], audience) for tie in ties[unit] if (audience := self._audience(tie)) is not None]
            if told:
                records = {i: r for actor, _ in told for i, r in self._records[actor].items()}
                audience = widest(each for _, each in told)
                content = unit_properties(unit, audience, list(records.values()), work.schema.actor_display)
                self._keep(UNIT, unit, content, audience)
        work.remove(UNIT, [unit for unit in existing if (UNIT, unit) not in work.derived])

    def _audience(self, tie: _Tie) -> Seen | None:
        """Who will see this establishment edge, its actor considered; None when the actor is not there."""
        actor = self._work.derived.get((ACTOR, tie[1]))
        if actor is not None:
            return narrowed(tie[3], [(actor.audience, actor.owner)])
        stored = self._work.before.get((ACTOR, tie[1]))
        if stored is None or (ACTOR, tie[1]) in self._work.removed:
            return None
        return narrowed(tie[3], [seen(stored)])

    # ── in common ──────────────────────────────────────────────────────────────────────────────────

    def _ties(self, edge_type: str, stored: Iterable[Stored]) -> list[_Tie]:
        """Told edges of a type, and stored ones that are neither told nor leaving."""
        work = self._work
        ties = [(e.key, e.start[1], e.end[1], (e.audience, e.owner), e.source) for e in work.told_edges(edge_type)]
        for edge in stored:
            key = (edge.type, edge.id)
            if edge.type == edge_type and key not in work.told and not work.goes(key) and edge.start and edge.end:
                ties.append((key, edge.start[1], edge.end[1], (edge.audience, edge.owner), edge.source))
        return ties

    def _keep(self, label: str, identifier: str, content: Properties, audience: Seen) -> None:
        entry = Entry("node", label, identifier, content, 0, "", "", *audience)
        entry.settle(None)
        self._work.derived[label, identifier] = entry


def _point(properties: Properties) -> Point | None:
    lat, lon = properties.get("lat"), properties.get("lon")
    return None if lat is None or lon is None else (lat, lon)
