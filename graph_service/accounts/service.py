"""Keys: which may be made, and how they are shown."""

from __future__ import annotations

from datetime import timedelta

from graph_service.access.keys import NewKey
from graph_service.access.rights import Rights, Role, verbs_of
from graph_service.access.viewer import Viewer
from graph_service.accounts import queries
from graph_service.accounts.giving import check_there
from graph_service.accounts.models import Key, MadeKey, Me, SpokenFor
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store import keys
from graph_service.store.instants import is_past
from graph_service.store.port import GraphStore


def make(store: GraphStore, viewer: Viewer, rights: Rights, *, label: str, days: int) -> MadeKey:
    """A new key. Raises WrongInput: a role that has not these scopes, an actor or group that is not there."""
    _check_scopes(rights)
    check_there(store, viewer, rights)
    return _made(keys.make(store.books, rights, label=label, days=days))


def exchange(store: GraphStore, name: str, *, days: int, grace_hours: int) -> MadeKey:
    """A key in the place of another one. Raises NotFound, Contradicted when that one has ended already."""
    return _made(keys.exchange(store.books, name, days=days, grace=timedelta(hours=grace_hours)))


def revoke(store: GraphStore, name: str) -> Key:
    """The key, which opens nothing any more. Raises NotFound, Contradicted when it has ended already."""
    return _shown(keys.end(store.books, name))


def all_keys(store: GraphStore) -> list[Key]:
    """Every key, those that ended too; the newest first."""
    return [_shown(key) for key in keys.kept_keys(store.books)]


def me(store: GraphStore, viewer: Viewer, rights: Rights, *, mail: str | None) -> Me:
    """Who asks: `viewer` is what he sees, `rights` what he may do, `mail` that of whoever is signed in."""
    found = queries.spoken_for(store, viewer, ids=[Curie(each) for each in (*viewer.owners, *_groups(viewer))])
    known = {each.id: each for each in found}
    level: Role = "visitor" if viewer.level == "public" else "member" if viewer.level == "members" else "analyst"
    return Me(
        mail=mail,
        role="administrator" if viewer.administrator else level,
        level=viewer.level,
        actors=_named(viewer.owners, known),
        groups=_named(_groups(viewer), known),
        scopes=rights.verbs,
    )


def _named(ids: tuple[str, ...], known: dict[str, SpokenFor]) -> tuple[SpokenFor, ...]:
    """Whoever lost its actor still is told for whom it was made."""
    return tuple(known.get(each) or SpokenFor(id=each, label=each) for each in ids)


def _groups(viewer: Viewer) -> tuple[str, ...]:
    return tuple(token for token in viewer.tokens if token.startswith("group:"))


def _check_scopes(rights: Rights) -> None:
    if not rights.verbs:
        raise WrongInput("Une clé doit pouvoir quelque chose.", "A key must be good for something.", field="scopes")
    allowed = verbs_of(rights.role)
    for scope in rights.verbs:
        if scope not in allowed:
            raise WrongInput(
                f"« {scope} » n'est pas pour le rôle {rights.role}, qui a : {', '.join(allowed)}.",
                f"“{scope}” is not for the role {rights.role}, which has: {', '.join(allowed)}.",
                field="scopes",
            )


def _made(made: tuple[keys.KeptKey, NewKey]) -> MadeKey:
    kept, new = made
    return MadeKey(key=_shown(kept), secret=new.text)


def _shown(key: keys.KeptKey) -> Key:
    return Key(
        name=key.name,
        label=key.label,
        role=key.rights.role,
        actors=key.rights.actors,
        groups=key.rights.groups,
        scopes=key.rights.verbs,
        state="revoked" if key.ended_at else "expired" if is_past(key.until) else "open",
        made_at=key.made_at,
        until=key.until,
        revoked_at=key.ended_at,
        used_at=key.used_at,
    )
