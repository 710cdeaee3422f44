"""What a viewer cannot see changes nothing in what he is answered."""

from __future__ import annotations

from graph_service.access.viewer import PUBLIC, Viewer, member
from graph_service.actors.models import ActorFilter
from graph_service.actors.service import neighbours, profile, search
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.identifiers import Curie
from graph_service.store.changes import Change
from graph_service.store.graph import BoltStore
from tests.engine.town import CLUB, FOUNDRY, LABORATORY, Town, whole_town

QUESTIONS = (
    ActorFilter(),
    ActorFilter(q="fonderie"),
    ActorFilter(q="fondrie cachee"),
    ActorFilter(sector=Curie("naf:C")),
    ActorFilter(near=(49.1, 6.2), km=50.0),
    ActorFilter(territory=Curie("pole:invented"), basis=("declared",)),
)


def answers(store: BoltStore, viewer: Viewer) -> list[str]:
    said = [search(store, viewer, asked, offset=0, limit=50).model_dump_json() for asked in QUESTIONS]
    said += [profile(store, viewer, Curie(actor)).model_dump_json() for actor in (FOUNDRY, LABORATORY)]
    said += [
        one.model_dump_json() for actor in (FOUNDRY, LABORATORY) for one in neighbours(store, viewer, Curie(actor)).rows
    ]
    return [*said, store.version(viewer).hash]


def parts(town: Town) -> tuple[list[Change], list[Change], list[Change]]:
    """What everybody sees, what members see, what only its owner sees."""
    split: dict[str, list[Change]] = {"public": [], "members": [], "private": []}
    for change in town.changes:
        split[change.properties.get("audience", "public")].append(change)
    return split["public"], split["members"], split["private"]


def test_writing_what_somebody_cannot_see_changes_none_of_his_answers(store: BoltStore) -> None:
    everybody, members, private = parts(whole_town(store.schema))
    with store.loading("tests") as loading:
        loading.apply({"id": "load:" + short_hash("1"), "source": "register"}, everybody)
        seen = answers(store, PUBLIC)
        loading.apply({"id": "load:" + short_hash("2"), "source": "register"}, members)
        seen_by_member = answers(store, member())
        loading.apply({"id": "load:" + short_hash("3"), "source": "register"}, private)

    assert answers(store, PUBLIC) == seen
    assert answers(store, member()) == seen_by_member
    assert seen_by_member != seen
    assert search(store, member(), ActorFilter(q="club"), offset=0, limit=5).rows[0].id == CLUB
