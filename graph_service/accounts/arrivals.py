"""Who comes from the identity provider: somebody known, somebody on the list of the instance, or nobody of ours."""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.access.rights import Rights, verbs_of
from graph_service.access.viewer import administrator
from graph_service.accounts import queries
from graph_service.accounts.people import mail_of
from graph_service.accounts.provider import Claims
from graph_service.kernel.errors import NotAllowed, WrongInput
from graph_service.kernel.identifiers import Curie, PrefixTable
from graph_service.store import people
from graph_service.store.people import KeptPerson
from graph_service.store.port import GraphStore


@dataclass(frozen=True, slots=True)
class AllowList:
    """Who may come in uninvited."""

    firms: frozenset[str] = frozenset()
    """`siret:…` and `siren:…`."""
    domains: frozenset[str] = frozenset()
    """What stands behind the @ of an address."""

    def names(self, actor: str | None, mail: str | None) -> bool:
        """Whether the list names his establishment, its legal unit, or the domain of his address."""
        unit = f"siren:{actor.partition(':')[2][:9]}" if actor else None
        return bool({actor, unit} & self.firms) or (mail or "").rpartition("@")[2] in self.domains


def allow_list(text: str, prefixes: PrefixTable) -> AllowList:
    """The list as settings write it. Raises WrongInput.

    >>> from graph_service.store.promises import promises
    >>> allow_list("@Example.org", promises()[0].prefixes).domains
    frozenset({'example.org'})
    """
    firms, domains = set(), set()
    for each in filter(None, (part.strip() for part in text.split(","))):
        if each.startswith("@"):
            domains.add(mail_of(f"somebody{each}").rpartition("@")[2])
            continue
        firm = prefixes.curie(each, field="SILLON_OIDC_ALLOW")
        if not firm.startswith(("siret:", "siren:")):
            raise WrongInput(
                f"SILLON_OIDC_ALLOW : « {each} » n'est ni siret:…, ni siren:…, ni @domaine.",
                f"SILLON_OIDC_ALLOW: “{each}” is neither siret:…, nor siren:…, nor @domain.",
                field="SILLON_OIDC_ALLOW",
            )
        firms.add(str(firm))
    return AllowList(frozenset(firms), frozenset(domains))


def arrived(store: GraphStore, claims: Claims, allowed: AllowList) -> KeptPerson:
    """Whoever the provider sends, with the rights he has now.

    He is known by the provider's name for him, else by a verified address that was invited. His establishment, when it
    is an actor here, is one he speaks for, in the place of the one he was said to work for before. Who was never
    invited must be on the list each time. Raises NotAllowed.
    """
    told = _establishment(store, claims)
    mail = mail_of(claims.mail) if claims.mail else None
    there = {each.id for each in queries.spoken_for(store, administrator(), ids=[told])} if told else set()
    claimed = told if told in there else None

    def is_same(person: KeptPerson) -> bool:
        return person.subject == claims.subject

    def is_invited(person: KeptPerson) -> bool:
        return mail is not None and person.mail == mail and person.subject is None

    def rights(person: KeptPerson | None) -> Rights:
        uninvited = person is None or person.came_by == "list"
        if (person and person.ended_at) or (uninvited and not allowed.names(told, mail)):
            raise NotAllowed(
                "Ce service ne vous connaît pas encore : demandez une invitation à qui l'administre.",
                "This service does not know you yet: ask whoever administers it for an invitation.",
            )
        before = person.rights if person else Rights("member")
        actors = {*before.actors} - {person.claimed if person else None} | ({claimed} if claimed else set())
        return Rights(before.role, tuple(sorted(actors)), before.groups, verbs_of(before.role))

    known = people.known(store.books, is_same)
    wanted = is_same if known else is_invited
    known = known or people.known(store.books, is_invited)
    said = {"subject": claims.subject, "claimed": claimed, "came_by": known.came_by if known else "list"}
    if mail:
        said["mail"] = mail
    return people.admitted(store.books, wanted, rights, **said)


def _establishment(store: GraphStore, claims: Claims) -> Curie | None:
    """The SIRET that the provider says, as an id; None when it says none that could be."""
    try:
        return store.schema.prefixes.curie(f"siret:{claims.siret}") if claims.siret else None
    except WrongInput:
        return None
