"""Who is answered what: every route that reads something guarded, for a thing of each audience, to each viewer.

`python -m tests.api.access_matrix` writes the tables of docs/access.md anew.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import httpx

from graph_service.access.rights import Rights, Verb, verbs_of
from graph_service.kernel.identifiers import told_id
from graph_service.settings import Settings
from graph_service.store import keys, open_store, people
from graph_service.store.graph import BoltStore
from tests.api.conftest import Service, service_of
from tests.engine.town import tell, whole_town
from tests.engine.town_names import CLUB, COUNCIL, FOUNDRY, GROUP, LABORATORY, SECRET, siret

PAGE = Path(__file__).parents[2] / "docs" / "access.md"
STUDIED, GROUPED = siret(80, 1), siret(80, 2)
OBJECTS: Mapping[str, str] = {
    "public": FOUNDRY, "members": CLUB, "analysts": STUDIED, "group": GROUPED, "private": SECRET,
}  # fmt: skip
"""Audience → an actor that has it; those of the group and the private one are their own owners."""


@dataclass(frozen=True)
class Who:
    """A viewer of the tables."""

    name: str
    rights: Rights | None = None
    """None: no key."""


def _holder(role: str, actors: Sequence[str] = (), groups: Sequence[str] = (), *verbs: Verb) -> Rights:
    return Rights(role, tuple(actors), tuple(groups), verbs or verbs_of(role))  # type: ignore[arg-type]  # one of Role


VIEWERS = (
    Who("visitor"),
    Who("member", _holder("member", (LABORATORY,))),
    Who("member of the group", _holder("member", (COUNCIL,), (GROUP,))),
    Who("its owner", _holder("member", (SECRET, GROUPED, STUDIED, CLUB, FOUNDRY))),
    Who("analyst", _holder("analyst")),
    Who("administrator", _holder("administrator", (), (), "read")),
)
VERBS = (
    Who("visitor"),
    Who("member", _holder("member", (LABORATORY,))),
    Who("analyst", _holder("analyst")),
    Who("administrator: read", _holder("administrator", (), (), "read")),
    Who("administrator: load", _holder("administrator", (), (), "load")),
    Who("administrator: administer", _holder("administrator", (), (), "administer")),
)
OF_AN_ACTOR = (
    "/v1/actors/{id}", "/v1/actors/{id}/neighbours", "/v1/actors/{id}/upstream", "/v1/actors/{id}/downstream",
    "/v1/actors/{id}/complementary", "/v1/actors?near={id}", "/v1/equipment?near={id}", "/acteurs/{id}",
    "/acteurs/{id}/amont", "/acteurs/{id}/aval", "/complementarites?actor={id}",
)  # fmt: skip
OF_A_FACT = ("/v1/facts/{fact}",)
LISTS: Mapping[str, str] = {
    "/v1/actors?limit=500": "actor", "/v1/actors?format=csv": "actor", "/v1/actors?format=geojson": "actor",
    "/acteurs": "actor", "/v1/equipment?limit=500": "machine",
    "/v1/equipment?format=csv": "machine", "/equipements": "machine",
    f"/v1/actors/{COUNCIL}/neighbours?explain=true": "fact",
}  # fmt: skip
"""Routes that list → of which kind of things."""
FOR_SOME: Mapping[str, str] = {
    "GET /v1/queries": "", "GET /v1/queries/{domain}/{name}": "", "GET /v1/export": "", "GET /v1/keys": "",
    "POST /v1/keys": '{"label": "x", "role": "member"}', "POST /v1/keys/{name}/exchange": "{}",
    "DELETE /v1/keys/{name}": "", "GET /v1/people": "", "POST /v1/people/invitations": '{"mail": "x@example.org"}',
    "POST /v1/people/first-administrator": "{}", "PUT /v1/people/{name}/rights": '{"role": "analyst"}',
    "DELETE /v1/people/{name}": "", "GET /v1/loads": "",
    "POST /v1/loads": '{"source": "nomenclature", "dry_run": true}',
    "POST /v1/rollback": '{"load": "load:none"}', "GET /v1/jobs/{id}": "",
}  # fmt: skip
"""Routes that are kept for some, with a body that is right."""


@dataclass
class World:
    """The service that is asked, with a key for each viewer."""

    service: Service
    facts: dict[str, str]
    """Audience → a fact that has it."""
    machines: dict[str, str]
    """Audience → a machine that has it."""
    _clients: dict[str, httpx.Client] = field(default_factory=dict)

    def client(self, who: Who) -> httpx.Client:
        """Somebody with his key."""
        if who.name not in self._clients:
            headers = {}
            if who.rights is not None:
                key = keys.make(self.service.store.books, who.rights, label="x", days=1)[1]
                headers["Authorization"] = f"Bearer {key.text}"
            self._clients[who.name] = self.service.client(**headers)
        return self._clients[who.name]

    def close(self) -> None:
        """Let go of the connections."""
        for client in self._clients.values():
            client.close()

    def status(self, who: Who, route: str, audience: str) -> int:
        """What he is answered who asks this route for a thing of this audience."""
        path = route.format(id=OBJECTS[audience], fact=self.facts[audience])
        return self._get(who, path).status_code

    def lists(self, who: Who, route: str, audience: str) -> str:
        """Whether a list holds the thing of this audience: yes or no."""
        kinds = {"actor": OBJECTS, "machine": self.machines, "fact": self.facts}
        answer = self._get(who, route)
        assert answer.status_code == 200, answer.text
        shown = answer.text.partition("<main")[2] or answer.text
        return "yes" if kinds[LISTS[route]][audience] in shown else "no"

    def status_of_verb(self, who: Who, route: str) -> int:
        """What he is answered who asks a route that is kept for some, of something that is there."""
        method, _, path = route.partition(" ")
        books = self.service.store.books
        if "/keys/" in path:
            path = path.format(name=keys.make(books, _holder("member"), label="x", days=1)[0].name)
        elif "/people/" in path:
            mail = f"{len(people.everybody(books))}@example.org"
            path = path.format(
                name=people.admitted(books, lambda one: one.mail == mail, lambda _: _holder("member"), mail=mail).id
            )
        path = path.format(domain="actors", name="everyone", id="none")
        body = FOR_SOME[route] or None
        answer = self.client(who).request(method, path, content=body, headers={"Content-Type": "application/json"})
        return answer.status_code

    def _get(self, who: Who, path: str) -> httpx.Response:
        return self.client(who).get(path, headers={"Accept": "*/*" if path.startswith("/v1") else "text/html"})


@contextmanager
def world(store: BoltStore, folder: Path) -> Iterator[World]:
    """The town with an actor and a fact of every audience, served."""
    town = whole_town(store.schema)
    facts = {
        audience: town.fact("ADVISES", COUNCIL, actor, source="survey", basis="declared", **gate)
        for audience, actor, gate in (
            ("public", LABORATORY, {"audience": "public", "owner": LABORATORY}),
            ("members", FOUNDRY, {"audience": "members", "owner": CLUB}),
            ("analysts", FOUNDRY, {"audience": "analysts", "owner": FOUNDRY}),
            ("group", FOUNDRY, {"audience": GROUP, "owner": GROUPED}),
            ("private", FOUNDRY, {"audience": "private", "owner": SECRET}),
        )
    }
    town.actor(STUDIED, "Atelier observé", "insee:99001", audience="analysts", owner=STUDIED, source="survey")
    town.actor(GROUPED, "Atelier du groupe", "insee:99001", audience=GROUP, owner=GROUPED, source="survey")
    machines = {}
    for audience, actor in OBJECTS.items():
        gate = {"audience": GROUP if audience == "group" else audience, "owner": actor, "source": "survey"}
        machines[audience] = str(told_id("machine", "survey", f"of {audience}"))
        town.node("Equipment", machines[audience], label=f"Machine {audience}", shareable=True, **gate)
        town.fact("OWNS", actor, machines[audience], basis="declared", **gate)
        town.fact("OF_TYPE", machines[audience], "equipment:mill", basis="declared", **gate)
    tell(store, town)
    with service_of(store, folder) as service:
        asked = World(service, facts, machines)
        yield asked
        asked.close()


def tables(asked: World) -> str:
    """Both tables, as docs/access.md has them."""
    lines = _table(("route", "audience of the thing", *(who.name for who in VIEWERS)))
    for route, audience in product((*OF_AN_ACTOR, *OF_A_FACT), OBJECTS):
        lines.append(_row((f"`{route}`", audience, *(asked.status(who, route, audience) for who in VIEWERS))))
    lines += ["", *_table(("route that lists", "audience of the thing", *(who.name for who in VIEWERS)))]
    for route, audience in product(LISTS, OBJECTS):
        lines.append(_row((f"`{route}`", audience, *(asked.lists(who, route, audience) for who in VIEWERS))))
    lines += ["", *_table(("route", *(who.name for who in VERBS)))]
    lines += [_row((f"`{route}`", *(asked.status_of_verb(who, route) for who in VERBS))) for route in FOR_SOME]
    return "\n".join(lines) + "\n"


def cells(text: str) -> dict[tuple[str, ...], str]:
    """The cells of the tables of a page: route, audience (of the first table) and viewer → what is answered."""
    found: dict[tuple[str, ...], str] = {}
    heads: list[str] = []
    for line in text.splitlines():
        told = [cell.strip().strip("`") for cell in line.strip("|").split("|")] if line.startswith("|") else []
        if not told or set(told[0]) <= {"-", " "}:
            continue
        if told[0].startswith("route"):
            heads = told
            continue
        first = heads.index("visitor")
        for who, status in zip(heads[first:], told[first:], strict=True):
            found[*told[:first], who] = status
    return found


def _table(heads: Sequence[str]) -> list[str]:
    return [_row(heads), _row(["---"] * len(heads))]


def _row(values: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, values)) + " |"


def main() -> None:
    """Write the tables anew."""
    with tempfile.TemporaryDirectory() as name:
        store = open_store(Settings(data=Path(name) / "data"))
        assert isinstance(store, BoltStore)
        with world(store, Path(name)) as asked:
            told = tables(asked)
        store.close()
    head = PAGE.read_text(encoding="utf-8").partition("| route")[0]
    PAGE.write_text(head + told, encoding="utf-8")


if __name__ == "__main__":
    main()
