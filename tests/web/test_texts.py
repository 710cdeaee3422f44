"""Three languages say the same things, and nothing is said that no page shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import graph_service
from graph_service.kernel.errors import BrokenPromise
from graph_service.locale import LANGUAGES, Language, language_asked, texts
from graph_service.schema.model import GraphSchema
from graph_service.schema.words import Words
from graph_service.web.templating import FOLDER

ROOM = Path(graph_service.__file__).parent / "web"
PUBLICATION = ROOM.parent / "publication"
OTHERS: tuple[Language, ...] = ("en", "de")
JARGON = re.compile(r"\b(nœuds?|arêtes?|centralité|nodes?|edges?|centrality|knoten|kanten?)\b", re.IGNORECASE)
USED = re.compile(r"""\bt(?:\.count|\.known)?\(\s*f?["']([a-z_]+)(?:\.([a-z_0-9]*))?(["']?)(\s*~)?""")
EITHER = re.compile(r"""\bt\(\s*"([a-z_.]+)" if [^)]* else "([a-z_.]+)\"""")


def holes(language: Language, key: str) -> set[str]:
    """The placeholders of a message, over all its forms."""
    message = texts(language).message(key)
    forms = [message] if isinstance(message, str) else list(message.values())
    return {hole for form in forms for hole in re.findall(r"\{(\w+)\}", form)}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_the_messages_of_french(language: Language) -> None:
    assert texts(language).keys() == texts("fr").keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_message_has_the_same_holes_in_every_language(language: Language) -> None:
    differing = {key for key in texts("fr").keys() if holes(language, key) != holes("fr", key)}  # noqa: SIM118  (it is no dict)

    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_speaks_the_jargon_of_graphs(language: Language) -> None:
    said = texts(language)
    forms = {key: str(said.message(key)) for key in said.keys()}  # noqa: SIM118  (it is no dict)

    assert not {key: form for key, form in forms.items() if JARGON.search(form)}


def test_pages_and_messages_know_one_another() -> None:
    files = [*FOLDER.glob("*.html"), *ROOM.glob("*.py"), *PUBLICATION.rglob("*.html"), *PUBLICATION.glob("*.py")]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    exact, families = set(), set()
    for family, name, closed, joined in USED.findall(source):
        if closed and name and not joined:
            exact.add(f"{family}.{name}")
        else:
            families.add(f"{family}.{name}")
    for pair in EITHER.findall(source):
        exact.update(pair)
    known = texts("fr").keys()

    assert exact <= known, f"pages ask for what no language says: {sorted(exact - known)}"
    unused = {key for key in known - exact if not key.startswith(tuple(families))}
    assert not unused, f"nobody shows {sorted(unused)}"


def test_a_message_that_is_missing_is_an_error() -> None:
    with pytest.raises(BrokenPromise, match=r"fr\.toml.*no\.such"):
        texts("fr")("no.such")


@pytest.mark.parametrize(
    ("parameter", "header", "expected"),
    [
        ("de", "en", "de"),
        ("es", "en-GB,en;q=0.9", "en"),
        (None, "es, de;q=0.4, en;q=0.8", "en"),
        (None, "en;q=0, *", "fr"),
        (None, "zz" * 5_000, "fr"),
        (None, "en;q=nan", "fr"),
        (None, None, "fr"),
    ],
)
def test_the_language_is_the_one_asked_for_then_the_most_wanted(
    parameter: str | None, header: str | None, expected: str
) -> None:
    assert language_asked(parameter, header) == expected


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [("fr", 0, "0 acteur"), ("fr", 1, "1 acteur"), ("fr", 17_091, "17\u202f091 acteurs"), ("en", 0, "0 actors")],
)
def test_counts_follow_the_grammar_of_the_language(language: Language, number: int, words: str) -> None:
    assert texts(language).count("count.actors", number) == words


def test_a_french_sentence_never_breaks_before_its_signs() -> None:
    said = "Aucun lieu ne s'appelle « Atlantide ». Vouliez-vous dire : Metz ?"

    assert texts("fr").spaced(said) == (
        "Aucun lieu ne s'appelle «\N{NO-BREAK SPACE}Atlantide\N{NO-BREAK SPACE}»."
        " Vouliez-vous dire\N{NO-BREAK SPACE}: Metz\N{NARROW NO-BREAK SPACE}?"
    )
    assert texts("de").spaced(said) == said


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Aciérie du Val", "Fournisseurs en amont d’Aciérie du Val"),
        ("Ébénisterie", "Fournisseurs en amont d’Ébénisterie"),
        ("Œuvres du Sillon", "Fournisseurs en amont d’Œuvres du Sillon"),
        ("hôpital", "Fournisseurs en amont d’hôpital"),
        ("Hydrogène de l’Est", "Fournisseurs en amont d’Hydrogène de l’Est"),
        ("Fonderie", "Fournisseurs en amont de Fonderie"),
        ("Hayange", "Fournisseurs en amont de Hayange"),
        ("Halle aux grains", "Fournisseurs en amont de Halle aux grains"),
        ("Yutz", "Fournisseurs en amont de Yutz"),
        ("Onze", "Fournisseurs en amont de Onze"),
        ("{0.__class__}", "Fournisseurs en amont de {0.__class__}"),
        ("Été {x}", "Fournisseurs en amont d’Été {x}"),
    ],
)
def test_french_elides_before_a_vowel_that_is_heard(name: str, title: str) -> None:
    assert texts("fr")("supply.title_upstream", actor=name) == title
    assert texts("en")("supply.title_upstream", actor=name) == f"Suppliers upstream of {name}"


def test_que_is_elided_too() -> None:
    fr = texts("fr")

    assert (fr("meet.gets", actor="Ébénisterie"), fr("meet.gets", actor="Scierie")) == (
        "Ce qu’Ébénisterie peut recevoir",
        "Ce que Scierie peut recevoir",
    )


def test_dates_are_words_and_what_is_no_date_stays() -> None:
    fr = texts("fr")

    assert (fr.date("2026-01-03"), fr.date("2026-01-03T10:00:00Z")) == ("3 janvier 2026", "3 janvier 2026")
    assert texts("en").date("2026-01-03") == "3 January 2026"
    assert (fr.date("vers 1950"), fr.date(None)) == ("vers 1950", "")


def test_the_words_of_the_ontology_read_in_both_directions(schema: GraphSchema) -> None:
    words = Words(schema, "fr")

    assert (words.link("SUPPLIES", "out"), words.link("SUPPLIES", "in")) == ("fournit", "se fournit chez")
    assert words.value("workforce", "11") == "10 à 19 salariés"
    assert words.value("sphere", "guild") == "guild", "a code that the ontology does not know yet stands for itself"
