"""Is this row an actor we know? By identifier only: an alias of an actor, or an id that was replaced.

Nothing is guessed from names here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph_service.store.port import Loading
from loaders.entries import Entry

_ACTOR = "Actor"
_LONGEST_CHAIN = 50


def known_as(loading: Loading, entries: Iterable[Entry]) -> dict[str, str]:
    """For each actor id among `entries` that stands for another actor: the id of that one.

    Aliases told in the same load count too. An id told as an alias of two actors stays with the first by id.
    """
    ids: set[str] = set()
    direct = loading.other_ids()
    for entry in entries:
        if entry.kind == "node" and entry.type == _ACTOR:
            for alias in entry.content.get("aliases", ()):
                direct[alias] = min(entry.id, direct.get(alias, entry.id))
            ids.add(entry.id)
        ids.update(identifier for label, identifier in (entry.start, entry.end) if label == _ACTOR)
    if not direct:
        return {}
    return {identifier: last for identifier in ids if (last := _end_of_chain(identifier, direct)) != identifier}


def rewritten(entries: Iterable[Entry], known: Mapping[str, str]) -> list[Entry]:
    """Let every entry speak of the actor that its ids stand for; the edges that another end has now.

    An edge that says something else then loses its id.
    """
    changed: list[Entry] = []
    for entry in entries if known else ():
        if entry.kind == "node" and entry.type == _ACTOR and not entry.content.get("replaced_by"):
            entry.id = known.get(entry.id, entry.id)
        before = entry.start, entry.end, entry.owner
        entry.start, entry.end = _rewritten(entry.start, known), _rewritten(entry.end, known)
        if entry.owner is not None:
            entry.owner = known.get(entry.owner, entry.owner)
        if entry.kind == "edge" and (entry.start, entry.end, entry.owner) != before:
            entry.id = ""
        if (entry.start, entry.end) != before[:2]:
            changed.append(entry)
    return changed


def _rewritten(end: tuple[str, str], known: Mapping[str, str]) -> tuple[str, str]:
    return (end[0], known.get(end[1], end[1])) if end[0] == _ACTOR else end


def _end_of_chain(identifier: str, direct: Mapping[str, str]) -> str:
    """Follow replacements; a circle ends where it began."""
    at = identifier
    for _ in range(_LONGEST_CHAIN):
        following = direct.get(at)
        if following is None or following == identifier:
            return at
        at = following
    return identifier
