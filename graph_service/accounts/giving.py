"""Which rights may be given: for actors and groups that there are."""

from __future__ import annotations

from graph_service.access.rights import Rights
from graph_service.access.viewer import Viewer
from graph_service.accounts import queries
from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import Curie
from graph_service.store.port import GraphStore


def check_there(store: GraphStore, viewer: Viewer, rights: Rights) -> None:
    """Raises WrongInput for an actor or a group that is not there for the one who gives the rights."""
    wanted = [Curie(each) for each in (*rights.actors, *rights.groups)]
    there = {each.id for each in queries.spoken_for(store, viewer, ids=wanted)}
    for field, ids, is_group in (("actors", rights.actors, False), ("groups", rights.groups, True)):
        for each in ids:
            if each.startswith("group:") != is_group or each not in there:
                fr, en = ("groupe", "group") if is_group else ("acteur", "actor")
                raise WrongInput(f"Il n'y a pas de {fr} {each}.", f"There is no {en} {each}.", field=field)
