"""The door: what a record becomes in the store, and whether its shape lets it in.

Looks at one record at a time and at nothing else; whether its ends exist is asked later. What is right is said by the
shapes of the ontology: here a record is only brought into the form that the store keeps.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph_service.access.viewer import LEVELS
from graph_service.kernel.canonical import clean
from graph_service.kernel.errors import UnknownIdentifier
from graph_service.schema.model import OPEN_NAME, GraphSchema, Property
from graph_service.schema.shapes.compiled import Checks
from graph_service.schema.shapes.thing import END, ID, START, Fault
from loaders.entries import End, Entry
from loaders.records import Edge, Node, RowProblem

_SEVERAL = (list, tuple)
_DATES = ("observed_on", "valid_from", "valid_to")


class RefusedError(Exception):
    """Why a record cannot come in."""

    def __init__(self, column: str, value: object, fr: str, en: str) -> None:
        super().__init__(en)
        self.column, self.value, self.fr, self.en = column, value, fr, en

    def problem(self, record: Node | Edge | Entry) -> RowProblem:
        """The same as a problem of the record's row, in the words of its file."""
        titles = {} if isinstance(record, Entry) else record.titles or {}
        column = titles.get(self.column, self.column)
        value = "" if self.value is None else str(self.value)[:200]
        return RowProblem(record.line, column, value, self.fr, self.en, rejected=True, file=record.file)


class Door:
    """Checks the records of a source against a schema."""

    def __init__(self, schema: GraphSchema, profile: str, today: date, source: str) -> None:
        self._schema = schema
        self._profile = profile
        self._today = today.isoformat()
        self._source = source
        self._checks = Checks(schema)
        self._known_ids: set[End] = set()

    def node(self, node: Node) -> Entry:
        """The entry of a node. Raises RefusedError."""
        kind = self._schema.nodes.get(node.label)
        if kind is None:
            raise RefusedError("label", node.label, "ce genre de nœud n'existe pas", "there is no such label")
        own = (node.label, node.id)
        if own not in self._known_ids:
            self.identifier(own, node.column)
            self._known_ids.add(own)
        content = _kept(node.properties, kind.properties)
        if kind.guarded or node.audience != LEVELS[0] or node.owner:
            self._gate(node, content)
        if not kind.shared:
            content["source"] = node.source or self._source
        faults = self._checks.node(node.label, node.id, content)
        if faults:
            raise _refused(faults[0], node.column or node.label)
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
        for end in (edge.start, edge.end):
            if end not in self._known_ids:
                self.identifier(end, edge.column)
                self._known_ids.add(end)
        content = _kept(edge.properties, kind.properties)
        content["source"] = edge.source or self._source
        audience, owner = (edge.audience, edge.owner) if kind.fact else (None, None)
        if kind.fact:
            self._gate(edge, content)
            content["basis"] = edge.basis
            content["confidence"] = float(edge.confidence)
            for name in _DATES:
                value = getattr(edge, name)
                if value:
                    content[name] = _day(value)
        faults = self._checks.edge(edge.type, "", edge.start, edge.end, content)
        if faults:
            raise _refused(faults[0], edge.column or edge.type)
        if kind.fact and "valid_to" in content and content["valid_to"] < self._today:
            return None
        return Entry(
            "edge", edge.type, edge.id, content, edge.line, edge.partition, self._profile, audience, owner,
            edge.start, edge.end, edge.column, edge.file, edge.source,
        )  # fmt: skip

    def again(self, entry: Entry) -> None:
        """Check an edge once more, one of whose ends has another id now. Raises RefusedError."""
        faults = self._checks.edge(entry.type, entry.id, entry.start, entry.end, entry.content)
        if faults:
            raise _refused(faults[0], entry.column or entry.type)

    def _gate(self, record: Node | Edge, content: dict[str, Any]) -> None:
        content["audience"] = record.audience
        if record.owner is not None:
            if ("Actor", record.owner) not in self._known_ids:
                self.identifier(("Actor", record.owner), "owner")
                self._known_ids.add(("Actor", record.owner))
            content["owner"] = record.owner

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


def _kept(properties: Mapping[str, Any], known: Mapping[str, Property]) -> dict[str, Any]:
    """Properties as the store keeps them: nothing for what is empty, floats where they are wanted, NFC, ISO days.

    Several values are a set, as in RDF: sorted, each once.
    """
    content: dict[str, Any] = {}
    for name, value in properties.items():
        if not value and (value is None or value == "" or value == []):
            continue
        prop = known.get(name)
        if prop is None and OPEN_NAME.fullmatch(name) is None:
            raise RefusedError(name, value, "ce nom de propriété ne peut s'écrire", "no property can have this name")
        wanted = prop.type if prop is not None else "float"
        if type(value) is str and wanted != "date":
            content[name] = value if value.isascii() else clean(value)
        elif isinstance(value, _SEVERAL):
            items = {_item(name, item, wanted) for item in value}
            content[name] = sorted(items, key=lambda item: (type(item).__name__, item))
        else:
            content[name] = _item(name, value, wanted)
    return content


def _item(name: str, value: Any, wanted: str) -> Any:
    if wanted == "date":
        return _day(value)
    try:
        return clean(float(value) if wanted == "float" and type(value) is int else value)
    except (ValueError, OverflowError):
        raise RefusedError(name, value, "ce n'est pas un nombre fini", "this is not a finite number") from None


def _day(value: Any) -> Any:
    """A day as YYYY-MM-DD; what is none stays as it is, for the shapes to refuse."""
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        return value


def _refused(fault: Fault, column: str) -> RefusedError:
    """The refusal of a fault; `column`: where an identifier came from."""
    name = column if fault.name in (ID, START, END) else fault.name
    return RefusedError(name, fault.value, fault.words["fr"], fault.words["en"])
