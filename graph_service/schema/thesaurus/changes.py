"""What became of words between two releases, and which of those once published are no longer there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graph_service.kernel.errors import WrongInput
from graph_service.schema.rdf import Iri, Text
from graph_service.schema.thesaurus.check import MEANING, SCHEMES, axioms_of, our_thesaurus
from graph_service.schema.thesaurus.model import Thesaurus
from graph_service.schema.thesaurus.reading import read_ours, read_theirs
from graph_service.schema.thesaurus.terms import DEPRECATED, IS_REPLACED_BY, NAMESPACE, REPLACED_BY, STAGE_OF

HISTORY = "history"
"""One list of published IRIs per version, in the folder of the ontology."""


@dataclass(frozen=True, slots=True)
class Word:
    """A concept or scheme as a release has it."""

    names: Mapping[str, str]
    """Language → preferred label."""
    above: frozenset[str]
    """Broader words; of a stage its chain."""
    given_up: bool
    instead: str | None
    """What took its place."""


@dataclass(frozen=True, slots=True)
class Changes:
    """From one release to another, by IRI; each list in the order of its IRIs."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    """No longer there at all, which no published IRI may be."""
    given_up: tuple[tuple[str, str | None], ...]
    """(word, what took its place)."""
    relabelled: tuple[tuple[str, str, str, str], ...]
    """(word, language, name before, name after); an empty name where there was or is none."""
    moved: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    """(word, what was above it, what is)."""

    def as_json(self) -> dict[str, Any]:
        """As it is told by `--json`."""
        return {
            "added": list(self.added),
            "gone": list(self.gone),
            "given_up": [{"iri": iri, "instead": instead} for iri, instead in self.given_up],
            "relabelled": [
                {"iri": iri, "lang": lang, "before": before, "after": after}
                for iri, lang, before, after in self.relabelled
            ],
            "moved": [{"iri": iri, "before": list(before), "after": list(after)} for iri, before, after in self.moved],
        }


def words_of(thesaurus: Thesaurus) -> dict[str, Word]:
    """Every concept and scheme that the files describe, by IRI, sorted."""
    instead: dict[str, str] = {}
    given_up: set[str] = set()
    chains: dict[str, list[str]] = {}
    for subject, predicate, item, _ in thesaurus.triples:
        if predicate in (REPLACED_BY, IS_REPLACED_BY) and isinstance(item, Iri):
            instead.setdefault(subject, item)
        elif predicate == DEPRECATED and isinstance(item, Text) and item.value in ("true", "1"):
            given_up.add(subject)
        elif predicate == STAGE_OF and isinstance(item, Iri):
            chains.setdefault(subject, []).append(item)
    known = sorted(str(one) for one in {*thesaurus.concepts, *thesaurus.schemes} if isinstance(one, Iri))
    return {
        one: Word(
            names={
                label.lang or "": label.value
                for label in thesaurus.labels.get(Iri(one), ())
                if label.kind == "prefLabel"
            },
            above=frozenset(map(str, (*thesaurus.parents.get(Iri(one), ()), *chains.get(one, ())))),
            given_up=one in given_up or one in instead,
            instead=instead.get(one),
        )
        for one in known
    }


def changes(before: Mapping[str, Word], after: Mapping[str, Word]) -> Changes:
    """What became of the words of `before` in `after`."""
    both = [one for one in before if one in after]
    stay = [one for one in both if not after[one].given_up]
    return Changes(
        added=tuple(one for one in after if one not in before and not after[one].given_up),
        gone=tuple(one for one in before if one not in after),
        given_up=tuple((one, after[one].instead) for one in both if after[one].given_up and not before[one].given_up),
        relabelled=tuple(
            (one, lang, before[one].names.get(lang, ""), after[one].names.get(lang, ""))
            for one in stay
            for lang in sorted({*before[one].names, *after[one].names})
            if before[one].names.get(lang) != after[one].names.get(lang)
        ),
        moved=tuple(
            (one, tuple(sorted(before[one].above)), tuple(sorted(after[one].above)))
            for one in stay
            if before[one].above != after[one].above
        ),
    )


def by_iri_alone(iris: Iterable[str], after: Mapping[str, Word]) -> dict[str, Word]:
    """The words of a release of which only the IRIs are known: what it called them and where is taken from `after`."""
    nameless = Word(names={}, above=frozenset(), given_up=False, instead=None)
    return {iri: replace(after.get(iri, nameless), given_up=False, instead=None) for iri in iris}


def our_words(ontology: Path) -> dict[str, Word]:
    """The words of the schemes of this ontology folder. Raises BrokenPromise."""
    return words_of(our_thesaurus(ontology))


def words_in(place: Path, ontology: Path) -> dict[str, Word]:
    """The words of somebody's release: a file of RDF, a folder of Turtle, or one that has it in `schemes/`.

    `ontology`: the folder of ours, by which chains and stages are concepts.

    Raises WrongInput when there is none, and DataErrors with file and line when it cannot be read.
    """
    if place.is_dir():
        folder = place / SCHEMES if (place / SCHEMES).is_dir() else place
        files = sorted(folder.glob("*.ttl"))
        if not files:
            raise WrongInput(
                f"Il n’y a pas de fichier .ttl dans {folder} : donnez un fichier, ou le dossier d’une version.",
                f"There is no .ttl file in {folder}: give a file, or the folder of a release.",
            )
    else:
        files = [place]
    return words_of(Thesaurus((read_theirs(path, str(path)) for path in files), axioms_of(ontology)))


def published_iris(ontology: Path) -> list[str]:
    """The IRIs of all words of this ontology folder, and of the terms that it declares itself; sorted."""
    _, said = read_ours(ontology / MEANING, MEANING)
    terms = {str(subject) for subject, _, _, _ in said if isinstance(subject, Iri) and subject.startswith(NAMESPACE)}
    return sorted({*our_words(ontology), *terms})


def releases(ontology: Path) -> list[tuple[str, list[str]]]:
    """(version, IRIs that it published), the oldest first."""
    files = sorted((ontology / HISTORY).glob("*.txt"), key=lambda file: _numbers(file.stem))
    return [(file.stem, file.read_text(encoding="utf-8").split()) for file in files]


def vanished(ontology: Path) -> Iterator[tuple[str, str]]:
    """(IRI, last version that published it) of what is there no longer."""
    there = set(published_iris(ontology))
    last = {iri: version for version, iris in releases(ontology) for iri in iris}
    yield from sorted((iri, version) for iri, version in last.items() if iri not in there)


def without_a_successor(words: Mapping[str, Word]) -> Iterator[str]:
    """Words given up whose replacements end nowhere: there is none, it is not there, or they go in a circle."""
    for one, word in words.items():
        seen, current = {one}, word
        while current.given_up:
            following = current.instead
            if following is None or following in seen or following not in words:
                yield one
                break
            seen.add(following)
            current = words[following]


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) if part.isdigit() else -1 for part in version.split("."))
