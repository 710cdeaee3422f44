"""What a person sees when something is wrong: a page with the sentence of the API, and a way on."""

from __future__ import annotations

import socket
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from graph_service.app import create_app
from graph_service.settings import Settings
from graph_service.store import open_store
from tests.serving import serving
from tests.web.reading import text_of

NEVER = "sl-actor:00000000-0000-5000-8000-000000000000"
OF_ONE_ANSWER = {"x-request-id", "date"}


def test_what_is_hidden_and_what_never_was_are_the_same_page(reader: httpx.Client, hidden: str) -> None:
    pages = [reader.get(f"/acteurs/{identifier}") for identifier in (hidden, NEVER)]
    contents = [
        page.content.replace(identifier.encode(), b"ID")
        for page, identifier in zip(pages, (hidden, NEVER), strict=True)
    ]
    headers = [{name: page.headers[name] for name in page.headers if name not in OF_ONE_ANSWER} for page in pages]

    assert [page.status_code for page in pages] == [404, 404]
    assert b"ID" in contents[0]
    assert contents[0] == contents[1]
    assert headers[0] == headers[1]


def test_what_is_hidden_is_in_no_list(reader: httpx.Client, hidden: str) -> None:
    assert hidden not in reader.get("/acteurs", params={"q": "scierie secrète"}).text


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/nulle/part", "Cette page n’existe pas"),
        ("/v1/nulle/part", "Cette page n’existe pas"),
        ("/static/nulle.css", "Cette page n’existe pas"),
        ("/acteurs/siret:73282932000074", "Aucun acteur de cet identifiant"),
        ("/v1/actors/siret:73282932000074", "Aucun acteur siret:73282932000074."),
        ("/vocabulaire/naf:98.76Z", "Aucune rubrique de cet identifiant"),
        ("/territoires/epci:123456789", "Aucun territoire de cet identifiant"),
    ],
)
def test_an_address_of_nothing_is_a_page_with_a_way_on(reader: httpx.Client, path: str, title: str) -> None:
    answer = reader.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["cache-control"] == "no-store"
    assert title in text_of(answer)
    assert 'action="/acteurs"' in answer.text
    assert 'href="/vocabulaire"' in answer.text.partition("<main")[2]


def test_a_program_gets_the_problem_of_a_page_as_json(reader: httpx.Client) -> None:
    for accept in ("application/json", "*/*"):
        answer = reader.get("/nulle/part", headers={"Accept": accept})

        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_unreadable_address_is_a_page_too(reader: httpx.Client) -> None:
    answer = reader.get("/acteurs?q=%FF")

    assert answer.status_code == 400
    assert "pas de l'UTF-8 correctement encodé" in text_of(answer)


def test_what_nobody_foresaw_is_a_page_with_the_sentence_of_the_api(tmp_path: Path) -> None:
    store = open_store(Settings(data=tmp_path))
    app = create_app(Settings(data=tmp_path), store)

    @app.get("/fall")
    def fall() -> None:
        raise RuntimeError("of this test")

    try:
        with serving(app) as address, httpx.Client(base_url=address, headers={"Accept-Language": "fr"}) as client:
            page = client.get("/fall", headers={"Accept": "text/html"})
            problem = client.get("/fall", headers={"Accept": "application/json"})
    finally:
        store.close()

    assert (page.status_code, problem.status_code) == (500, 500)
    assert "Une erreur imprévue" in text_of(page)
    assert problem.json()["detail_fr"] in text_of(page)
    assert "of this test" not in page.text + problem.text


def test_while_the_database_is_away_nothing_typed_is_lost(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # taken, and nobody listens
        uri = f"bolt://127.0.0.1:{nobody.getsockname()[1]}"
        settings = Settings(data=tmp_path, neo4j_uri=uri, neo4j_password=SecretStr("of nobody"))
        with (
            serving(create_app(settings)) as away,
            httpx.Client(base_url=away, headers={"Accept": "text/html", "Accept-Language": "fr"}, timeout=30) as client,
        ):
            answer = client.get("/acteurs?q=fonderie&sphere=company")
            written = client.get("/aide")

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "momentanément indisponible" in text_of(answer)
    assert 'class="button" href="/acteurs?q=fonderie&amp;sphere=company"' in answer.text
    assert written.status_code == 200, "what needs no database is still read"
