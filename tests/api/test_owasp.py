"""The ten risks of APIs that OWASP names (2023), one test each: `API1` to `API10`."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from graph_service.accounts.provider import Provider
from graph_service.app import create_app
from graph_service.kernel.errors import NotSignedIn, Unavailable
from graph_service.settings import Settings
from graph_service.store import open_store
from graph_service.store.graph import BoltStore
from tests.api.access_matrix import FOR_SOME, OF_AN_ACTOR, VIEWERS, World, world
from tests.api.conftest import KEY
from tests.api.test_bad_input import checked
from tests.engine.town_names import FOUNDRY, SECRET
from tests.serving import serving
from tests.unit.test_provider_tokens import BACK, GIVEN, LEFT, Liar, provider
from tests.unseen.addresses import api_routes, pages

STRANGER = VIEWERS[1]


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("owasp")
    store = open_store(Settings(data=folder / "data"))
    assert isinstance(store, BoltStore)
    with world(store, folder) as found:
        yield found
    store.close()


def test_api1_broken_object_level_authorization(asked: World) -> None:
    """Whoever changes the id in an address gets no thing of others, by any route."""
    for route in OF_AN_ACTOR:
        for audience in ("analysts", "group", "private"):
            assert asked.status(STRANGER, route, audience) in {404, 422}, (route, audience)


def test_api2_broken_authentication(asked: World) -> None:
    """A key that is altered, cut, of another form or in another scheme opens nothing, and says the same each time."""
    holder = asked.service.client(Authorization=f"Bearer {KEY}")
    made = holder.post("/v1/keys", json={"label": "x", "role": "administrator"}).json()["data"]["secret"]
    wrong = [
        made[:-1],
        made[:-1] + ("A" if made[-1] != "A" else "B"),
        made.upper(),
        "x",
        KEY[:-1],
        f"{made} {made}",
    ]
    told = set()
    with asked.service.client() as client:
        assert (
            client.get("/v1/me", headers={"Authorization": f"Bearer {made}"}).json()["data"]["role"] == "administrator"
        )
        for each in wrong:
            answer = client.get(f"/v1/actors/{SECRET}", headers={"Authorization": f"Bearer {each}"})
            told.add((answer.status_code, answer.json()["detail"]))
        basic = client.get("/v1/me", headers={"Authorization": f"Basic {made}"}).json()["data"]["role"]
        in_address = client.get(f"/v1/me?key={made}")
    holder.close()

    assert {status for status, _ in told} == {401}
    assert len(told) == 1
    assert (basic, in_address.status_code) == ("visitor", 422)


def test_api3_broken_object_property_level_authorization(asked: World) -> None:
    """No answer holds how a thing came in, and no body gives more than its fields."""
    with asked.service.client() as client:
        for path in (
            f"/v1/actors/{FOUNDRY}?explain=true",
            f"/v1/actors/{FOUNDRY}/neighbours?explain=true",
            "/v1/actors",
        ):
            assert not re.search(r'"(load|line|digest|partition|profile|audience|owner)":', client.get(path).text), path
    with asked.service.client(Authorization=f"Bearer {KEY}") as holder:
        for more in ({"verbs": ["administer"]}, {"id": "x"}, {"made_at": "2020-01-01"}, {"digest": "0"}):
            checked(holder.post("/v1/keys", json={"label": "x", "role": "member", **more}), 422)
        checked(holder.post("/v1/keys", json={"label": "x", "role": "member", "scopes": ["administer"]}), 422)


def test_api4_unrestricted_resource_consumption(asked: World) -> None:
    """Rows, bodies, addresses, lists and texts have a limit."""
    with asked.service.client() as client:
        checked(client.get("/v1/actors?limit=501"), 422)
        checked(client.get("/v1/actors?limit=" + "9" * 5_000), 422)
        checked(client.get("/v1/actors?q=" + "a" * 9_000), 414)
        checked(client.post("/v1/vocab/suggest-concepts", content=b"x" * 10_000_001), 413)
        checked(client.post("/v1/vocab/suggest-concepts", json={"text": "a " * 3_000}), 422)
        checked(client.get(f"/v1/actors/{FOUNDRY}/downstream?depth=1000"), 422)


def test_api5_broken_function_level_authorization(asked: World) -> None:
    """What is kept for some is refused to others by every method, spelling and header."""
    with asked.service.client() as nobody:
        member = asked.client(STRANGER)
        for route in FOR_SOME:
            path = route.partition(" ")[2].format(name="x", domain="actors", id="x")
            path = path.replace("{name}", "x")
            for client in (nobody, member):
                for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"):
                    answer = client.request(
                        method,
                        path,
                        headers={"X-HTTP-Method-Override": "GET", "Sillon-As": "analyst", "X-Role": "administrator"},
                    )
                    assert answer.status_code in {401, 403, 404, 405, 422}, (method, path, answer.status_code)
            for other in (path.upper(), path + "/", "//" + path[1:], path.replace("/v1", "/V1"), path + "%2f"):
                assert nobody.get(other).status_code in {401, 404, 405, 422}, other


def test_api6_unrestricted_access_to_sensitive_business_flows(asked: World) -> None:
    """Nobody makes himself an account, a key or an invitation; a link lets in once."""
    with asked.service.client() as nobody:
        checked(nobody.post("/v1/people/invitations", json={"mail": "me@example.org", "role": "administrator"}), 401)
        checked(nobody.post("/v1/people/first-administrator", json={}), 401)
        checked(nobody.post("/v1/keys", json={"label": "mine", "role": "administrator"}), 401)
        assert nobody.post("/connexion", data={"invitation": "a" * 43}).status_code == 401
        assert nobody.post("/demonstration", data={"as": "analyst"}).status_code == 403
        assert nobody.get("/v1/me").json()["data"]["role"] == "visitor"


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """An address of this machine, and what came to it."""
    came: list[bytes] = []
    with socket.socket() as trap:
        trap.bind(("127.0.0.1", 0))
        trap.listen()
        trap.settimeout(0.2)
        done = threading.Event()

        def wait() -> None:
            while not done.is_set():
                try:
                    end, _ = trap.accept()
                except TimeoutError:
                    continue
                came.append(end.recv(100))
                end.close()

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{trap.getsockname()[1]}", came
        done.set()
        thread.join(5)


def test_api7_server_side_request_forgery(asked: World, tmp_path: Path) -> None:
    """No address that somebody gives is fetched: not as a file, nor as a context, base or import within one."""
    with listening() as (trap, came), asked.service.client(Authorization=f"Bearer {KEY}") as holder:
        for file in (f"{trap}/x.ttl", f"//{trap[7:]}/x", "http://169.254.169.254/latest/meta-data"):
            checked(holder.post("/v1/loads", json={"source": "skos", "files": [file]}), 422)
        words = tmp_path / "words.jsonld"
        words.write_text(json.dumps({"@context": f"{trap}/context.jsonld", "@id": "x"}), encoding="utf-8")
        started = holder.post("/v1/loads", json={"source": "skos", "files": [str(words)]})
        assert started.status_code == 202
        state = started.json()["data"]
        while state["state"] in {"queued", "running"}:
            state = holder.get(f"/v1/jobs/{state['id']}").json()["data"]
        holder.get("/v1/actors", params={"near": trap})
        holder.get("/connexion/retour", params={"iss": trap, "code": "x", "state": "x"})

    assert state["state"] == "failed"
    assert came == []


def test_api8_security_misconfiguration(asked: World) -> None:
    """Headers are strict, other origins are let in nowhere, and errors tell nothing of the machine."""
    with asked.service.client(Origin="https://evil.example.org") as client:
        for path in ("/", "/v1/actors", "/v1/keys", "/docs", "/connexion", "/nulle/part", "/v1/actors?limit=x"):
            answer = client.get(path, headers={"Accept": "text/html"} if not path.startswith("/v1") else {})
            headers = answer.headers
            assert not any(name.startswith("access-control-") for name in headers), path
            assert "unsafe" not in headers["content-security-policy"]
            assert (headers["x-content-type-options"], headers["x-frame-options"]) == ("nosniff", "DENY")
            assert headers["cache-control"].startswith(("private", "no-store"))
            assert "server" not in headers
            assert not re.search(r"Traceback|site-packages|/graph_service/|File \"", answer.text)
        preflight = client.options("/v1/keys", headers={"Access-Control-Request-Method": "POST"})
        assert (preflight.status_code, "access-control-allow-origin" in preflight.headers) == (405, False)


def test_api9_improper_inventory_management(tmp_path: Path) -> None:
    """Every route is described or is a page that is known; there is one version, and nothing is left over."""
    app = create_app(Settings(data=tmp_path / "data"))
    described = {path for _, path, _ in api_routes(app)}

    assert all(path.startswith("/v1/") or path in {"/healthz", "/readyz"} for path in described)
    with serving(app) as address, httpx.Client(base_url=address, trust_env=False) as client:
        for path in (
            "/v2/actors",
            "/v0/actors",
            "/api",
            "/debug",
            "/metrics",
            "/admin",
            "/.env",
            "/.git/config",
            "/redoc",
        ):
            assert client.get(path).status_code == 404, path
    assert not {path for path in pages() if "debug" in path or "test" in path}


def test_api10_unsafe_consumption_of_apis() -> None:
    """What another service answers is believed as far as it can be checked; the identity provider is the only one."""
    liar = Liar()
    with serving(liar.app()) as address:
        liar.address = address
        asked: Provider = provider(liar)
        assert asked.arrival(GIVEN, LEFT, BACK).subject.endswith(" ana")
        liar.token = {"nonce": "of somebody else"}
        with pytest.raises(NotSignedIn):
            asked.arrival(GIVEN, LEFT, BACK)
        liar.token, liar.metadata = {}, {"issuer": "https://evil.example.org"}
        with pytest.raises(Unavailable):
            asked.arrival(GIVEN, LEFT, BACK)
        liar.metadata, liar.status = {"token_endpoint": None}, 200
        with pytest.raises((NotSignedIn, Unavailable)):
            asked.arrival(GIVEN, LEFT, BACK)
