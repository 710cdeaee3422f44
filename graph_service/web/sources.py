"""Sources as the pages name them: those that can be loaded, and those that were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from graph_service.store.sources import SourceLoaded, sources
from graph_service.web.page import Visit
from loaders.sources import SOURCES

_LINKABLE = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class SourceShown:
    """A source, and whether this service has it."""

    name: str
    """As facts carry it."""
    label: str
    publisher: str
    licence: str
    homepage: str | None
    loaded: bool


def loaded_sources(visit: Visit) -> list[SourceLoaded]:
    """The sources that something in the graph comes from."""
    return sources(visit.store, visit.viewer)


def sources_shown(visit: Visit) -> list[SourceShown]:
    """Those in the graph first, then those that could be; the fictitious ones only where they are."""
    loaded = loaded_sources(visit)
    there = {_name(source.id) for source in loaded}
    shown = [
        SourceShown(
            _name(source.id), source.label, source.publisher or "", source.licence or "", _link(source.homepage), True
        )
        for source in loaded
    ]
    for name, module in sorted(SOURCES.items()):
        source = module.SOURCE
        if name not in there and not source.relays and source.names_people != visit.settings.demonstration:
            shown.append(
                SourceShown(name, source.title, source.publisher, source.licence, _link(source.homepage), False)
            )
    return shown


@cache
def source_labels() -> Callable[[str], str]:
    """From the id of a source, as facts carry it, to its title."""
    titles = {name: module.SOURCE.title for name, module in SOURCES.items()}
    return lambda name: titles.get(name, name)


def _name(curie: str) -> str:
    return curie.partition(":")[2]


def _link(homepage: str | None) -> str | None:
    """The address, when it is one that a page may point at."""
    return homepage if homepage and homepage.startswith(_LINKABLE) else None
