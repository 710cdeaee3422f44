"""How people come in, on both engines: by a link that works once, into a session that ends with its holder's rights."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph_service.access.rights import Rights
from graph_service.access.tickets import kept_as, new_ticket
from graph_service.kernel.errors import NotFound, NotSignedIn
from graph_service.store import people, sessions
from graph_service.store.books import Books
from graph_service.store.graph import BoltStore
from graph_service.store.instants import now, written
from graph_service.store.people import KeptPerson

MEMBER = Rights("member", ("siret:1",), verbs=("read",))


def somebody(books: Books, mail: str) -> KeptPerson:
    return people.admitted(books, lambda one: one.mail == mail, lambda _: MEMBER, mail=mail)


def signed_in(books: Books, person: KeptPerson) -> str:
    return sessions.accept(books, sessions.invite(books, person, days=1)[0], days=2)[1]


def pass_its_day(books: Books, label: str, ticket: str) -> None:
    books.change(label, kept_as(ticket) or "", lambda _: {"until": written(now() - timedelta(seconds=1))})


def test_a_link_lets_in_whom_it_was_made_for_and_only_once(store: BoltStore) -> None:
    books, ana = store.books, somebody(store.books, "ana@example.org")
    link, _ = sessions.invite(books, ana, days=1)

    assert sessions.invited(books, link).id == sessions.invited(books, link).id == ana.id
    person, ticket = sessions.accept(books, link, days=2)

    assert person.id == ana.id
    holder = sessions.holder_of(books, ticket)
    assert holder is not None
    assert (holder.rights, holder.mail, holder.seen_at is not None) == (MEMBER, "ana@example.org", True)
    for again in (sessions.invited, lambda books, link: sessions.accept(books, link, days=2)):
        with pytest.raises(NotSignedIn):
            again(books, link)


def test_of_many_who_follow_a_link_at_once_one_comes_in(store: BoltStore) -> None:
    person = somebody(store.books, "hurried@example.org")
    link, _ = sessions.invite(store.books, person, days=1)

    def follow(_: int) -> str | None:
        try:
            return sessions.accept(store.books, link, days=2)[1]
        except NotSignedIn:
            return None

    with ThreadPoolExecutor(8) as crowd:
        tickets = [each for each in crowd.map(follow, range(24)) if each]

    assert len(tickets) == 1
    assert len(sessions.sessions_of(store.books, person)) == 1


def test_links_and_sessions_end_with_their_day_with_another_link_and_with_their_person(store: BoltStore) -> None:
    books, ben = store.books, somebody(store.books, "ben@example.org")
    first, _ = sessions.invite(books, ben, days=1)
    second, _ = sessions.invite(books, ben, days=1)
    with pytest.raises(NotSignedIn):
        sessions.accept(books, first, days=2)
    pass_its_day(books, "Invitation", second)
    with pytest.raises(NotSignedIn):
        sessions.accept(books, second, days=2)

    late, open_still = signed_in(books, ben), signed_in(books, ben)
    pass_its_day(books, "Session", late)
    assert sessions.holder_of(books, late) is None
    assert sessions.holder_of(books, open_still) is not None
    third, _ = sessions.invite(books, ben, days=1)
    people.end(books, ben.id)
    assert sessions.holder_of(books, open_still) is None
    with pytest.raises(NotSignedIn):
        sessions.accept(books, third, days=2)


def test_whoever_comes_in_clears_away_what_has_ended(store: BoltStore) -> None:
    books, cleo = store.books, somebody(store.books, "cleo@example.org")
    old = signed_in(books, cleo)
    pass_its_day(books, "Session", old)

    new = signed_in(books, cleo)

    assert books.find("Session", kept_as(old) or "") is None
    assert [each.id for each in sessions.sessions_of(books, cleo)] == [kept_as(new)]


def test_one_signs_out_here_or_everywhere_else(store: BoltStore) -> None:
    books, dora = store.books, somebody(store.books, "dora@example.org")
    other = signed_in(books, somebody(books, "other@example.org"))
    here, there, elsewhere = (signed_in(books, dora) for _ in range(3))

    assert sessions.end_all(books, dora, but=here) == 2
    assert [sessions.holder_of(books, each) is None for each in (here, there, elsewhere, other)] == [
        False, True, True, False,
    ]  # fmt: skip
    sessions.end(books, here)
    assert sessions.holder_of(books, here) is None


def test_other_rights_hold_at_once_and_an_address_is_one_person(store: BoltStore) -> None:
    books, eva = store.books, somebody(store.books, "eva@example.org")
    ticket = signed_in(books, eva)

    people.give(books, eva.id, Rights("analyst", verbs=("read",)))

    holder = sessions.holder_of(books, ticket)
    assert holder is not None
    assert (holder.rights.role, holder.rights.actors) == ("analyst", ())
    people.end(books, eva.id)
    back = people.admitted(books, lambda one: one.mail == eva.mail, lambda one: one.rights if one else MEMBER)
    assert (back.id, back.rights.role, back.ended_at, back.mail) == (eva.id, "analyst", None, "eva@example.org")


def test_what_nobody_made_opens_nothing(store: BoltStore) -> None:
    for text in ("", "?", new_ticket(), "é" * 43, "a" * 44):
        assert sessions.holder_of(store.books, text) is None
        with pytest.raises(NotSignedIn):
            sessions.invited(store.books, text)
    with pytest.raises(NotFound):
        people.end(store.books, "nobody")


def test_only_a_digest_is_kept(store: BoltStore) -> None:
    books, finn = store.books, somebody(store.books, "finn@example.org")
    link, _ = sessions.invite(books, finn, days=1)
    _, ticket = sessions.accept(books, link, days=1)

    kept = repr([books.all(label) for label in ("Person", "Invitation", "Session")])

    assert (kept_as(link) or "no form") in kept
    assert link not in kept
    assert ticket not in kept
