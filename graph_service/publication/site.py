"""The files of the site: bytes that depend on the ontology folder and what is asked for alone, never on the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph_service.formats.skos import jsonld_bytes, turtle_bytes
from graph_service.kernel.errors import WrongInput
from graph_service.locale import DEFAULT, Language, texts
from graph_service.publication.views import Link, Views
from graph_service.publication.words import CHAINS, Group, Words
from graph_service.schema.rdf import Iri
from graph_service.schema.reader import load_schema
from graph_service.schema.terms import CLASS, Ontology, Term, read_ontology
from graph_service.schema.thesaurus import changes as history
from graph_service.schema.thesaurus.check import MEANING
from graph_service.schema.thesaurus.terms import NAMESPACE
from graph_service.schema.triples import prefixes

MARKER: Final = "publication.json"
"""Tells a folder that we wrote from one of somebody else's."""
_HERE: Final = Path(__file__).parent
_SHAPES: Final = "shapes.ttl"
_OF_EVERY_WORD: Final = 3
"""Page, Turtle, JSON-LD."""
_RELATION: Final = "owl:ObjectProperty"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be published."""

    ontology: Path
    language: Language = DEFAULT
    base: str | None = None
    """Address that the site will have; None: nobody knows, and all links are relative."""
    schemes: Sequence[str] = ()
    """Names of schemes; none: all."""
    since: Path | None = None
    """An earlier release that changes are told from; None: the IRIs that our last release published."""


class Site:
    """A site that can be written. Making it reads everything and writes nothing."""

    def __init__(self, asked: Asked) -> None:
        """Raises WrongInput for a scheme that there is not, a base that is no address and what `words_in` refuses."""
        self._asked = asked
        self._base = _address(asked.base)
        schema = load_schema(asked.ontology)
        self._ontology: Ontology = read_ontology(asked.ontology / MEANING)
        self._words = Words(asked.ontology, schema)
        chosen = [self._words.group(name) for name in dict.fromkeys(asked.schemes)]
        self._groups: tuple[Group, ...] = tuple(chosen) or self._words.groups
        self._views = Views(self._words, self._ontology, asked.language, self._groups)
        self._namespaces = prefixes(schema)
        self._changes = self._told_changes()
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    @property
    def version(self) -> str:
        """Of the ontology."""
        return self._ontology.version

    @property
    def words(self) -> int:
        """How many words have a page."""
        return sum(len(group.members) for group in self._groups)

    @property
    def size(self) -> int:
        """How many files there will be."""
        own = sum(1 for _ in self._whole())
        return own + _OF_EVERY_WORD * (self.words + len(self._groups))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(place, bytes) of every file."""
        yield from self._whole()
        for group in self._groups:
            yield from self._group(group)
            for word in group.members:
                yield from self._word(word, group)

    def _whole(self) -> Iterator[tuple[str, bytes]]:
        yield (
            MARKER,
            orjson.dumps(
                {"vocabulary": "Sillon", "version": self.version, "words": self.words},
                option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
            ),
        )
        yield "publication.css", (_HERE / "static" / "publication.css").read_bytes()
        meaning, shapes = self._asked.ontology / MEANING, self._asked.ontology / _SHAPES
        yield "ontology.ttl", meaning.read_bytes()
        if shapes.exists():
            yield _SHAPES, shapes.read_bytes()
        heads = [(group, self._head(group)) for group in self._groups]
        yield self._page("index.html", groups=heads, shapes=shapes.exists(), ontology=self._ontology)
        yield self._page("ontology.html", kinds=self._terms(), ontology=self._ontology)
        since, found = self._changes
        yield self._page("changes.html", since=since, changes=found, link=self._link, releases=self._releases())
        yield (
            "changes.json",
            orjson.dumps({"since": since, **found.as_json()}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE),
        )
        iris = history.published_iris(self._asked.ontology)
        yield "iris.txt", "".join(f"{iri}\n" for iri in iris).encode()
        if self._base:
            yield "sitemap.xml", self._sitemap()

    def _group(self, group: Group) -> Iterator[tuple[str, bytes]]:
        place = f"schemes/{group.name}"
        subjects = ((group.scheme,) if group.scheme else ()) + group.members
        said = [triple for subject in subjects for triple in self._words.triples(subject)]
        leaves = list(self._views.tree(group))
        alphabet = sorted(leaves, key=lambda leaf: (leaf.link.label.casefold(), leaf.link.code))
        yield self._page(
            f"{place}.html", "scheme.html", head=self._head(group), group=group, leaves=leaves, alphabet=alphabet
        )
        yield f"{place}.ttl", turtle_bytes(said, self._namespaces)
        yield f"{place}.jsonld", jsonld_bytes(said, self._namespaces)

    def _word(self, word: Iri, group: Group) -> Iterator[tuple[str, bytes]]:
        view = self._views.word(word, group)
        said = list(self._words.triples(word))
        yield self._page(f"{view.file}.html", "word.html", word=view, head=self._head(group))
        yield f"{view.file}.ttl", turtle_bytes(said, self._namespaces)
        yield f"{view.file}.jsonld", jsonld_bytes(said, self._namespaces)

    def _page(self, place: str, template: str | None = None, **values: Any) -> tuple[str, bytes]:
        root = "../" * place.count("/")
        html = self._templates.get_template(template or place).render(
            t=texts(self._asked.language),
            lang=self._asked.language,
            version=self.version,
            place=place,
            canonical=self._base and self._base + place,
            at=partial(_at, root),
            **values,
        )
        return place, html.encode()

    def _head(self, group: Group) -> Link:
        """A scheme by its name, the value chains by theirs."""
        if group.scheme:
            return Link(self._views.label(group.scheme), self._words.curie(group.scheme), f"schemes/{group.name}.html")
        return Link(texts(self._asked.language)("nav.chains"), CHAINS, f"schemes/{group.name}.html")

    def _own_terms(self) -> list[Term]:
        own = [term for curie, term in self._ontology.terms.items() if curie.startswith("sl:")]
        return sorted(own, key=lambda term: term.curie.casefold())

    def _terms(self) -> dict[str, list[Term]]:
        """Classes, relations and other terms of the ontology."""
        found: dict[str, list[Term]] = {"classes": [], "relations": [], "properties": []}
        for term in self._own_terms():
            kind = "classes" if CLASS in term.kinds else "relations" if _RELATION in term.kinds else "properties"
            found[kind].append(term)
        return found

    def _told_changes(self) -> tuple[str, history.Changes]:
        after = history.our_words(self._asked.ontology)
        if self._asked.since is not None:
            return self._asked.since.resolve().name, history.changes(
                history.words_in(self._asked.since, self._asked.ontology), after
            )
        version, iris = history.releases(self._asked.ontology)[-1]
        words = (iri for iri in iris if not iri.startswith(NAMESPACE))
        return version, history.changes(history.by_iri_alone(words, after), after)

    def _releases(self) -> list[tuple[str, int]]:
        return [(version, len(iris)) for version, iris in history.releases(self._asked.ontology)]

    def _link(self, iri: str) -> Link:
        return self._views.link(Iri(iri))

    def _sitemap(self) -> bytes:
        files = [f"{self._views.file(word)}.html" for group in self._groups for word in group.members]
        places = [
            "index.html",
            "ontology.html",
            "changes.html",
            *(f"schemes/{group.name}.html" for group in self._groups),
        ]
        told = "".join(f"<url><loc>{self._base}{place}</loc></url>\n" for place in (*places, *files))
        head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        return f"{head}{told}</urlset>\n".encode()


def _at(root: str, place: str) -> str:
    """A file of the site as the page at `root` names it; an address elsewhere as it is."""
    return place if "://" in place else root + place


def _address(base: str | None) -> str | None:
    """With a slash at its end. Raises WrongInput."""
    if base is None:
        return None
    if not base.startswith(("https://", "http://")) or any(sign in base for sign in ' "<>?#&\n'):
        raise WrongInput(
            f"« {base} » n'est pas l'adresse d'un site : on attend https://exemple.org/vocabulaire.",
            f"“{base}” is not the address of a site: https://example.org/vocabulary is expected.",
            field="base",
        )
    return base.rstrip("/") + "/"
