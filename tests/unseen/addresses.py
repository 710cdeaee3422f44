"""What a reader may ask, drawn from the routes that there are: of each some addresses close to what is hidden.

Parameters are filled by their names; one that nobody has thought of yet fails the test, which is how it is noticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI

from tests.engine.town_names import SECRET
from tests.unseen.pairs import Pair

_TIMES, _TIMES_OF_LISTS = 1, 4
"""Addresses of a route in one pair of worlds; of the list of actors, which can be asked in most ways, some more."""
_SHORT = 3
"""Which of those of the list of actors asks for short pages."""
_ABSENT = {
    "Actor": "siret:73282932000074", "Territory": "insee:99999", "Concept": "naf:99", "ValueChain": "chain:none",
}  # fmt: skip
_NAMED = {
    "/v1/actors": "Actor", "/acteurs": "Actor", "/v1/value-chains": "ValueChain", "/filieres": "ValueChain",
    "/v1/territories": "Territory", "/territoires": "Territory", "/v1/concepts": "Concept", "/vocabulaire": "Concept",
}  # fmt: skip
_WORDS = ("fonderie", "fondrie cachee", "hautfer", "club", "bois", "machine", "metrologie", "atelier bis")
_CONCEPTS = ("naf:C", "naf:24", "naf:24.51Z", "naf:16", "skill:casting", "skill:metrology", "product:casting")
_PAGES: Mapping[str, Sequence[str]] = {
    "/": (),
    "/acteurs": (
        "q",
        "sector",
        "territory",
        "concept",
        "link",
        "near",
        "km",
        "sphere",
        "basis",
        "min_confidence",
        "page",
    ),
    "/acteurs/{actor_id}": (),
    "/acteurs/{actor_id}/amont": ("depth", "basis", "min_confidence"),
    "/acteurs/{actor_id}/aval": ("depth", "basis", "min_confidence"),
    "/filieres": (),
    "/filieres/{chain_id}": ("territory", "basis", "min_confidence"),
    "/filieres/{chain_id}/{stage_id}": ("territory", "basis", "min_confidence"),
    "/equipements": ("type", "territory", "near", "km", "shareable"),
    "/complementarites": ("actor",),
    "/territoires": (),
    "/territoires/{territory_id}": (),
    "/vocabulaire": ("scheme", "q", "view"),
    "/vocabulaire/{concept_id:path}": (),
    "/donnees": (),
    "/aide": (),
    "/accessibilite": (),
    "/connexion": (),
    "/connexion/fournisseur": (),
    "/connexion/retour": (),
    "/mon-compte": (),
    "/docs": (),
    "/docs/{part}": (),
    "/openapi.json": (),
}
"""Pages, and what each may be asked with."""


Route = tuple[str, str, Mapping[str, Any]]
"""Method, path and description."""


@dataclass(frozen=True)
class Address:
    """One question: the route it is of, and how it is asked."""

    route: str
    path: str
    method: str = "GET"
    body: str | None = None
    """JSON."""


def addresses(routes: Iterable[Route], pair: Pair) -> list[Address]:
    """Addresses of every route of the API and of every page, the same each time for one pair."""
    drawing = _Drawing(pair)
    found = [address for route in routes for address in drawing.of_api(*route)]
    return [*found, *(address for page in _PAGES for address in drawing.of_page(page))]


def api_routes(app: FastAPI) -> list[Route]:
    """What the API document tells."""
    paths = app.openapi()["paths"].items()
    return [(method.upper(), path, told) for path, methods in paths for method, told in methods.items()]


def pages() -> frozenset[str]:
    """Pages that are asked."""
    return frozenset(_PAGES)


class _Drawing:
    def __init__(self, pair: Pair) -> None:
        self._pair = pair
        self._random = Random(pair.seed)

    def of_api(self, method: str, path: str, told: Mapping[str, Any]) -> Iterator[Address]:
        parameters = told.get("parameters", [])
        times = _TIMES_OF_LISTS if path == "/v1/actors" else _TIMES if method == "GET" else 1
        for number in range(times):
            filled = self._path(path)
            wanted = [
                one for one in parameters if one["in"] == "query" and one["name"] != "after" and self._is_wanted(one)
            ]
            query = [(one["name"], self._value(one["name"], one["schema"])) for one in wanted]
            if number == _SHORT:
                query = [("limit", "2")]
            body = json.dumps(self._body(path)) if "requestBody" in told else None
            yield Address(f"{method} {path}", f"{filled}?{urlencode(query)}" if query else filled, method, body)

    def of_page(self, page: str) -> Iterator[Address]:
        for _ in range(_TIMES):
            often = self._random.choice((0.15, 0.5))
            names = [name for name in _PAGES[page] if self._random.random() < often]
            query = urlencode([(name, self._value(name, {})) for name in names])
            path = self._path(page)
            yield Address(page, f"{path}?{query}" if query else path)

    def _is_wanted(self, one: Mapping[str, Any]) -> bool:
        often = 0.5 if one["name"] == "explain" else 0.2
        return bool(one.get("required")) or self._random.random() < often

    def _path(self, template: str) -> str:
        def filled(hole: re.Match[str]) -> str:
            return quote(self._name(template, hole[1]), safe=":")

        return re.sub(r"\{(\w+)(?::path)?\}", filled, template)

    def _name(self, template: str, hole: str) -> str:
        """Mostly one that is shown and has hidden facts, else a hidden one, else any, or one that is not there."""
        label = next((label for start, label in _NAMED.items() if template.startswith(start + "/")), None)
        if hole in {"stage", "stage_id"}:
            return self._random.choice(self._pair.ids("Stage"))
        if hole == "scheme":
            return self._random.choice(("naf", "skill", "nothing"))
        if template == "/v1/facts/{id}":
            return self._random.choice(self._pair.facts(hidden=self._random.random() < 0.6))
        if label is None:
            return {"domain": "actors", "name": "everyone"}.get(hole, "nothing") if "queries" in template else "nothing"
        close, hidden = self._pair.ids(label)[:4], self._pair.ids(label, hidden=True)
        anything = [*self._pair.ids(label), _ABSENT[label]]
        return self._random.choice(self._random.choices((close, hidden or close, anything), (5, 4, 1))[0])

    def _body(self, path: str) -> Mapping[str, Any]:
        if path.endswith("suggest-concepts"):
            return {"text": self._random.choice(_WORDS), "limit": 5}
        return {"id": self._random.choice(self._pair.ids("Actor", hidden=True) or [_ABSENT["Actor"]])}

    def _value(self, name: str, schema: Mapping[str, Any]) -> str:
        choices = _choices(schema)
        return str(self._random.choice(choices or self._pool(name)))

    def _pool(self, name: str) -> Sequence[object]:
        actors = [*self._pair.ids("Actor")[:5], *self._pair.ids("Actor", hidden=True)]
        pools: Mapping[str, Sequence[object]] = {
            "q": _WORDS,
            "sector": _CONCEPTS[:4],
            "concept": _CONCEPTS,
            "link": ("HAS_SKILL", "PRODUCES", "IN_SECTOR", "LACKS_SKILL", "OWNS"),
            "territory": ("pole:invented", "epci:990000001", "insee:99001", "dep:99"),
            "within": ("pole:invented", "dep:99"),
            "under": ("naf:C", "skill:casting"),
            "near": ("49.1,6.2", "Hautfer", SECRET, *actors),
            "km": (5, 30, 50),
            "limit": (1, 2, 3),
            "min_confidence": (0, 0.5, 0.9),
            "basis": ("declared", "observed", "inferred"),
            "sphere": ("company", "research", "association"),
            "workforce": ("11", "21", "01"),
            "type": ("equipment:mill", "equipment:five-axis-mill"),
            "shareable": ("true", "false"),
            "candidates": (1, 3),
            "depth": (1, 3, 12),
            "scheme": ("naf", "skill"),
            "to": ("nace21",),
            "kind": ("commune", "epci"),
            "actor": actors,
            "page": (1, 2),
            "view": ("tree", "list"),
        }
        return pools[name]


def _choices(schema: Mapping[str, Any]) -> list[object]:
    """The values of a closed list, or of a yes-or-no."""
    found: list[object] = []
    for one in (schema, *schema.get("anyOf", ()), schema.get("items", {})):
        found += [*one.get("enum", ()), *([one["const"]] if "const" in one else [])]
        if one.get("type") == "boolean":
            found += ["true", "false"]
        if "items" in one and one is not schema:
            found += _choices(one["items"])
    return found
