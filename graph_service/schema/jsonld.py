"""Triples as JSON-LD: one object for each run of triples with one subject, all prefixes in a context of the file's own.

A reader fetches nothing, and a line that is read alone says which resource it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import orjson

from graph_service.schema.rdf import Iri, Node, Text
from graph_service.schema.triples import BOOLEAN, STRING, A, Triple

_LOCAL = re.compile(r"(?!//)[\w./-]*", re.ASCII)
"""Ends of IRIs that are written behind a prefix; others stay whole."""


def jsonld(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> Iterator[bytes]:
    """The document in pieces, as the triples come."""
    yield b'{"@context":' + orjson.dumps(dict(prefixes), option=orjson.OPT_SORT_KEYS) + b',\n"@graph":['
    objects = _Objects(prefixes)
    separator = b"\n"
    for subject, some in groupby(triples, itemgetter(0)):
        yield separator + orjson.dumps(objects.of(subject, some))
        separator = b",\n"
    yield b"\n]}\n"


class _Objects:
    """Node objects, with names abbreviated."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {iri: name for name, iri in prefixes.items()}
        self._predicates: dict[Iri, str] = {}
        self._types: dict[str, str] = {}

    def of(self, subject: Iri, triples: Iterable[Triple]) -> dict[str, Any]:
        """One resource with what these triples say of it; a predicate with several values has a list of them."""
        told: dict[str, list[Any]] = {}
        for _, predicate, item in triples:
            name = "@type" if predicate == A else self._kept(self._predicates, predicate)
            told.setdefault(name, []).append(self._short(str(item)) if name == "@type" else self._value(item))
        one = {name: values[0] if len(values) == 1 else values for name, values in told.items()}
        return {"@id": self._short(subject), **one}

    def _value(self, item: Node) -> Any:
        if not isinstance(item, Text):
            return {"@id": self._short(item)}
        if item.lang:
            return {"@language": item.lang, "@value": item.value}
        if item.datatype == STRING:
            return item.value
        if item.datatype == BOOLEAN:
            return item.value == "true"
        return {"@type": self._kept(self._types, item.datatype), "@value": item.value}

    def _kept(self, known: dict[Any, str], iri: str) -> str:
        found = known.get(iri)
        if found is None:
            found = known[iri] = self._short(iri)
        return found

    def _short(self, iri: str) -> str:
        """`sl:holds`, for an IRI that is a base and a plain end."""
        at = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = self._prefixes.get(iri[:at])
        return f"{name}:{iri[at:]}" if name and _LOCAL.fullmatch(iri, at) else iri
