"""From what a triple says to what the store keeps: the way back of schema.triples, property by property."""

from __future__ import annotations

import re
from collections.abc import Callable

from graph_service.schema.model import GraphSchema, Property
from graph_service.schema.rdf import Node, Text
from graph_service.schema.triples import LEFT_OUT

Value = str | int | float | bool

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_LARGEST = 2**63
_TRUTH = {"true": True, "1": True, "false": False, "0": False}
_KEPT = 10_000


class NotAValueError(Exception):
    """Why a triple cannot be a value of this property."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en


class Values:
    """Reads IRIs and literals as ids and values."""

    def __init__(self, schema: GraphSchema) -> None:
        self._prefixes = schema.prefixes
        self._ours = schema.own_base
        self._bases = {prefix.iri: prefix for prefix in schema.prefixes}
        self._known: dict[str, str | None] = {}

    def curie(self, iri: str) -> str | None:
        """The id that an IRI stands for; None when no prefix of ours covers it."""
        if iri in self._known:
            return self._known[iri]
        at = iri.rfind("/") + 1
        prefix = self._bases.get(iri[:at])
        if prefix is not None and prefix.pattern.fullmatch(iri, at):
            found: str | None = f"{prefix.name}:{iri[at:]}"
        else:
            ours = iri.startswith(self._ours)
            found = self._prefixes.from_iri(iri) if ours else self._prefixes.from_any_iri(iri)
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[iri] = found
        return found

    def reader(self, known: Property | None) -> Callable[[Node], Value]:
        """What makes a value of the property (None: an open one, a float) from an object, or raises NotAValueError."""
        if known is None:
            return _number
        if known.refers_to or known.datatype == "rdfs:Resource":
            left_out = LEFT_OUT.get(known.predicate)
            return self._short(f"{left_out}:") if left_out else self._identifier
        if known.lang:
            return _words(known.lang)
        return {"float": _number, "integer": _whole, "boolean": _truth}.get(known.type, _text)

    def _identifier(self, item: Node) -> Value:
        if isinstance(item, Text):
            return _text(item)
        found = self.curie(item)
        if found is None:
            raise NotAValueError("aucun de nos préfixes ne couvre cet IRI", "no prefix of ours covers this IRI")
        return found

    def _short(self, left_out: str) -> Callable[[Node], Value]:
        def short(item: Node) -> Value:
            found = str(self._identifier(item))
            if isinstance(item, Text) or found.startswith(left_out):
                return found.removeprefix(left_out)
            raise NotAValueError(f"l'IRI d'un {left_out} est attendu", f"the IRI of a {left_out} is expected")

        return short


def _literal(item: Node) -> Text:
    if type(item) is not Text:
        raise NotAValueError("un texte est attendu, pas un IRI", "a literal is expected, not an IRI")
    return item


def _text(item: Node) -> Value:
    if type(item) is Text and item[1] is None:
        return item[0]
    _literal(item)
    raise NotAValueError("ce texte n'a pas de langue ici", "this text has no language here")


def _words(lang: str) -> Callable[[Node], Value]:
    def words(item: Node) -> Value:
        literal = _literal(item)
        if literal.lang != lang:
            raise NotAValueError(f"un texte en « {lang} » est attendu", f"a text in “{lang}” is expected")
        return literal.value

    return words


def _number(item: Node) -> Value:
    text = _literal(item)[0]
    if not _NUMBER.fullmatch(text):
        raise NotAValueError("un nombre est attendu", "a number is expected")
    return float(text)


def _whole(item: Node) -> Value:
    text = _literal(item).value
    number = int(text) if _WHOLE.fullmatch(text) else _LARGEST
    if not -_LARGEST <= number < _LARGEST:
        raise NotAValueError("un nombre entier est attendu", "a whole number is expected")
    return number


def _truth(item: Node) -> Value:
    found = _TRUTH.get(_literal(item).value)
    if found is None:
        raise NotAValueError("true ou false est attendu", "true or false is expected")
    return found
