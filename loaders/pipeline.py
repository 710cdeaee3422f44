"""From a file to the store: read, check, recognise, compare, write once, report.

A load tells a snapshot: all that one source says under one profile, within one scope. What the snapshot told before
and tells no more is retired, inside its scope only. The same file a second time writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import Conflict, NotFound, WrongInput
from graph_service.store.port import GraphStore, Loading
from loaders import diff, readers, relaying, retiring
from loaders.checking import checked, refuse_too_many
from loaders.door import Door
from loaders.entries import Entry
from loaders.gathering import gathered
from loaders.records import Asked, Node, Source, SourceModule, Told
from loaders.report import LoadReport
from loaders.sources import SOURCES
from loaders.tally import Tally
from loaders.work import Work

Progress = Callable[[str, int, int], None]
"""Called with (stage, done, total); stages are read, check and write; total 0 is unknown."""

MAX_REJECTED_SHARE = 0.2
_COMMUNE = "insee:"


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a source that is loaded: some intermunicipalities, or communes given one by one.

    `communes` are looked up in the store when only `epci` is given.
    """

    epci: tuple[str, ...] = ()
    communes: frozenset[str] = frozenset()
    name: str = ""

    @property
    def label(self) -> str:
        """The scope as the Load keeps it."""
        return self.name or ",".join(sorted(self.epci or self.communes))


def run(
    store: GraphStore,
    source_id: str,
    files: Sequence[Path],
    *,
    profile: str | None = None,
    scope: Scope | None = None,
    options: Mapping[str, str] | None = None,
    dry_run: bool = False,
    holder: str = "sillon load",
    progress: Progress | None = None,
    demonstration: bool = False,
    max_rejected_share: float = MAX_REJECTED_SHARE,
    retire_anyway: bool = False,
    today: date | None = None,
) -> LoadReport:
    """Load the files of a source; no files: what ships with Sillon.

    Raises NotFound (no such source), WrongInput (profile, scope, option, real beside fictitious), DataErrors (a file
    that cannot be used, more than `max_rejected_share` of its rows rejected, or much that it no longer tells and
    not `retire_anyway`), Conflict (somebody else loads, or another bulk load was cut short), Unavailable. Then nothing
    was written.
    """
    module = _module(source_id)
    _check_options(module, options or {})
    source = module.SOURCE
    relaying.refuse_beside(
        source.id, names_people=source.names_people, fictitious=source.fictitious, demonstration=demonstration
    )
    asked = Asked(tuple(files), _profile(module, profile), None, options or {})
    with store.loading(holder) as loading:
        if scope is not None:
            scope = _within(loading, scope)
            asked = replace(asked, communes=scope.communes)
        told = module.tell(asked)
        load = _load(loading, source_id, asked, scope, told)
        _resume(loading, load, progress)
        terms = _Terms(today or datetime.now(UTC).date(), max_rejected_share, retire_anyway, dry_run)
        one = _Run(store, loading, source, asked, scope, progress, demonstration=demonstration)
        return one.report(told, load, terms)


@dataclass(frozen=True, slots=True)
class _Terms:
    """On which day, and within which limits, a load is carried out."""

    today: date
    max_rejected_share: float
    retire_anyway: bool
    dry_run: bool


class _Run:
    """One load, from the records to the report."""

    def __init__(
        self, store: GraphStore, loading: Loading, source: Source, asked: Asked, scope: Scope | None,
        progress: Progress | None, *, demonstration: bool,
    ) -> None:  # fmt: skip
        self._store = store
        self._loading = loading
        self._source = source
        self._asked = asked
        self._scope = scope
        self._progress = progress or _silent
        self._demonstration = demonstration

    def report(self, told: Told, load: dict[str, Any], terms: _Terms) -> LoadReport:
        """Carry the load out and say what happened."""
        check = checked(self._work(told, terms.today), self._asked, retire_anyway=terms.retire_anyway)
        refuse_too_many(check.tally, told, terms.max_rejected_share)
        retiring.refuse_or_hint_at_many(check, self._asked, anyway=terms.retire_anyway, dry_run=terms.dry_run)
        found = diff.changes(check, load["id"])
        tally = check.tally
        counts = {
            "read": told.rows,
            "new": found.new,
            "changed": found.changed,
            "unchanged": found.unchanged,
            "retired": found.retired - len(check.cascaded),
            "rejected": tally.rejected,
            "expired": tally.expired,
        }
        written, inferred = None, 0
        if not terms.dry_run and (found.changes or self._loading.rules_changed()):
            load.update(counts, finished_at=datetime.now(UTC).isoformat())
            self._progress("write", 0, len(found.changes))
            inferred = self._loading.apply(
                load, found.changes, progress=lambda done, total: self._progress("write", done, total)
            )
            written = load["id"]
        return LoadReport(
            source=self._source.id,
            load=written,
            file_digest=load["file_digest"],
            profile=self._asked.profile,
            scope=self._scope.label if self._scope else "",
            dry_run=terms.dry_run,
            cascaded=len(check.cascaded),
            inferred=inferred,
            duplicates=tally.duplicates,
            narrowed=tally.narrowed,
            left_out=dict(sorted(tally.left_out.items())),
            problems=tuple(sorted(tally.problems, key=lambda problem: problem.line)),
            hints=tuple(tally.hints),
            **counts,
        )

    def _work(self, told: Told, today: date) -> Work:
        tally = Tally(hints=list(told.hints))
        door = Door(self._store.schema, self._asked.profile, today, self._source.id)
        self._progress("read", 0, told.read)
        entries = gathered(
            told.records, door, self._loading, self._store.schema, self._source.id, tally,
            lambda done: self._progress("read", min(done, told.read or done), told.read),
        )  # fmt: skip
        self._progress("check", 0, len(entries))
        relays = self._source.relays
        if relays:
            relaying.check_place(entries, SOURCES, demonstration=self._demonstration)
        else:
            described = _described(self._source, self._store, today)
            entries[described.key] = described
        sources = relaying.sources_of(entries) if relays else [self._source.id]
        stored = {(each.type, each.id): each for source in sources for each in self._loading.stored(source)}
        work = Work(self._store.schema, self._loading, tally, entries, stored, not relays, told.parts)
        if relays:
            relaying.adopt(work)
        return work


def _described(source: Source, store: GraphStore, today: date) -> Entry:
    """The Source node, told anew by each load of it."""
    properties = {
        "label": source.title,
        "licence": source.licence,
        "homepage": source.homepage,
        "publisher": source.publisher,
        "names_people": source.names_people,
    }
    entry = Door(store.schema, "", today, source.id).node(Node("Source", f"source:{source.id}", properties))
    entry.settle(source.id)
    return entry


def _module(source_id: str) -> SourceModule:
    module = SOURCES.get(source_id)
    if module is None:
        near = get_close_matches(source_id, SOURCES, n=1, cutoff=0.0)[0]
        raise NotFound(
            f"La source « {source_id} » est inconnue. Vouliez-vous dire « {near} » ?",
            f"The source “{source_id}” is unknown. Did you mean “{near}”?",
            field="source",
        )
    return module


def _check_options(module: SourceModule, options: Mapping[str, str]) -> None:
    """Refuse an option that this source does not know."""
    for name in sorted(set(options) - set(module.OPTIONS)):
        raise WrongInput(
            f"L'option « {name} » ne dit rien à la source {module.SOURCE.id}.",
            f"The option “{name}” means nothing to the source {module.SOURCE.id}.",
            field=name,
        )


def _profile(module: SourceModule, profile: str | None) -> str:
    if not profile:
        return module.DEFAULT_PROFILE
    if profile not in module.PROFILES:
        known = ", ".join(module.PROFILES) or "–"
        raise WrongInput(
            f"Le profil « {profile} » n'existe pas pour {module.SOURCE.id} ; profils : {known}.",
            f"There is no profile “{profile}” for {module.SOURCE.id}; profiles: {known}.",
            field="profile",
        )
    return profile


def _within(loading: Loading, scope: Scope) -> Scope:
    """The scope with its communes. Raises WrongInput for an intermunicipality that is not in the store."""
    if scope.communes:
        return scope
    edges = loading.edges_at("Territory", scope.epci)
    inside = [(edge.end[1], edge.start[1]) for edge in edges if edge.type == "WITHIN" and edge.end and edge.start]
    communes = {commune for epci, commune in inside if epci in scope.epci and commune.startswith(_COMMUNE)}
    known = {epci for epci, commune in inside if commune in communes}
    for epci in scope.epci:
        if epci not in known:
            raise WrongInput(
                f"{epci} n'a pas de communes dans le graphe : chargez d'abord « sillon load territories ».",
                f"{epci} has no communes in the graph: run `sillon load territories` first.",
                field="epci",
            )
    return replace(scope, communes=frozenset(communes))


def _load(loading: Loading, source_id: str, asked: Asked, scope: Scope | None, told: Told) -> dict[str, Any]:
    """Properties of the Load node, but for its counts."""
    label = scope.label if scope else ""
    sequence = loading.finished_loads(source_id, asked.profile, label) + 1
    digest = readers.digest_of_files(told.files, asked.options)
    return {
        "id": f"load:{short_hash(source_id, digest, asked.profile, label, str(sequence))}",
        "source": source_id,
        "profile": asked.profile,
        "scope": label,
        "sequence": sequence,
        "file_digest": digest,
        "file_name": ", ".join(path.name for path in told.files),
        "started_at": datetime.now(UTC).isoformat(),
    }


def _resume(loading: Loading, load: dict[str, Any], progress: Progress | None) -> None:
    """Undo this very load when it was cut short. Raises Conflict when another one was."""
    left = loading.unfinished()
    if left is None:
        return
    if left["id"] != load["id"]:
        raise Conflict(
            f"Un autre grand chargement a été interrompu ({left['id']}, {left.get('source', '?')}) : relancez-le, "
            f"ou « sillon rollback {left['id']} ».",
            f"Another bulk load was cut short ({left['id']}, {left.get('source', '?')}): run it again, "
            f"or `sillon rollback {left['id']}`.",
            load=left["id"],
        )
    loading.undo_unfinished(progress=lambda done, total: (progress or _silent)("undo", done, total))


def _silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
