"""The published vocabulary: whole, sound, the same each time, and never half written."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, SKOS

from graph_service import resources
from graph_service.publication.folder import put
from graph_service.publication.site import MARKER, Asked, Site
from graph_service.publication.words import Words
from graph_service.schema.model import GraphSchema
from graph_service.schema.thesaurus.changes import our_words, published_iris
from graph_service.schema.thesaurus.check import check_files

ONTOLOGY = resources.folder("ontology")
SKILL = "https://w3id.org/sillon/id/skill/"
GIVEN_UP = f"""
skill:arc-sticking a skos:Concept ;
    skos:prefLabel "Collage à l'arc"@fr, "Arc sticking"@en, "Lichtbogenkleben"@de ;
    skos:definition "Un mot dont plus personne ne veut."@fr ;
    sl:replacedBy <{SKILL}tig-welding> ;
    skos:inScheme <https://w3id.org/sillon/id/scheme/skill> .
"""


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    """Every file of the whole vocabulary."""
    return dict(Site(Asked(ONTOLOGY)).files())


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """A copy of the ontology in which a word was given up."""
    folder = Path(shutil.copytree(ONTOLOGY, tmp_path / "ontology"))
    with (folder / "schemes" / "skills.ttl").open("a", encoding="utf-8") as file:
        file.write(GIVEN_UP)
    return folder


def graph(content: bytes, form: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=content.decode(), format=form)


def broken_links(files: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """(page, link) of every link within the site that leads nowhere."""
    ids = {name: set(re.findall(r' id="([^"]+)"', text.decode())) for name, text in files.items() if ".html" in name}
    for name, text in files.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', text.decode()) if name.endswith(".html") else ():
            place, _, part = link.partition("#")
            if "://" not in link:
                target = normpath(join(dirname(name), unquote(place))) if place else name
                if target not in files or (part and part not in ids[target]):
                    yield name, link


def test_every_word_has_its_page_its_turtle_and_its_json_ld(site: dict[str, bytes], schema: GraphSchema) -> None:
    words = {iri for iri in our_words(ONTOLOGY) if "/scheme/" not in iri}
    files = {f"id/{(schema.prefixes.from_iri(iri) or iri).replace(':', '/')}" for iri in words}

    assert len(files) == len(words) > 1_400
    assert {f"{file}.{form}" for file in files for form in ("html", "ttl", "jsonld")} == {
        name for name in site if name.startswith("id/")
    }


def test_the_bar_knows_how_many_files_there_will_be(site: dict[str, bytes]) -> None:
    for asked in (Asked(ONTOLOGY), Asked(ONTOLOGY, base="https://example.org", schemes=("refusal",))):
        made = Site(asked)
        assert made.size == len(dict(made.files()))


def test_every_link_leads_somewhere(site: dict[str, bytes]) -> None:
    assert list(broken_links(site)) == []


def test_the_law_of_links_catches_one_that_leads_nowhere() -> None:
    files = {"a/b.html": b'<a href="../c.html">x</a> <a href="b.html#d">x</a>', "e.html": b'<a href="a/b.html">x</a>'}

    assert list(broken_links(files)) == [("a/b.html", "../c.html"), ("a/b.html", "b.html#d")]


def test_no_page_needs_another_server_or_a_script(site: dict[str, bytes]) -> None:
    for name, text in site.items():
        if name.endswith(".html"):
            assert not re.search(rb"<(script|img|iframe)|style=|@import", text), name
            assert re.findall(rb'rel="stylesheet" href="([^"]*)"', text) == [
                b"../" * name.count("/") + b"publication.css"
            ]


def test_what_is_published_tells_each_relation_from_both_ends(site: dict[str, bytes], tmp_path: Path) -> None:
    files = []
    for name, text in site.items():
        if name.startswith("schemes/") and name.endswith(".ttl"):
            files.append(tmp_path / name.rpartition("/")[2])
            files[-1].write_bytes(text)
    found = check_files(files).found

    assert len(files) == 10
    for check in ("unidirectionally_related", "s14_one_preferred_label_per_language", "top_concepts_having_broader"):
        assert found[check] == [], check


def test_both_forms_say_the_same_and_the_schemes_say_what_their_words_say(site: dict[str, bytes]) -> None:
    for place in (
        "schemes/skill",
        "schemes/chain",
        "id/skill/tig-welding",
        "id/stage/hydrogen-power",
        "id/equipment/lathe",
    ):
        turtle, jsonld = graph(site[f"{place}.ttl"], "turtle"), graph(site[f"{place}.jsonld"], "json-ld")
        assert len(turtle) > 5, place
        assert isomorphic(turtle, jsonld), place
    whole = set(graph(site["schemes/skill.ttl"], "turtle"))
    assert set(graph(site["id/skill/tig-welding.ttl"], "turtle")) < whole


def test_our_words_come_out_as_they_went_in(site: dict[str, bytes]) -> None:
    for file, name in (("skills", "skill"), ("chains", "chain"), ("equipment", "equipment")):
        ours = set(graph((ONTOLOGY / "schemes" / f"{file}.ttl").read_bytes(), "turtle"))
        published = set(graph(site[f"schemes/{name}.ttl"], "turtle"))
        added = {predicate for _, predicate, _ in published - ours}

        assert ours <= published
        assert added <= {SKOS.narrower, SKOS.hasTopConcept, SKOS.broadMatch, SKOS.narrowMatch, SKOS.closeMatch}
    assert site["ontology.ttl"] == (ONTOLOGY / "sillon.ttl").read_bytes()
    assert site["iris.txt"].decode().split() == published_iris(ONTOLOGY)


def test_a_page_says_what_a_word_means_and_what_leads_to_it(site: dict[str, bytes]) -> None:
    page = site["id/skill/high-pressure-gas.html"].decode()

    assert "<h1>" in page
    assert 'href="../../id/stage/hydrogen-components.html"' in page, "a stage needs it"
    assert "https://w3id.org/sillon/id/skill/high-pressure-gas</code>" in page
    assert '<link rel="alternate" type="text/turtle" href="../../id/skill/high-pressure-gas.ttl">' in page


def test_the_same_ontology_makes_the_same_bytes(site: dict[str, bytes]) -> None:
    assert dict(Site(Asked(ONTOLOGY)).files()) == site


def test_a_word_that_was_given_up_keeps_its_page_and_leads_on(ours: Path) -> None:
    site = dict(Site(Asked(ours, schemes=("skill",))).files())
    old, new = site["id/skill/arc-sticking.html"].decode(), site["id/skill/tig-welding.html"].decode()
    said = graph(site["id/skill/arc-sticking.ttl"], "turtle")
    subject = rdflib.URIRef(f"{SKILL}arc-sticking")

    assert "n’est plus employée" in old
    assert 'href="../../id/skill/tig-welding.html"' in old
    assert 'href="../../id/skill/arc-sticking.html"' in new
    assert set(said.objects(subject, OWL.deprecated)) == {rdflib.Literal(True)}
    assert set(said.objects(subject, DCTERMS.isReplacedBy)) == {rdflib.URIRef(f"{SKILL}tig-welding")}
    assert list(broken_links(site)) == []


def test_changes_since_an_earlier_release_are_a_page(ours: Path, tmp_path: Path) -> None:
    put(tmp_path / "earlier", Site(Asked(ONTOLOGY)).files(), MARKER, lambda done: None)
    skills = ours / "schemes" / "skills.ttl"
    text = skills.read_text(encoding="utf-8")
    changed = text.replace('"Soudage TIG"@fr', '"Soudage à l\'électrode de tungstène"@fr').replace(
        "\nskill:tig-welding a skos:Concept ;",
        '\nskill:fresh a skos:Concept ; skos:prefLabel "Neuf"@fr ; skos:inScheme scheme:skill .\n'
        "\nskill:tig-welding a skos:Concept ;",
    )
    skills.write_text(changed, encoding="utf-8")
    site = dict(Site(Asked(ours, since=tmp_path / "earlier", schemes=("skill",))).files())
    told = json.loads(site["changes.json"])

    assert (told["since"], told["gone"], told["moved"]) == ("earlier", [], [])
    assert told["added"] == [f"{SKILL}fresh"]
    assert [(one["lang"], one["before"]) for one in told["relabelled"]] == [("fr", "Soudage TIG")]
    assert "Soudage TIG → Soudage à l&#39;électrode de tungstène" in site["changes.html"].decode()
    assert list(broken_links(site)) == []


def test_one_scheme_alone_is_whole_in_itself() -> None:
    site = dict(Site(Asked(ONTOLOGY, schemes=("skill",))).files())

    assert {name for name in site if name.startswith("schemes/")} == {
        f"schemes/skill.{form}" for form in ("html", "ttl", "jsonld")
    }
    assert list(broken_links(site)) == []


@pytest.mark.parametrize(("lang", "title"), [("en", "Vocabulary of Sillon"), ("de", "Vokabular von Sillon")])
def test_pages_speak_the_language_that_was_chosen(lang: str, title: str) -> None:
    site = dict(Site(Asked(ONTOLOGY, language=lang, schemes=("refusal",))).files())  # type: ignore[arg-type]  # one of the three

    assert f'<html lang="{lang}">' in site["index.html"].decode()
    assert f"<h1>{title}</h1>" in site["index.html"].decode()


def test_with_an_address_pages_know_it_and_there_is_a_map() -> None:
    site = dict(Site(Asked(ONTOLOGY, base="https://example.org/mots/", schemes=("refusal",))).files())
    pages = {name for name in site if name.endswith(".html")}
    mapped = set(re.findall(r"<loc>https://example.org/mots/([^<]+)</loc>", site["sitemap.xml"].decode()))

    assert mapped == pages
    for name in pages:
        assert f'<link rel="canonical" href="https://example.org/mots/{name}">'.encode() in site[name]


def test_a_word_with_two_broader_ones_is_reached_by_both(ours: Path, schema: GraphSchema) -> None:
    with (ours / "schemes" / "skills.ttl").open("a", encoding="utf-8") as file:
        file.write("skill:tig-welding skos:broader skill:robotics .\n")
    words = Words(ours, schema)
    ways = words.ways(rdflib.URIRef(f"{SKILL}tig-welding"))  # type: ignore[arg-type]  # any string equal to the IRI

    assert {way[-1].rpartition("/")[2] for way in ways} == {"welding", "robotics"}
