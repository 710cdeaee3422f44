"""What one file of SKOS says, statement by statement, as records.

Each link is read from whichever end says it: `skos:narrower` as `skos:broader`, `skos:hasTopConcept` as
`skos:inScheme`. Of several values where one is kept, the first of the alphabet: no form of RDF has an order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from graph_service.analysis.text import fold, search_text
from graph_service.kernel.canonical import short_hash
from graph_service.schema.rdf import Blank, Iri, Text, Turtle
from graph_service.schema.thesaurus.terms import DEPRECATED, IS_REPLACED_BY, REPLACED_BY
from graph_service.store.promises import promises
from loaders.concept_records import Place, Scheme, link, placed, scheme_node
from loaders.records import Record, RowProblem

LANGUAGES = ("fr", "en", "de")
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_TYPE = Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CONCEPT, _SCHEME = Iri(_SKOS + "Concept"), Iri(_SKOS + "ConceptScheme")
_LABEL, _OTHER, _CODE = (Iri(_SKOS + name) for name in ("prefLabel", "altLabel", "notation"))
_MEANINGS = tuple(Iri(_SKOS + name) for name in ("definition", "scopeNote"))
_TITLES = (
    _LABEL,
    Iri("http://purl.org/dc/terms/title"),
    Iri("http://purl.org/dc/elements/1.1/title"),
    Iri("http://www.w3.org/2000/01/rdf-schema#label"),
)
_IN_SCHEME, _HAS_TOP = tuple(Iri(_SKOS + name) for name in ("inScheme", "topConceptOf")), Iri(_SKOS + "hasTopConcept")
_BROADER, _NARROWER, _RELATED = (Iri(_SKOS + name) for name in ("broader", "narrower", "related"))
_MATCHES = tuple(
    Iri(_SKOS + name) for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
)
_INSTEAD = (IS_REPLACED_BY, REPLACED_BY)
_TEXTS = (_LABEL, _OTHER, *_MEANINGS)
_LINKS = (_BROADER, _NARROWER, _RELATED, *_MATCHES)
_READ = {_TYPE, _CODE, _HAS_TOP, DEPRECATED, *_LINKS, *_INSTEAD, *_TEXTS, *_TITLES, *_IN_SCHEME}
_NAME_LENGTH = 60
_WORDS = re.compile(r"[a-z0-9]+")
_PLAIN = re.compile(r"[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9-]+)*[/#]?")
"""An address that its words say whole, but for the signs between them."""


class SkosReading:
    """The concepts and schemes of one file; `lang` is the language of texts that do not say theirs."""

    def __init__(self, turtle: Turtle, file: str, lang: str | None) -> None:
        self._turtle = turtle
        self._file = file
        self._lang = lang
        self._schema = promises()[0]
        self._concepts = turtle.subjects(_TYPE, _CONCEPT)
        self._schemes = self._named_schemes()
        self._scheme_of = self._placed_concepts()

    @property
    def count(self) -> int:
        """How many concepts the file describes."""
        return len(self._concepts)

    def records(self) -> Iterator[Record]:
        """Everything: schemes, concepts, links."""
        for name, iri in sorted({name: iri for iri, name in self._schemes.items()}.items()):
            scheme = Scheme(name, self._titles(iri) if iri else {"fr": self._file, "en": self._file})
            yield scheme_node(scheme, Place(self._turtle.line(iri), self._file, "id", scheme.id))
        for concept in self._concepts:
            identifier = self._identifier(concept)
            if identifier is None:
                yield self._problem(concept, "id", concept, rejected=True)
            else:
                yield from self._concept(concept, identifier)
                yield from self._links(concept, identifier)

    def hints(self) -> Iterator[tuple[str, str]]:
        """What the file says and Sillon does not keep."""
        turtle = self._turtle
        lost = Counter(turtle.short(predicate) for _, predicate in turtle.predicates() if predicate not in _READ)
        if lost:
            names = ", ".join(f"{name} ({count})" for name, count in sorted(lost.items()))
            yield f"Sillon ne garde pas : {names}.", f"Sillon does not keep: {names}."
        subjects = {subject for subject, _ in turtle.predicates() if isinstance(subject, Blank)}
        blank = sum(_CONCEPT in turtle.objects(subject, _TYPE) for subject in subjects)
        if blank:
            yield (
                f"{self._file} : {blank} concepts n'ont pas d'adresse et ne sont pas lus.",
                f"{self._file}: {blank} concepts have no address and are not read.",
            )
        gone = sum(self._given_up(one) for one in self._concepts)
        if gone:
            yield (
                f"{self._file} : {gone} concepts sont abandonnés sans successeur ; ils restent en usage.",
                f"{self._file}: {gone} concepts are deprecated and nothing replaces them; they stay in use.",
            )
        items = (item for one in self._concepts for predicate in _TEXTS for item in turtle.objects(one, predicate))
        untold = 0 if self._lang else sum(isinstance(item, Text) and item.lang is None for item in items)
        if untold:
            yield (
                f"{self._file} : {untold} textes ne disent pas leur langue et ne sont pas lus ; --lang fr la donne.",
                f"{self._file}: {untold} texts do not tell their language and are not read; --lang fr gives it.",
            )

    def _given_up(self, concept: Iri) -> bool:
        """Whether a concept is deprecated and nothing is told to use instead."""
        told = (item.value for item in self._turtle.objects(concept, DEPRECATED) if isinstance(item, Text))
        instead = any(self._turtle.objects(concept, predicate) for predicate in _INSTEAD)
        return not instead and any(value.strip().lower() in ("true", "1") for value in told)

    # ── concepts ───────────────────────────────────────────────────────────────────────────────────

    def _concept(self, concept: Iri, identifier: str) -> Iterator[Record]:
        preferred, others = self._texts(concept, _LABEL), self._texts(concept, _OTHER)
        said: dict[str, Any] = {}
        for lang in LANGUAGES:
            first, *more = preferred.get(lang, [None])
            said[f"label_{lang}"] = first
            said[f"alt_{lang}"] = sorted({*more, *others.get(lang, ())} - {first})
            if more:
                yield self._problem(
                    concept, "prefLabel", " / ".join(preferred[lang]),
                    f"plusieurs noms préférés en « {lang} » ; le premier est gardé comme tel",
                    f"several preferred names in “{lang}”; the first is kept as such",
                )  # fmt: skip
        codes = sorted(item.value for item in self._turtle.objects(concept, _CODE) if isinstance(item, Text))
        said["notation"] = codes[0] if codes else None
        names = [text for value in said.values() for text in (value if isinstance(value, list) else [value])]
        said["search_text"] = search_text(*names)
        for meaning in reversed(_MEANINGS):
            said |= {f"definition_{lang}": texts[0] for lang, texts in self._texts(concept, meaning).items()}
        instead = yield from self._instead(concept, identifier)
        said["replaced_by"] = instead
        first, *more = self._scheme_of[concept]
        yield from placed(Scheme(first, {}), identifier, said, self._place(concept, "id"))
        for other in more:
            yield link("IN_SCHEME", identifier, ("ConceptScheme", f"scheme:{other}"), self._place(concept, "inScheme"))

    def _instead(self, concept: Iri, identifier: str) -> Generator[Record, None, str | None]:
        """The concept to use instead of this one, which then lies below it; the first, where several are told."""
        told = {item for predicate in _INSTEAD for item in self._turtle.objects(concept, predicate)}
        others = {str(item): self._identifier(item) for item in told}
        column = "isReplacedBy"
        for item in sorted(item for item, other in others.items() if other is None):
            yield self._problem(concept, column, item)
        found = sorted({other for other in others.values() if other and other != identifier})
        if len(found) > 1:
            yield self._problem(
                concept, column, " / ".join(found),
                "remplacé par plusieurs concepts ; le premier est gardé",
                "replaced by several concepts; the first is kept",
            )  # fmt: skip
        if identifier in others.values():
            yield self._problem(
                concept, column, identifier,
                "remplacé par lui-même ; il garde sa place",
                "replaced by itself; it keeps its place",
            )  # fmt: skip
        if not found:
            return None
        yield link("BROADER", identifier, found[0], self._place(concept, column))
        return found[0]

    def _links(self, concept: Iri, identifier: str) -> Iterator[Record]:
        """The links that are said of a concept, each from its narrower end."""
        for predicate in _LINKS:
            column = predicate.removeprefix(_SKOS)
            for item in self._turtle.objects(concept, predicate):
                other, place = self._identifier(item), self._place(concept, column)
                if other is None:
                    yield self._problem(concept, column, item.value if isinstance(item, Text) else item)
                elif other == identifier:
                    fr, en = "un lien de soi à soi ; chargé sans ce lien", "a link to itself; loaded without this edge"
                    yield self._problem(concept, column, other, fr, en)
                elif predicate in _MATCHES:
                    yield link("MATCHES", identifier, other, place, relation=column)
                elif predicate == _RELATED:
                    yield link("RELATED", min(identifier, other), max(identifier, other), place)
                else:
                    ends = (identifier, other) if predicate == _BROADER else (other, identifier)
                    yield link("BROADER", *ends, place)

    def _identifier(self, item: object) -> str | None:
        """The id of a concept; None for anything else."""
        found = self._schema.prefixes.from_any_iri(item) if isinstance(item, Iri) else None
        return found if found and self._schema.label_of(found) == "Concept" else None

    def _texts(self, subject: Iri, predicate: Iri) -> dict[str, list[str]]:
        """What is said by language, sorted; `fr-FR` is French."""
        found: dict[str, set[str]] = {}
        for item in self._turtle.objects(subject, predicate):
            if isinstance(item, Text) and (text := " ".join(item.value.split())):
                lang = (item.lang or self._lang or "").partition("-")[0].lower()
                found.setdefault(lang, set()).add(text)
        return {lang: sorted(found[lang]) for lang in LANGUAGES if lang in found}

    # ── schemes ────────────────────────────────────────────────────────────────────────────────────

    def _told_schemes(self) -> dict[Iri, list[Iri]]:
        """The schemes that each concept is said to be in."""
        turtle = self._turtle
        told: dict[Iri, set[Iri]] = {concept: set() for concept in self._concepts}
        for concept, schemes in told.items():
            schemes.update(i for each in _IN_SCHEME for i in turtle.objects(concept, each) if isinstance(i, Iri))
            schemes.update(turtle.subjects(_HAS_TOP, concept))
        return {concept: sorted(schemes) for concept, schemes in told.items()}

    def _named_schemes(self) -> dict[Iri, str]:
        """Address of each scheme → its name: ours, else the prefix that all its concepts have, else its address."""
        members: dict[Iri, list[Iri]] = {scheme: [] for scheme in self._turtle.subjects(_TYPE, _SCHEME)}
        for concept, schemes in self._told_schemes().items():
            for scheme in schemes:
                members.setdefault(scheme, []).append(concept)
        return {scheme: self._name(scheme, concepts) for scheme, concepts in members.items()}

    def _name(self, scheme: Iri, concepts: Sequence[Iri]) -> str:
        own = self._schema.prefixes.from_iri(scheme)
        if own and own.startswith("scheme:"):
            return own.partition(":")[2]
        found = [self._schema.prefixes.from_iri(concept) for concept in concepts]
        prefixes = {curie.partition(":")[0] if curie else "" for curie in found}
        if len(prefixes) == 1 and "" not in prefixes:
            return prefixes.pop()
        return _named_after(scheme.partition("://")[2])

    def _placed_concepts(self) -> Mapping[Iri, list[str]]:
        """The names of the schemes of each concept; of none: the only one of the file, else one named after it."""
        named = {concept: [self._schemes[each] for each in told] for concept, told in self._told_schemes().items()}
        if not all(named.values()) and len(self._schemes) != 1:
            self._schemes[Iri("")] = _slug(self._file.rpartition(".")[0] or self._file)
        usual = list(self._schemes.values())[-1:]
        return {concept: sorted(set(names)) or usual for concept, names in named.items()}

    def _titles(self, scheme: Iri) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for predicate in reversed(_TITLES):
            found |= {lang: texts[0] for lang, texts in self._texts(scheme, predicate).items()}
        return found

    # ── messages ───────────────────────────────────────────────────────────────────────────────────

    def _place(self, concept: Iri, column: str) -> Place:
        return Place(self._turtle.line(concept), self._file, column, f"scheme:{self._scheme_of[concept][0]}")

    def _problem(
        self, concept: Iri, column: str, value: str, fr: str = "n'est pas l'adresse d'un concept",
        en: str = "is not the address of a concept", *, rejected: bool = False,
    ) -> RowProblem:  # fmt: skip
        line = self._turtle.line(concept)
        return RowProblem(line, column, str(value)[:200], fr, en, rejected=rejected, file=self._file)


def _named_after(address: str) -> str:
    """A name of a scheme that no other address has: its words, and a hash where they do not say all of it."""
    name = _slug(address)
    if _PLAIN.fullmatch(address) and len(name) < _NAME_LENGTH:
        return name
    return f"{name[: _NAME_LENGTH - 9].strip('-')}-{short_hash(address)[:8]}"


def _slug(text: str) -> str:
    """Words of an address or a file, as names of schemes are written."""
    return "-".join(_WORDS.findall(fold(text)))[:_NAME_LENGTH].strip("-") or "skos"
