"""The keys of a database: who holds one, making, ending and exchanging them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from graph_service.access.keys import NewKey, name_of, new_key, opens
from graph_service.access.rights import Rights, Role, Verb
from graph_service.kernel.errors import Contradicted, NotFound, NotSignedIn, SillonError
from graph_service.store.books import Books
from graph_service.store.instants import hour_of_use, is_past, now, written

_LABEL = "Key"


@dataclass(frozen=True, slots=True)
class KeptKey:
    """A key as it is kept: everything but what opens."""

    name: str
    label: str
    rights: Rights
    made_at: str
    until: str
    """ISO 8601 instants, UTC; the key opens nothing from `until` on."""
    ended_at: str | None
    used_at: str | None
    """When it was last used, to the hour."""


def holder_of(books: Books, text: str) -> Rights:
    """The rights of whoever shows this key. Raises NotSignedIn: not ours, revoked, or past its day."""
    name = name_of(text)
    entry = books.find(_LABEL, name) if name else None
    if not opens(text, entry["digest"] if entry else None) or entry is None or _has_ended(entry):
        raise NotSignedIn(
            "Cette clé n'ouvre rien : elle est inconnue, révoquée ou échue. « sillon key list » les montre.",
            "This key opens nothing: it is unknown, revoked or past its day. `sillon key list` shows them.",
        )
    hour = hour_of_use(entry)
    if hour is not None:
        with suppress(SillonError):  # an answer does not fail because this could not be noted
            books.change(_LABEL, str(entry["id"]), lambda _: {"used_at": hour})
    return _rights(entry)


def make(books: Books, rights: Rights, *, label: str, days: int) -> tuple[KeptKey, NewKey]:
    """A key with these rights for so many days, and the text that is shown once."""
    key, moment = new_key(), now()
    entry = {
        "id": key.name,
        "digest": key.digest,
        "label": label,
        "role": rights.role,
        "actors": sorted(rights.actors),
        "groups": sorted(rights.groups),
        "scopes": sorted(rights.verbs),
        "made_at": written(moment),
        "until": written(moment + timedelta(days=days)),
    }
    books.add(_LABEL, entry)
    return _kept(entry), key


def kept_keys(books: Books) -> list[KeptKey]:
    """Every key, ended ones too; the newest first."""
    return sorted((_kept(entry) for entry in books.all(_LABEL)), key=lambda key: (key.made_at, key.name), reverse=True)


def end(books: Books, name: str, *, after: timedelta = timedelta()) -> KeptKey:
    """Let a key open nothing from now on, or from `after` on. Raises NotFound, Contradicted (it has ended already)."""
    moment = now()

    def ended(entry: Mapping[str, Any]) -> dict[str, Any]:
        if _has_ended(entry):
            raise Contradicted("Cette clé a déjà pris fin.", "This key has ended already.", field="name")
        if after:
            return {"until": min(str(entry["until"]), written(moment + after))}
        return {"ended_at": written(moment)}

    try:
        return _kept(books.change(_LABEL, name, ended))
    except NotFound:
        raise _no_such_key() from None


def exchange(books: Books, name: str, *, days: int, grace: timedelta) -> tuple[KeptKey, NewKey]:
    """Another key with the same rights; the old one goes on for `grace`. Raises as `end` does."""
    entry = books.find(_LABEL, name)
    if entry is None:
        raise _no_such_key()
    made = make(books, _rights(entry), label=str(entry["label"]), days=days)
    try:
        end(books, name, after=grace)
    except SillonError:  # whoever gets no new key must not leave one behind
        end(books, made[0].name)
        raise
    return made


def _no_such_key() -> NotFound:
    return NotFound("Il n'y a pas de clé de ce nom.", "There is no key of this name.", field="name")


def _has_ended(entry: Mapping[str, Any]) -> bool:
    return entry.get("ended_at") is not None or is_past(entry["until"])


def _rights(entry: Mapping[str, Any]) -> Rights:
    return Rights(
        cast("Role", entry["role"]),
        tuple(entry.get("actors") or ()),
        tuple(entry.get("groups") or ()),
        cast("tuple[Verb, ...]", tuple(entry.get("scopes") or ())),
    )


def _kept(entry: Mapping[str, Any]) -> KeptKey:
    return KeptKey(
        name=str(entry["id"]),
        label=str(entry["label"]),
        rights=_rights(entry),
        made_at=str(entry["made_at"]),
        until=str(entry["until"]),
        ended_at=entry.get("ended_at"),
        used_at=entry.get("used_at"),
    )
