"""People: inviting them, what they may, and ending it."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from graph_service.access.rights import Rights, verbs_of
from graph_service.access.viewer import Viewer
from graph_service.accounts.giving import check_there
from graph_service.accounts.models import Invitation, Person
from graph_service.kernel.errors import Contradicted, WrongInput
from graph_service.store import people, sessions
from graph_service.store.people import KeptPerson
from graph_service.store.port import GraphStore

FIRST_DAYS = 1
"""Days that the link of the first administrator opens."""


def invite(
    store: GraphStore, viewer: Viewer, mail: str, rights: Rights | None, *, days: int, address: str
) -> Invitation:
    """A link that lets somebody in once. Who is known keeps his rights when `rights` is None, and is a member of nobody
    in particular otherwise. `address`: of this service. Raises WrongInput.
    """
    written = mail_of(mail)
    if rights is not None:
        check_there(store, viewer, rights)
    member = Rights("member", verbs=verbs_of("member"))
    person = people.admitted(
        store.books,
        lambda one: one.mail == written,
        lambda one: rights or (one.rights if one else member),
        mail=written,
        came_by="invitation",
    )
    return _invitation(store, person, days, address)


def first_administrator(store: GraphStore, address: str) -> Invitation | None:
    """A link for whoever sets an instance up; None once an administrator has come in."""
    administrators = [
        person
        for person in people.everybody(store.books)
        if person.rights.role == "administrator" and not person.ended_at
    ]
    if any(person.seen_at for person in administrators):
        return None
    rights = Rights("administrator", verbs=verbs_of("administrator"))
    person = people.admitted(store.books, lambda one: one.mail is None and one.subject is None, lambda _: rights)
    return _invitation(store, person, FIRST_DAYS, address)


def everybody(store: GraphStore) -> list[Person]:
    """All people, those whose access ended too; the newest first."""
    return [_shown(person) for person in people.everybody(store.books)]


def give(store: GraphStore, viewer: Viewer, name: str, rights: Rights) -> Person:
    """Other rights for somebody, from the next request on. Raises NotFound, WrongInput, Contradicted."""
    check_there(store, viewer, rights)
    _leave_one(store, name, rights)
    return _shown(people.give(store.books, name, rights))


def end(store: GraphStore, name: str) -> Person:
    """Let somebody in no more, and sign him out everywhere. Raises NotFound, Contradicted."""
    _leave_one(store, name, None)
    person = people.end(store.books, name)
    sessions.end_all(store.books, person)
    return _shown(person)


def mail_of(text: str) -> str:
    """A mail address as it is kept, small letters. Raises WrongInput."""
    try:
        found: str = validate_email(text.strip(), check_deliverability=False).normalized
    except EmailNotValidError as wrong:
        raise WrongInput(
            f"« {text[:100]} » n'est pas une adresse de messagerie.",
            f"“{text[:100]}” is not a mail address: {wrong}",
            field="mail",
        ) from None
    return found.casefold()


def _leave_one(store: GraphStore, name: str, rights: Rights | None) -> None:
    """Raises NotFound; Contradicted when nobody would answer for the instance any more."""
    person = people.person_of(store.books, name)
    if person.rights.role != "administrator" or person.ended_at or (rights and rights.role == "administrator"):
        return
    others = (one for one in people.everybody(store.books) if one.id != name and not one.ended_at)
    if person.seen_at and not any(one.rights.role == "administrator" and one.seen_at for one in others):
        raise Contradicted(
            "C'est le seul administrateur : invitez-en un autre d'abord.",
            "This is the only administrator: invite another one first.",
            field="name",
        )


def _invitation(store: GraphStore, person: KeptPerson, days: int, address: str) -> Invitation:
    ticket, until = sessions.invite(store.books, person, days=days)
    return Invitation(person=_shown(person), link=f"{address}/connexion?invitation={ticket}", until=until)


def _shown(person: KeptPerson) -> Person:
    return Person(
        name=person.id,
        mail=person.mail,
        role=person.rights.role,
        actors=person.rights.actors,
        groups=person.rights.groups,
        state="ended" if person.ended_at else "open" if person.seen_at else "invited",
        made_at=person.made_at,
        seen_at=person.seen_at,
        ended_at=person.ended_at,
    )
