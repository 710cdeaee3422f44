"""In which languages a thesaurus speaks, and where it falls silent."""

from __future__ import annotations

from collections.abc import Iterator

from graph_service.schema.rdf import Subject, Text
from graph_service.schema.thesaurus import terms
from graph_service.schema.thesaurus.findings import Finding, found, quoted
from graph_service.schema.thesaurus.model import Thesaurus
from graph_service.schema.thesaurus.tags import valid

_PLAIN = ("http://www.w3.org/2001/XMLSchema#string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString")


def omitted_or_invalid_language_tags(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Texts for people without a language tag, or with one that names no language (qSKOS, SM14).

    Texts are the literals of SKOS's labels and notes (subproperties included), of rdfs:label, Dublin Core titles and
    the forms of SKOS-XL's labels, of any resource. A literal that is a number or a date by its datatype is none. What
    is valid is in `tags.valid`: the grammar of BCP 47, two-letter codes known to CLDR. A tag that breaks the grammar
    itself does not get here from Turtle, which cannot be read with it. One finding per statement.
    """
    for subject, predicate, item, place in thesaurus.triples:
        if isinstance(item, Text) and item.datatype in _PLAIN and not (item.lang and valid(item.lang)):
            words = thesaurus.words(predicate)
            if words & _TEXTS or predicate in (terms.LABEL, terms.LITERAL_FORM) or predicate in terms.TITLES:
                yield found(place, subject, says=quoted(item.value, item.lang))


_TEXTS = frozenset({*terms.LEXICAL, *terms.NOTES})


def incomplete_language_coverage(thesaurus: Thesaurus) -> Iterator[Finding]:
    """Concepts without a label in one of the languages that other concepts are labelled in (qSKOS, SM14).

    Labels of any kind (preferred, alternative, hidden) count, notes do not; all files checked together share their
    languages. `fr` and `fr-CA` are two. Concepts without any tagged label are left to `missing_labels` and
    `omitted_or_invalid_language_tags`. One finding per concept, with the languages that it lacks.
    """
    spoken = _spoken(thesaurus)
    everywhere = frozenset[str]().union(*spoken.values())
    for concept, languages in spoken.items():
        if everywhere - languages:
            yield found(thesaurus.place(concept), concept, says=", ".join(sorted(everywhere - languages)))


def no_common_languages(thesaurus: Thesaurus) -> Iterator[Finding]:
    """There is no language that every concept has a label in (qSKOS).

    The same labels, languages and concepts as in `incomplete_language_coverage`. At most one finding: it names the
    language that most concepts have, and the first concept that lacks it.
    """
    spoken = _spoken(thesaurus)
    if not spoken or frozenset.intersection(*spoken.values()):
        return
    counts: dict[str, int] = {}
    for languages in spoken.values():
        for language in languages:
            counts[language] = counts.get(language, 0) + 1
    most = min(counts, key=lambda language: (-counts[language], language))
    without = next(concept for concept, languages in spoken.items() if most not in languages)
    yield found(thesaurus.place(without), without, says=most)


def _spoken(thesaurus: Thesaurus) -> dict[Subject, frozenset[str]]:
    told = {
        concept: frozenset(label.lang for label in thesaurus.labels.get(concept, ()) if label.lang)
        for concept in thesaurus.concepts
    }
    return {concept: languages for concept, languages in told.items() if languages}
