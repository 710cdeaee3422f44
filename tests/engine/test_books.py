"""What the service keeps for itself: apart from the graph, one change at a time, of the types that are declared."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph_service.kernel.errors import Conflict, NotFound
from graph_service.store.graph import BoltStore


def key(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "label": "une clé", "actors": ["siret:1"], **more}


def test_an_entry_is_kept_found_and_changed(store: BoltStore) -> None:
    books = store.books
    books.add("Key", key("kept", used_at=None))

    assert books.find("Key", "kept") == key("kept")
    assert books.find("Key", "other") is None
    assert books.change("Key", "kept", lambda _: {"label": "autre", "actors": None}) == {"id": "kept", "label": "autre"}
    assert [each for each in books.all("Key") if each["id"] == "kept"] == [{"id": "kept", "label": "autre"}]


def test_two_never_have_one_id_and_no_id_changes(store: BoltStore) -> None:
    store.books.add("Key", key("once"))

    with pytest.raises(Conflict):
        store.books.add("Key", key("once", label="la deuxième"))
    with pytest.raises(Conflict):
        store.books.change("Key", "once", lambda _: {"id": "twice"})
    with pytest.raises(NotFound):
        store.books.change("Key", "never", lambda _: {})
    assert store.books.find("Key", "once") == key("once")


def test_a_change_that_is_given_up_changes_nothing(store: BoltStore) -> None:
    store.books.add("Key", key("stays"))

    def no(_: dict[str, Any]) -> dict[str, Any]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.books.change("Key", "stays", no)
    assert store.books.find("Key", "stays") == key("stays")


def test_of_many_who_change_one_entry_at_once_each_sees_the_work_of_the_one_before(store: BoltStore) -> None:
    store.books.add("Counter", {"id": "many", "value": 0})

    def one_more(_: int) -> int:
        return int(store.books.change("Counter", "many", lambda now: {"value": now["value"] + 1})["value"])

    with ThreadPoolExecutor(6) as pool:
        values = list(pool.map(one_more, range(30)))

    assert sorted(values) == list(range(1, 31))


def test_the_books_are_no_part_of_the_graph(store: BoltStore) -> None:
    before = store.digest(), store.counts(), store.projection_key()
    store.books.add("Key", key("aside"))

    assert (store.digest(), store.counts(), store.projection_key()) == before
    assert not any(entry.type == "Key" for entry, _ in store.dump())


@pytest.mark.parametrize("wrong", [{"unknown": "x"}, {"label": 3}, {"actors": "siret:1"}, {"actors": [1]}])
def test_only_what_is_declared_is_kept(store: BoltStore, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"graph\.toml"):
        store.books.add("Key", {"id": "wrong", **wrong})
    assert store.books.find("Key", "wrong") is None


@pytest.mark.parametrize("label", ["Actor", "Load", "Key) DETACH DELETE (n"])
def test_only_what_is_internal_is_read(store: BoltStore, label: str) -> None:
    with pytest.raises(ValueError, match="internal"):
        store.books.find(label, "x")
    with pytest.raises(ValueError, match="internal"):
        store.books.all(label)
