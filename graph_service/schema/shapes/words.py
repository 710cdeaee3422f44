"""What is said of a value that breaks a generated shape, in French and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph_service.schema.model import GraphSchema, Property

Said = Mapping[str, str]

_ONE: Mapping[str, tuple[str, str]] = {
    "xsd:string": ("on attend un texte", "one text is expected"),
    "xsd:anyURI": ("on attend une adresse de page", "the address of one page is expected"),
    "xsd:dateTime": ("on attend un instant", "one instant is expected"),
    "xsd:date": ("on attend une date AAAA-MM-JJ", "one date YYYY-MM-DD is expected"),
    "xsd:gYear": ("on attend une année à quatre chiffres", "one year of four digits is expected"),
    "xsd:integer": ("on attend un nombre entier", "one whole number is expected"),
    "xsd:double": ("on attend un nombre fini", "one finite number is expected"),
    "xsd:boolean": ("on attend vrai ou faux", "either true or false is expected"),
    "rdf:langString": ("on attend un texte dans cette langue", "one text in this language is expected"),
    "rdfs:Resource": ("on attend une valeur", "one value is expected"),
}
_MANY: Mapping[str, tuple[str, str]] = {
    "xsd:string": ("on attend une liste de textes", "a list of texts is expected"),
    "rdf:langString": ("on attend une liste de textes", "a list of texts is expected"),
}


def of_value(known: Property, schema: GraphSchema) -> Said:
    """What the values of a property must be."""
    if known.values:
        listed = ", ".join(sorted(known.values))
        return said(f"pas dans la liste : {listed}", f"not in the list: {listed}")
    if known.refers_to:
        labels = {schema.labels_by_prefix.get(prefix, "Fact") for prefix in known.refers_to}
        return of_identifier(known.refers_to, labels)
    return said(*(_MANY[known.datatype] if known.many else _ONE[known.datatype]))


def of_identifier(prefixes: Iterable[str], labels: Iterable[str]) -> Said:
    """What an identifier must begin with."""
    allowed, named = ", ".join(prefixes), " / ".join(sorted(labels))
    return said(
        f"l'identifiant ({named}) doit commencer par l'un de : {allowed}, et en avoir la forme",
        f"the identifier ({named}) must begin with one of: {allowed}, and have its form",
    )


def of_ends(starts: Iterable[str], ends: Iterable[str]) -> Said:
    """What an edge joins."""
    joined = f"{' / '.join(starts)} → {' / '.join(ends)}"
    return said(f"ce lien ne joint que : {joined}", f"this edge joins only: {joined}")


UNKNOWN: Said = {"fr": "cette propriété n'existe pas ici", "en": "there is no such property here"}
OPEN: Said = {"fr": "ceci est ouvert à tous par nature", "en": "this is open to all by nature"}
OPEN_FLOAT: Said = {"fr": _ONE["xsd:double"][0], "en": _ONE["xsd:double"][1]}
MISSING: Said = {"fr": "il manque", "en": "it is missing"}
LOOP: Said = {"fr": "un lien de soi à soi", "en": "an edge from a thing to itself"}
STATEMENT: Said = {
    "fr": "un lien a un sujet, un prédicat et un objet, un seul de chaque",
    "en": "a link has one subject, one predicate and one object",
}


def said(fr: str, en: str) -> Said:
    """One sentence in both languages."""
    return {"fr": fr, "en": en}
