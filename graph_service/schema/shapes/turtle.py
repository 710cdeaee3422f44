"""All shapes as one file of SHACL, for whoever checks RDF with a tool of their own.

Constraints are those of SHACL Core, but for the open properties of a label, which take two SPARQL constraints.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from graph_service.schema.model import GraphSchema
from graph_service.schema.shapes.generated import all_shapes
from graph_service.schema.shapes.model import Constraint, Part, Shape, Target
from graph_service.schema.shapes.written import NAMESPACE

_SH = "http://www.w3.org/ns/shacl#"
_HEAD = """\
# What a valid node, fact and edge of Sillon looks like, for an export of the graph taken alone.
#
# Printed by `sillon ontology shapes` from sillon.ttl, graph.toml, prefixes.toml and shapes.ttl: not to be edited.
# What SHACL does not see: check digits of SIREN and SIRET, and whether the ends of an edge are in the same file.
"""


def as_turtle(schema: GraphSchema) -> str:
    """Every shape, in the order of its name; the same text for the same ontology."""
    return "\n".join(_Writer(schema).lines()) + "\n"


class _Writer:
    """From shapes to lines."""

    def __init__(self, schema: GraphSchema) -> None:
        self._schema = schema
        self._prefixes = {**schema.namespaces, "sh": _SH, "sls": NAMESPACE}

    def lines(self) -> Iterator[str]:
        yield _HEAD
        for name, iri in sorted(self._prefixes.items()):
            yield f"@prefix {name}: <{iri}> ."
        for shape in sorted(all_shapes(self._schema), key=lambda shape: shape.name):
            yield ""
            yield from self._shape(shape)

    def _shape(self, shape: Shape) -> Iterator[str]:
        on_statements = shape.target is not None and shape.target.kind == "edge"
        said = [f"a sh:{'NodeShape' if shape.path is None and not on_statements else 'PropertyShape'}"]
        if shape.target is not None:
            said.append(self._target(shape.target))
        if on_statements:
            said.append("sh:path [ sh:inversePath rdf:predicate ]")
        said += self._part(shape, shape)
        if shape.listed:
            said.append(f"sh:property {', '.join(f'sls:{name}' for name in shape.listed)}")
        if shape.messages:
            texts = ", ".join(f"{_quoted(text)}@{lang}" for lang, text in sorted(shape.messages.items(), reverse=True))
            said.append(f"sh:message {texts}")
        yield f"sls:{shape.name}"
        yield " ;\n".join(f"    {each}" for each in said) + " ."

    def _target(self, target: Target) -> str:
        match target.kind:
            case "class":
                return f"sh:targetClass {target.term}"
            case "subjects":
                return f"sh:targetSubjectsOf {target.term}"
            case "edge":
                return f"sh:targetNode {self._schema.edges[target.term].predicate}"

    def _part(self, part: Part, shape: Shape) -> list[str]:
        path = [f"sh:path {part.path}"] if part.path is not None else []
        return path + [self._constraint(each, shape) for each in part.constraints]

    def _constraint(self, constraint: Constraint, shape: Shape) -> str:
        kind, value = constraint.kind, constraint.value
        match kind:
            case "closed":
                return f"sh:closed true ; sh:ignoredProperties ( {' '.join(self._unlisted(value, shape))} )"
            case "datatype" | "disjoint" | "lessThanOrEquals":
                return f"sh:{kind} {value}"
            case "ids":
                return self._identifiers(value)
            case "in" | "languageIn":
                return f"sh:{kind} ( {' '.join(map(_quoted, value))} )"
            case "node" if len(value) == 1:
                return f"sh:node sls:{value[0]}"
            case "node":
                return f"sh:or ( {' '.join(f'[ sh:node sls:{name} ]' for name in value)} )"
            case "or":
                return f"sh:or ( {' '.join(self._bracket(part, shape) for part in value)} )"
            case "not":
                return f"sh:not {self._bracket(value, shape)}"
            case "open" | "floats":
                return self._sparql(constraint, shape)
            case "pattern" | "hasValue":
                return f"sh:{kind} {_quoted(value)}"
            case "uniqueLang":
                return "sh:uniqueLang true"
            case _:
                return f"sh:{kind} {_number(value)}"

    def _bracket(self, part: Part, shape: Shape) -> str:
        return f"[ {' ; '.join(self._part(part, shape))} ]"

    def _unlisted(self, allowed: Iterable[str], shape: Shape) -> list[str]:
        """What may be there and no listed shape has as its path."""
        paths = {other.path for other in all_shapes(self._schema) if other.name in shape.listed}
        return [predicate for predicate in allowed if predicate not in paths]

    def _identifiers(self, prefixes: tuple[str, ...]) -> str:
        """The form of IRIs; where any address will do, none of ours but those of these prefixes."""
        known = self._schema.prefixes.own_iris()
        own = tuple(name for name in prefixes if name in known)
        form = f"sh:pattern {_quoted(self._pattern(own))}"
        if own == prefixes:
            return form
        anybody = self._pattern(name for name in prefixes if name not in own)
        ours = "^" + re.escape(self._schema.own_base)
        return f"sh:or ( [ {form} ] [ sh:pattern {_quoted(anybody)} ; sh:not [ sh:pattern {_quoted(ours)} ] ] )"

    def _pattern(self, prefixes: Iterable[str]) -> str:
        """A regular expression for whole IRIs; \\d is spelt out, since elsewhere it means the digits of all scripts."""
        table = self._schema.prefixes
        forms = [re.escape(table[name].iri) + f"({table[name].pattern.pattern})" for name in prefixes]
        return "^(" + "|".join(forms).replace(r"\d", "[0-9]").replace(r"\-", "-").replace(r"\#", "#") + ")$"

    def _sparql(self, constraint: Constraint, shape: Shape) -> str:
        prefix = constraint.value if constraint.kind == "floats" else constraint.value[0]
        begins = f'STRSTARTS(STR(?path), "{self._schema.term_iri("sl:")}{prefix}")'
        if constraint.kind == "floats":
            double = f"<{self._schema.term_iri('xsd:double')}>"
            wrong = f"{begins} && (!isLiteral(?value) || DATATYPE(?value) != {double})"
        else:
            allowed = ", ".join(f"<{self._schema.term_iri(each)}>" for each in constraint.value[1:])
            wrong = f"!{begins} && ?path NOT IN ({allowed})"
        query = f"SELECT $this ?path ?value WHERE {{ $this ?path ?value . FILTER ({wrong}) }}"
        return f"sh:sparql [ sh:select {_quoted(query)} ]"


def _quoted(text: str) -> str:
    """A literal of Turtle: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _number(value: Any) -> str:
    return f"{value!r}e0" if isinstance(value, float) else str(value)
