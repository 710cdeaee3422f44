"""How people come in: by a link that works once, into a session that lasts some days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from graph_service.access.tickets import kept_as, new_ticket
from graph_service.kernel.errors import NotFound, NotSignedIn, SillonError
from graph_service.store import people
from graph_service.store.books import Books, Entry
from graph_service.store.instants import hour_of_use, is_past, now, written
from graph_service.store.people import KeptPerson

_SESSION, _INVITATION = "Session", "Invitation"


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A browser in which somebody is signed in."""

    id: str
    made_at: str
    until: str
    used_at: str | None
    """ISO 8601 instants, UTC; the last to the hour."""


def invite(books: Books, person: KeptPerson, *, days: int) -> tuple[str, str]:
    """A ticket that lets somebody in once, and until when; those he had before open nothing any more."""
    books.remove(_INVITATION, _ids(books, _INVITATION, lambda entry: entry["person"] == person.id))
    return _issue(books, _INVITATION, person, timedelta(days=days))


def invited(books: Books, ticket: str) -> KeptPerson:
    """Whom a link is for; it is not used by asking. Raises NotSignedIn."""
    entry = _find(books, _INVITATION, ticket)
    return _unused(books, entry)


def accept(books: Books, ticket: str, *, days: int) -> tuple[KeptPerson, str]:
    """Use a link: who came in, and the ticket of his session. Raises NotSignedIn: unknown, used, or past its day."""
    entry = _find(books, _INVITATION, ticket)
    person = _unused(books, entry)

    def use(found: Mapping[str, Any]) -> dict[str, Any]:
        if found.get("used_at") is not None:
            raise _no_link()
        return {"used_at": written(now())}

    try:
        books.change(_INVITATION, str(entry["id"]) if entry else "", use)
    except NotFound:
        raise _no_link() from None
    return person, begin(books, person, days=days)


def begin(books: Books, person: KeptPerson, *, days: int) -> str:
    """A session of somebody who has shown who he is: its ticket. What has ended is cleared away."""
    for label in (_SESSION, _INVITATION):
        books.remove(label, _ids(books, label, lambda entry: is_past(entry["until"])))
    ticket, _ = _issue(books, _SESSION, person, timedelta(days=days))
    people.change(books, person.id, lambda _: {"seen_at": written(now())})
    return ticket


def holder_of(books: Books, ticket: str) -> KeptPerson | None:
    """Who is signed in with this ticket; None when nobody is, any more."""
    entry = _find(books, _SESSION, ticket)
    if entry is None or is_past(entry["until"]):
        return None
    try:
        person = people.person_of(books, str(entry["person"]))
    except NotFound:
        return None
    hour = hour_of_use(entry)
    if hour is not None:
        with suppress(SillonError):  # an answer does not fail because this could not be noted
            books.change(_SESSION, str(entry["id"]), lambda _: {"used_at": hour})
    return None if person.ended_at else person


def sessions_of(books: Books, person: KeptPerson) -> list[KeptSession]:
    """Where somebody is signed in, the newest first."""
    mine = (entry for entry in books.all(_SESSION) if entry["person"] == person.id and not is_past(entry["until"]))
    kept = (
        KeptSession(str(each["id"]), str(each["made_at"]), str(each["until"]), each.get("used_at")) for each in mine
    )
    return sorted(kept, key=lambda session: (session.made_at, session.id), reverse=True)


def end(books: Books, ticket: str) -> None:
    """Sign out here."""
    books.remove(_SESSION, [kept_as(ticket) or ""])


def end_all(books: Books, person: KeptPerson, *, but: str = "") -> int:
    """Sign somebody out everywhere, but where he holds the ticket `but`; how many sessions ended."""
    kept = kept_as(but)
    gone = _ids(books, _SESSION, lambda entry: entry["person"] == person.id and entry["id"] != kept)
    return books.remove(_SESSION, gone)


def _issue(books: Books, label: str, person: KeptPerson, lasts: timedelta) -> tuple[str, str]:
    ticket, moment = new_ticket(), now()
    until = written(moment + lasts)
    books.add(label, {"id": kept_as(ticket), "person": person.id, "made_at": written(moment), "until": until})
    return ticket, until


def _find(books: Books, label: str, ticket: str) -> Entry | None:
    kept = kept_as(ticket)
    return books.find(label, kept) if kept else None


def _unused(books: Books, entry: Entry | None) -> KeptPerson:
    if entry is None or entry.get("used_at") is not None or is_past(entry["until"]):
        raise _no_link()
    try:
        person = people.person_of(books, str(entry["person"]))
    except NotFound:
        raise _no_link() from None
    if person.ended_at:
        raise _no_link()
    return person


def _ids(books: Books, label: str, wanted: Callable[[Entry], bool]) -> list[str]:
    return [str(entry["id"]) for entry in books.all(label) if wanted(entry)]


def _no_link() -> NotSignedIn:
    return NotSignedIn(
        "Ce lien n'ouvre rien : il a déjà servi, il est échu, ou il n'est pas de ce service. Demandez-en un autre.",
        "This link opens nothing: it was used, it is past its day, or it is not of this service. Ask for another one.",
        field="invitation",
    )
