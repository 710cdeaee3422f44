"""What a request to load means: sources, files, scope; and what the service can say of itself."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Any

from graph_service.access.viewer import Viewer
from graph_service.intake.jobs import Progress
from graph_service.intake.models import LoadAsked, SourceOfData, Status
from graph_service.kernel.errors import Conflict, NotFound, WrongInput
from graph_service.kernel.identifiers import Curie, PrefixTable
from graph_service.resources import build, ontology_version
from graph_service.settings import Settings
from graph_service.store.holder import StoreHolder
from graph_service.store.port import GraphStore
from loaders import pipeline
from loaders.records import Source
from loaders.sources import SOURCES

_HOLDER = "sillon serve"


def sources() -> list[SourceOfData]:
    """Everything that can be loaded, by id."""
    return [_described(SOURCES[name].SOURCE) for name in sorted(SOURCES)]


def checked(asked: LoadAsked, settings: Settings, prefixes: PrefixTable) -> LoadAsked:
    """The request with its identifiers normalised. Raises WrongInput: source, file, or mixing real with fictitious."""
    if asked.source not in SOURCES:
        near = get_close_matches(asked.source, list(SOURCES), n=1, cutoff=0.0)[0]
        raise WrongInput(
            f"La source « {asked.source} » est inconnue. Vouliez-vous dire « {near} » ?",
            f"The source “{asked.source}” is unknown. Did you mean “{near}”?",
            field="source",
        )
    if settings.demonstration and SOURCES[asked.source].SOURCE.names_people:
        raise WrongInput(
            "Cette source nomme de vraies entreprises : elle ne se charge pas dans la démonstration.",
            "This source names real firms: it is not loaded into the demonstration.",
            field="source",
        )
    for file in asked.files:
        if not _is_file(Path(file)):
            raise WrongInput(f"Il n'y a pas de fichier {file}.", f"There is no file {file}.", field="files")
    epci = [prefixes.curie(text, field="epci") for text in asked.epci]
    return asked.model_copy(update={"epci": epci})


def load(store: GraphStore, asked: LoadAsked, progress: Progress, *, demonstration: bool, lang: str) -> dict[str, Any]:
    """Run the loaders; the report as the command line prints it, sentences in `lang`."""
    report = pipeline.run(
        store,
        asked.source,
        [Path(file) for file in asked.files],
        profile=asked.profile,
        scope=pipeline.Scope(epci=tuple(Curie(each) for each in asked.epci)) if asked.epci else None,
        options=_options(asked),
        dry_run=asked.dry_run,
        retire_anyway=asked.retire_anyway,
        holder=_HOLDER,
        progress=progress,
        demonstration=demonstration,
    )
    return report.to_json(lang)


def _options(asked: LoadAsked) -> dict[str, str]:
    """What sources may be told besides their files; each knows its own."""
    given = {"poles": "\n".join(asked.poles), "date": asked.date, "lang": asked.lang}
    return {name: value for name, value in given.items() if value}


def rollback(store: GraphStore, identifier: str, progress: Progress) -> dict[str, Any]:
    """Undo the bulk load that was cut short. Raises NotFound when there is none, Conflict when it is another one."""
    with store.loading(_HOLDER) as loading:
        left = loading.unfinished()
        if left is None:
            raise NotFound("Aucun chargement n'est inachevé.", "No load is unfinished.", field="load")
        if left["id"] != identifier:
            raise Conflict(
                f"Le chargement inachevé est {left['id']}.", f"The unfinished load is {left['id']}.", field="load"
            )
        loading.undo_unfinished(progress=lambda done, total: progress("undo", done, total))
    return {"load": identifier, "state": "undone"}


def status(holder: StoreHolder, settings: Settings, viewer: Viewer | None, *, administrator: bool) -> Status:
    """State of the service for a viewer (None: his groups could not be read, the database being away or closed)."""
    engine = holder.status()
    told = Status(
        build=build(),
        ontology=ontology_version(),
        engine=engine.engine,
        ready=engine.ready,
        detail=engine.detail if administrator or not engine.closed_by else "Un grand chargement est en cours.",
        closed_by=engine.closed_by if administrator else None,
        territory=settings.territory,
        demonstration=settings.demonstration,
    )
    if viewer is None or not engine.ready:
        return told
    store = holder.get()
    version = store.version(viewer)
    seen: dict[str, Any] = {"version": version.hash, "version_date": version.moved_at}
    if viewer.administrator:
        seen |= _for_the_administrator(store)
    return told.model_copy(update=seen)


def loads(store: GraphStore) -> list[dict[str, Any]]:
    """The loads of this graph, the newest first."""
    return store.loads()


def _is_file(path: Path) -> bool:
    try:
        return path.is_absolute() and path.is_file()
    except OSError:  # a name too long, a folder that may not be entered
        return False


def _for_the_administrator(store: GraphStore) -> dict[str, Any]:
    last: dict[str, dict[str, Any]] = {}
    for each in store.loads():
        last.setdefault(str(each.get("source")), each)
    missing = sorted(name for name, module in SOURCES.items() if name not in last and not module.SOURCE.relays)
    return {"counts": store.counts(), "last_loads": list(last.values()), "missing": missing}


def _described(source: Source) -> SourceOfData:
    return SourceOfData(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        licence=source.licence,
        homepage=source.homepage,
        how_to_get=source.how_to_get,
        names_people=source.names_people,
    )
