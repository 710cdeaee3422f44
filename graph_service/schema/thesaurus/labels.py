"""What concepts are called, noted and numbered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from graph_service.schema.rdf import Subject
from graph_service.schema.thesaurus.findings import Finding, found, listed, printable, quoted, unprintable
from graph_service.schema.thesaurus.integrity import preferred
from graph_service.schema.thesaurus.model import Label, Place, Thesaurus


def undocumented_concepts(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts without any note: definition, scope note, example, history, editorial, change or plain (qSKOS, SM14).

    A note counts in any language and any form, text or resource; subproperties count. One finding per concept.
    """
    for concept in thesaurus.concepts:
        if concept not in thesaurus.documented:
            yield found(thesaurus.place(concept), concept)


def missing_labels(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts without a preferred label; schemes and collections without any label or title (qSKOS, SM14).

    For a scheme or collection a skos:prefLabel, an rdfs:label or a Dublin Core title will do. Concepts that are only
    named, as broader, narrower, related or top, but described nowhere (a dangling parent) are found here, at the line
    that names them; those that a mapping leads to belong to somebody else. One finding per resource.
    """
    named = {resource for resource, labels in thesaurus.labels.items() if preferred(labels)}
    for concept in (*thesaurus.concepts, *thesaurus.dangling):
        if concept not in named:
            yield found(thesaurus.place(concept), concept)
    called = named | thesaurus.titled
    for resource in dict.fromkeys((*thesaurus.schemes, *thesaurus.collections)):
        if resource not in called and resource not in thesaurus.concepts:
            yield found(thesaurus.place(resource), resource)


def unprintable_characters(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Labels with characters that nobody sees or that mean nothing (qSKOS, SM14).

    Unicode categories: control, format (soft hyphen, zero width space, byte order mark …, but not the joiners), lone
    surrogates, private use, unassigned, separators of lines and paragraphs. No-break spaces are printed, and French
    needs them. qSKOS asks for ASCII, which would refuse every accent. One finding per label.
    """
    for resource, label in _labels(thesaurus):
        wrong = [sign for sign in label.value if unprintable(sign)]
        if wrong:
            codes = " ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(wrong))
            yield found(label.place, resource, says=f"{quoted(printable(label.value), label.lang)} {codes}")


def empty_labels(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Labels of any kind without a word: nothing at all, or white space (qSKOS). One finding per label."""
    for resource, label in _labels(thesaurus):
        if not label.value.strip():
            yield found(label.place, resource, says=listed([label]))


def overlapping_labels(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Labels that several concepts of one scheme share (qSKOS, SM14, after section 5.6.4 of SKOS).

    Labels of all kinds, in one language (or all without one), compared without regard to case, to white space around
    and between words, and to how accents are composed. Concepts in no scheme are compared with one another. One finding
    per label and set of concepts, even when these share two schemes.
    """
    sharing: dict[tuple[Subject | None, str | None, str], dict[Subject, Label]] = {}
    for concept in thesaurus.concepts:
        for label in thesaurus.labels.get(concept, ()):
            for scheme in thesaurus.schemes_of.get(concept) or (None,):
                key = (scheme, label.lang, folded(label.value))
                if key[2]:
                    sharing.setdefault(key, {}).setdefault(concept, label)
    told = set()
    for (_, lang, text), concepts in sharing.items():
        case = (lang, text, frozenset(concepts))
        if len(concepts) > 1 and case not in told:
            told.add(case)
            label = next(iter(concepts.values()))
            yield found(label.place, *concepts, says=quoted(label.value, lang))


def disjoint_labels_violation(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Labels of two kinds of one resource that a reader takes for the same (qSKOS, SM14).

    S13 with the comparison of `overlapping_labels`, so that an alternative label that repeats the preferred one in
    lower case is found. Whatever breaks S13 is found here too. One finding per resource and label.
    """
    for resource, labels in thesaurus.labels.items():
        kinds: dict[tuple[str, str | None], dict[str, Label]] = {}
        for label in labels:
            if text := folded(label.value):
                kinds.setdefault((text, label.lang), {}).setdefault(label.kind, label)
        for same in kinds.values():
            if len(same) > 1:
                yield found(next(iter(same.values())).place, resource, says=listed(same.values()))


def inconsistent_preferred_labels(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Resources with several preferred labels in one language, or several without language (qSKOS, SM14).

    S14 counted by resource: one finding, however many languages are concerned.
    """
    for resource, labels in thesaurus.labels.items():
        many = [label for same in preferred(labels).values() if len(same) > 1 for label in same]
        if many:
            yield found(many[0].place, resource, says=", ".join(quoted(each.value, each.lang) for each in many))


def ambiguous_notations(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Notations that do not name one concept of their scheme, or concepts with several (qSKOS, section 6.5 of SKOS).

    A notation is its characters and its datatype, which names the system: two notations of one concept in two systems
    are no ambiguity. Concepts in no scheme are compared with one another. One finding per notation and set of
    concepts, one per concept and system.
    """
    sharing: dict[tuple[Subject | None, str, str], dict[Subject, Place]] = {}
    for concept in thesaurus.concepts:
        systems: dict[str, dict[str, Place]] = {}
        for notation, place in thesaurus.notations.get(concept, ()):
            systems.setdefault(notation.datatype, {}).setdefault(notation.value, place)
            for scheme in thesaurus.schemes_of.get(concept) or (None,):
                sharing.setdefault((scheme, notation.value, notation.datatype), {}).setdefault(concept, place)
        for several in systems.values():
            if len(several) > 1:
                yield found(next(iter(several.values())), concept, says=", ".join(several))
    told = set()
    for (_, value, system), concepts in sharing.items():
        case = (value, system, frozenset(concepts))
        if len(concepts) > 1 and case not in told:
            told.add(case)
            yield found(next(iter(concepts.values())), *concepts, says=value)


def folded(text: str) -> str:
    """What is left of a text for comparing: composed characters, one space between words, no case."""
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def _labels(thesaurus: Thesaurus) -> Iterator[tuple[Subject, Label]]:
    for resource, labels in thesaurus.labels.items():
        for label in labels:
            yield resource, label
