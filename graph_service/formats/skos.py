"""Concepts as Turtle and as JSON-LD: the same triples in both, with the prefixes that they use and no others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import orjson

from graph_service.schema.rdf import Iri, Node, Text
from graph_service.schema.rdf_writing import write_triples
from graph_service.schema.thesaurus.terms import TYPE, local
from graph_service.schema.triples import STRING, Triple


def turtle_bytes(triples: Iterable[Triple], namespaces: Mapping[str, str]) -> bytes:
    """These triples as Turtle, by subject in the order of their first triple."""
    flat = [triple for said in _by_subject(triples).values() for triple in said]
    names = {str(node) for triple in flat for node in triple if isinstance(node, Iri)}
    names |= {triple[2].datatype for triple in flat if isinstance(triple[2], Text)}
    used = {prefix: iri for prefix, iri in sorted(namespaces.items()) if any(one.startswith(iri) for one in names)}
    out = BytesIO()
    write_triples(flat, used, out, "ttl")
    return out.getvalue()


def jsonld_bytes(triples: Iterable[Triple], namespaces: Mapping[str, str]) -> bytes:
    """These triples as JSON-LD 1.1 with its context inside: one object, or an `@graph` of several."""
    given = _by_subject(triples)
    terms = _terms(given, namespaces)
    objects = [_object(subject, said, terms) for subject, said in given.items()]
    body = objects[0] if len(objects) == 1 else {"@graph": objects}
    context = {term.key: term.meant for term in sorted(terms.values(), key=lambda term: term.key)}
    return orjson.dumps({"@context": context, **body}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class _Term:
    """A predicate in JSON-LD."""

    key: str
    iri: str
    values: str
    """`links`, `words` (all of them in some language) or `mixed`."""

    @property
    def meant(self) -> Mapping[str, str]:
        """What the context says of it."""
        how = {"links": {"@type": "@id"}, "words": {"@container": "@language"}, "mixed": {}}
        return {"@id": self.iri, **how[self.values]}


def _by_subject(triples: Iterable[Triple]) -> dict[Iri, list[Triple]]:
    found: dict[Iri, list[Triple]] = {}
    for triple in dict.fromkeys(triples):
        found.setdefault(triple[0], []).append(triple)
    return found


def _terms(given: Mapping[Iri, Sequence[Triple]], namespaces: Mapping[str, str]) -> dict[Iri, _Term]:
    items: dict[Iri, list[Node]] = {}
    for said in given.values():
        for _, predicate, item in said:
            if predicate != TYPE:
                items.setdefault(predicate, []).append(item)
    return {predicate: _Term(_key(predicate, namespaces), str(predicate), _kind(of)) for predicate, of in items.items()}


def _key(predicate: Iri, namespaces: Mapping[str, str]) -> str:
    """A bare name for a word of SKOS, prefix and name for others, the IRI where no prefix is known."""
    name = local(predicate)
    if name is not None:
        return name
    fitting = [(len(iri), prefix, iri) for prefix, iri in namespaces.items() if predicate.startswith(iri)]
    if not fitting:
        return str(predicate)
    _, prefix, iri = max(fitting)
    return f"{prefix}:{predicate.removeprefix(iri)}"


def _kind(items: Iterable[Node]) -> str:
    kinds = {"words" if isinstance(item, Text) and item.lang else type(item).__name__ for item in items}
    if kinds == {"words"}:
        return "words"
    return "mixed" if "Text" in kinds or "words" in kinds else "links"


def _object(subject: Iri, said: Sequence[Triple], terms: Mapping[Iri, _Term]) -> dict[str, Any]:
    made: dict[str, Any] = {"@id": str(subject)}
    items: dict[Iri, list[Node]] = {}
    for _, predicate, item in said:
        items.setdefault(predicate, []).append(item)
    for predicate, of in items.items():
        if predicate == TYPE:
            made["@type"] = _alone([str(item) for item in of])
        elif terms[predicate].values == "words":
            made[terms[predicate].key] = _by_language(of)
        else:
            made[terms[predicate].key] = _alone([_value(item, terms[predicate].values) for item in of])
    return made


def _by_language(items: Iterable[Node]) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for item in items:
        if isinstance(item, Text) and item.lang:
            found.setdefault(item.lang, []).append(item.value)
    return {lang: _alone(values) for lang, values in found.items()}


def _value(item: Node, values: str) -> str | dict[str, str]:
    if not isinstance(item, Text):
        return str(item) if values == "links" else {"@id": str(item)}
    if item.lang:
        return {"@value": item.value, "@language": item.lang}
    return item.value if item.datatype == STRING else {"@value": item.value, "@type": item.datatype}


def _alone(values: Sequence[Any]) -> Any:
    return values[0] if len(values) == 1 else list(values)
