"""The people of a database: who may sign in, and as whom."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from graph_service.access.rights import Rights, Role, verbs_of
from graph_service.kernel.errors import NotFound
from graph_service.store.books import Books, Entry
from graph_service.store.instants import now, written

_LABEL = "Person"
_adding = threading.Lock()


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """Somebody who may sign in, or might."""

    id: str
    mail: str | None
    """None: whoever first came in, before there was anybody to invite him."""
    subject: str | None
    """What an identity provider calls him."""
    claimed: str | None
    """The actor that the provider said he works for; one of those he speaks for."""
    came_by: Literal["invitation", "list"]
    """list: never invited, let in because the instance's list names his firm or domain."""
    rights: Rights
    made_at: str
    seen_at: str | None
    """When he last came in; ISO 8601 instants, UTC."""
    ended_at: str | None


def everybody(books: Books) -> list[KeptPerson]:
    """All people, those whose access ended too; the newest first."""
    kept = (_kept(entry) for entry in books.all(_LABEL))
    return sorted(kept, key=lambda person: (person.made_at, person.id), reverse=True)


def person_of(books: Books, id_: str) -> KeptPerson:
    """One of them. Raises NotFound."""
    entry = books.find(_LABEL, id_)
    if entry is None:
        raise _nobody()
    return _kept(entry)


def known(books: Books, wanted: Callable[[KeptPerson], bool]) -> KeptPerson | None:
    """The first who is the one wanted, those who may come in before those who may no longer."""
    found = sorted(filter(wanted, everybody(books)), key=lambda person: (person.ended_at is not None, person.made_at))
    return next(iter(found), None)


def admitted(
    books: Books,
    wanted: Callable[[KeptPerson], bool],
    rights: Callable[[KeptPerson | None], Rights],
    **said: str | None,
) -> KeptPerson:
    """Whoever is wanted, made when there is nobody, with the rights that `rights` gives him, and let in again if he
    had been shut out. `said`: mail, subject.
    """
    with _adding:  # else two that come at once would be two people
        person = known(books, wanted)
        if person is None:
            given = rights(None)
            entry = {"id": secrets.token_hex(8), **said, **_written_rights(given), "made_at": written(now())}
            books.add(_LABEL, entry)
            return _kept(entry)
        given = rights(person)
        return change(books, person.id, lambda _: {**said, **_written_rights(given), "ended_at": None})


def give(books: Books, id_: str, rights: Rights) -> KeptPerson:
    """Other rights for somebody, from now on. Raises NotFound."""
    return change(books, id_, lambda _: {**_written_rights(rights), "claimed": None})


def end(books: Books, id_: str) -> KeptPerson:
    """Let somebody in no more; what he has open goes with `sessions.end_all`. Raises NotFound."""
    return change(books, id_, lambda entry: {"ended_at": entry.get("ended_at") or written(now())})


def change(books: Books, id_: str, new: Callable[[Entry], Mapping[str, Any]]) -> KeptPerson:
    """Somebody, changed. Raises NotFound."""
    try:
        return _kept(books.change(_LABEL, id_, new))
    except NotFound:
        raise _nobody() from None


def _nobody() -> NotFound:
    return NotFound("Il n'y a personne de ce nom.", "There is nobody of this name.", field="name")


def _written_rights(rights: Rights) -> Entry:
    return {"role": rights.role, "actors": sorted(rights.actors), "groups": sorted(rights.groups)}


def _kept(entry: Mapping[str, Any]) -> KeptPerson:
    role = cast("Role", entry["role"])
    return KeptPerson(
        id=str(entry["id"]),
        mail=entry.get("mail"),
        subject=entry.get("subject"),
        claimed=entry.get("claimed"),
        came_by="list" if entry.get("came_by") == "list" else "invitation",
        rights=Rights(role, tuple(entry.get("actors") or ()), tuple(entry.get("groups") or ()), verbs_of(role)),
        made_at=str(entry["made_at"]),
        seen_at=entry.get("seen_at"),
        ended_at=entry.get("ended_at"),
    )
