"""What the ontology calls things, in the reader's language: kinds of links, fields, and the codes of closed lists.

Pages, facets and tables all take their words from here.

>>> from graph_service import resources
>>> from graph_service.schema.reader import load_schema
>>> words = Words(load_schema(resources.folder("ontology")), "fr")
>>> words.value("sphere", "company"), words.link("SUPPLIES", "in")
('Entreprise', 'se fournit chez')
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_service.schema.model import GraphSchema, Property


@dataclass(frozen=True, slots=True)
class Words:
    """The schema, as it speaks to a reader."""

    schema: GraphSchema
    language: str

    def value(self, name: str, code: str | None) -> str:
        """The word for a code of a closed list (`sphere`, `basis` …); an unknown code stands for itself."""
        words = self._property(name)
        said = words.values.get(code or "", {}).get(self.language) if words else None
        return _capital(said) if said else code or ""

    def field(self, name: str) -> str:
        """What a property is called."""
        words = self._property(name)
        return _capital(words.labels.get(self.language, name)) if words else name

    def link(self, edge_type: str, direction: str) -> str:
        """How a link reads from the actor to the other end; `direction` is `in` when the actor is its end."""
        edge = self.schema.edges.get(edge_type)
        if edge is None:
            return edge_type
        return (edge.reverse if direction == "in" else edge.labels).get(self.language, edge_type)

    def _property(self, name: str) -> Property | None:
        """The property of that name: of records and actors first, for these are what pages show."""
        nodes = self.schema.nodes
        places = (
            nodes["Record"].properties,
            nodes["Actor"].properties,
            nodes["Territory"].properties,
            self.schema.common,
        )
        edges = (edge.properties for edge in self.schema.edges.values())
        return next((place[name] for place in (*places, *edges) if name in place), None)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
