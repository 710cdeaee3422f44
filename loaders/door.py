"""The door: is this record one that the schema knows, with properties of the right type and an id that is well formed?

Looks at one record at a time and at nothing else; whether its ends exist is asked later.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph_service.access.audience import is_token
from graph_service.access.viewer import LEVELS
from graph_service.kernel.canonical import clean
from graph_service.kernel.errors import UnknownIdentifier
from graph_service.schema.model import GraphSchema, Property
from loaders.entries import End, Entry
from loaders.records import Edge, Node, RowProblem

_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "date": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
}
_DATES = ("observed_on", "valid_from", "valid_to")


class RefusedError(Exception):
    """Why a record cannot come in."""

    def __init__(self, column: str, value: object, fr: str, en: str) -> None:
        super().__init__(en)
        self.column, self.value, self.fr, self.en = column, value, fr, en

    def problem(self, record: Node | Edge) -> RowProblem:
        """The same as a problem of the record's row."""
        return RowProblem(
            record.line, self.column, str(self.value)[:200], self.fr, self.en, rejected=True, file=record.file
        )


class Door:
    """Checks records against a schema."""

    def __init__(self, schema: GraphSchema, profile: str, today: date) -> None:
        self._schema = schema
        self._profile = profile
        self._today = today.isoformat()
        self._known_ids: set[End] = set()

    def node(self, node: Node) -> Entry:
        """The entry of a node. Raises RefusedError."""
        kind = self._schema.nodes.get(node.label)
        if kind is None:
            raise RefusedError("label", node.label, "ce genre de nœud n'existe pas", "there is no such label")
        self.identifier((node.label, node.id), node.column)
        content: dict[str, Any] = {}
        for name, value in node.properties.items():
            if value is None or value == "" or value == []:
                continue
            if not kind.allows(name):
                raise _unknown_property(name, value)
            content[name] = checked(name, value, kind.properties.get(name))
        if kind.guarded:
            _check_audience(node.audience)
            self._check_owner(node.owner)
        elif node.audience != LEVELS[0] or node.owner:
            raise RefusedError(
                "audience", node.audience, "ceci est ouvert à tous par nature", "this is open to all by nature"
            )
        audience, owner = (node.audience, node.owner) if kind.guarded else (None, None)
        return Entry(
            "node", node.label, node.id, content, node.line, node.partition, self._profile, audience, owner,
            column=node.column, file=node.file, source=node.source,
        )  # fmt: skip

    def edge(self, edge: Edge) -> Entry | None:
        """The entry of an edge, without id; None when it has expired. Raises RefusedError."""
        kind = self._schema.edges.get(edge.type)
        if kind is None:
            raise RefusedError("type", edge.type, "ce genre de lien n'existe pas", "there is no such edge type")
        if (edge.start[0], edge.end[0]) not in kind.ends:
            joined = f"{edge.start[0]} → {edge.end[0]}"
            raise RefusedError(
                edge.type, joined, "ce lien ne joint pas ces deux genres", "this edge does not join these two"
            )
        for end in (edge.start, edge.end):
            if end not in self._known_ids:
                self.identifier(end, edge.column)
                self._known_ids.add(end)
        if edge.start == edge.end:
            raise RefusedError(
                edge.column or edge.type, edge.end[1], "un lien de soi à soi", "an edge from a thing to itself"
            )
        content: dict[str, Any] = {}
        for name, value in edge.properties.items():
            if value is None or value == "" or value == []:
                continue
            if name not in kind.properties:
                raise _unknown_property(name, value)
            content[name] = checked(name, value, kind.properties[name])
        audience, owner = None, None
        if kind.fact:
            _check_audience(edge.audience)
            self._check_owner(edge.owner)
            audience, owner = edge.audience, edge.owner
            self._provenance(edge, content)
            if "valid_to" in content and content["valid_to"] < self._today:
                return None
        return Entry(
            "edge", edge.type, edge.id, content, edge.line, edge.partition, self._profile, audience, owner,
            edge.start, edge.end, edge.column, edge.file, edge.source,
        )  # fmt: skip

    def identifier(self, end: End, column: str = "") -> None:
        """Check the prefix and the form of an id. Raises RefusedError."""
        label, identifier = end
        prefix, _, local = identifier.partition(":")
        kind = self._schema.nodes[label]
        if prefix not in kind.prefixes:
            allowed = ", ".join(kind.prefixes)
            raise RefusedError(
                column or "id", identifier,
                f"l'identifiant doit commencer par l'un de : {allowed}",
                f"the identifier must begin with one of: {allowed}",
            )  # fmt: skip
        try:
            normal = self._schema.prefixes.make(prefix, local)
        except UnknownIdentifier as wrong:
            raise RefusedError(column or "id", identifier, wrong.fr, wrong.en) from None
        if normal != identifier:
            raise RefusedError(
                column or "id", identifier, f"l'identifiant s'écrit {normal}", f"the identifier is written {normal}"
            )

    def _check_owner(self, owner: str | None) -> None:
        if owner is not None and ("Actor", owner) not in self._known_ids:
            self.identifier(("Actor", owner), "owner")
            self._known_ids.add(("Actor", owner))

    def _provenance(self, edge: Edge, content: dict[str, Any]) -> None:
        if not 0 <= edge.confidence <= 1:
            raise RefusedError("confidence", edge.confidence, "la confiance va de 0 à 1", "confidence goes from 0 to 1")
        content["basis"] = edge.basis
        content["confidence"] = float(edge.confidence)
        for name in _DATES:
            value = getattr(edge, name)
            if value:
                content[name] = _date(name, value)


def checked(name: str, value: Any, prop: Property | None) -> Any:
    """A value as the store keeps it; `prop` is None for an open property such as a capability: a float. May refuse.

    Several values are a set, as in RDF: sorted, each once.
    """
    kind = prop.type if prop else "float"
    many = prop.many if prop else False
    if isinstance(value, list | tuple) != many:
        raise RefusedError(
            name, value, "une liste est attendue ou de trop", "a list is expected, or there is one too many"
        )
    values = [_typed(name, item, kind) for item in (value if many else [value])]
    if many:
        values = sorted(set(values))
    for item in values:
        if prop and prop.values and item not in prop.values:
            listed = ", ".join(sorted(prop.values))
            raise RefusedError(name, item, f"pas dans la liste : {listed}", f"not in the list: {listed}")
    return values if many else values[0]


def _typed(name: str, value: Any, kind: str) -> Any:
    fits = isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not fits:
        raise RefusedError(name, value, f"on attend une valeur de type {kind}", f"a value of type {kind} is expected")
    if kind == "date":
        return _date(name, value)
    try:
        return clean(float(value) if kind == "float" else value)
    except (ValueError, OverflowError):
        raise RefusedError(name, value, "ce n'est pas un nombre fini", "this is not a finite number") from None


def _date(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise RefusedError(name, value, "on attend une date AAAA-MM-JJ", "a date YYYY-MM-DD is expected") from None


def _check_audience(audience: str) -> None:
    if not is_token(audience):
        raise RefusedError(
            "audience", audience, "on attend public, members, analysts, private ou group:…",
            "public, members, analysts, private or group:… is expected",
        )  # fmt: skip


def _unknown_property(name: str, value: object) -> RefusedError:
    return RefusedError(name, value, "cette propriété n'existe pas ici", "there is no such property here")
