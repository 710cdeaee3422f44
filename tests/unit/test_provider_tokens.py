"""What an identity provider shows must hold: every token that is wrong in one way lets nobody in."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph_service.accounts.provider import Provider
from graph_service.kernel.errors import NotSignedIn, Unavailable
from tests.serving import serving

LEFT = {"state": "state", "nonce": "nonce", "verifier": "verifier" * 6}
GIVEN = {"code": "code", "state": "state"}
BACK = "http://127.0.0.1:1/connexion/retour"
OURS, OTHER = (RSAKey.generate_key(2048, parameters={"kid": "k"}) for _ in range(2))
CURVE = ECKey.generate_key("P-256", parameters={"kid": "e"})


@dataclass
class Liar:
    """A provider that says what it is told to say."""

    address: str = ""
    token: dict[str, Any] = field(default_factory=dict)
    """Changes to the claims of the id token; None takes one out."""
    user: Mapping[str, Any] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    key: RSAKey | ECKey | OctKey = field(default_factory=lambda: OURS)
    algorithm: str = "RS256"
    status: int = 200
    asked: list[str] = field(default_factory=list)

    def id_token(self) -> str:
        moment = int(time.time())
        claims = {
            "iss": self.address,
            "aud": "sillon",
            "sub": "ana",
            "nonce": "nonce",
            "iat": moment,
            "exp": moment + 60,
        }
        told = {name: value for name, value in {**claims, **self.token}.items() if value is not None}
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, told, self.key, algorithms=[self.algorithm])

    def app(self) -> Starlette:
        def known(_: Request) -> Response:
            where = {
                name: f"{self.address}/{name}"
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
            }
            return JSONResponse({"issuer": self.address, **where, **self.metadata}, self.status)

        async def token(request: Request) -> Response:
            self.asked.append((await request.body()).decode())
            return JSONResponse({"access_token": "a", "token_type": "Bearer", "id_token": self.id_token()})

        def keys(_: Request) -> Response:
            return JSONResponse({"keys": [OURS.as_dict(private=False), CURVE.as_dict(private=False)]})

        def user(_: Request) -> Response:
            return JSONResponse({"sub": "ana", "email": "ana@example.org", "email_verified": True, **self.user})

        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", known),
                Route("/token_endpoint", token, methods=["POST"]),
                Route("/jwks_uri", keys),
                Route("/userinfo_endpoint", user),
            ]
        )


@pytest.fixture
def liar() -> Iterator[Liar]:
    told = Liar()
    with serving(told.app()) as address:
        told.address = address
        yield told


def provider(liar: Liar, **more: Any) -> Provider:
    return Provider(
        **{"issuer": liar.address, "client_id": "sillon", "client_secret": "s", "scope": "openid", "name": "P",
           "trust_mail": False, **more},
    )  # fmt: skip


def test_what_holds_lets_in_and_the_verifier_goes_with_the_code(liar: Liar) -> None:
    claims = provider(liar).arrival(GIVEN, LEFT, BACK)

    assert (claims.subject, claims.mail, claims.siret) == (f"{liar.address} ana", "ana@example.org", None)
    assert f"code_verifier={LEFT['verifier']}" in liar.asked[0]


def test_another_kind_of_key_and_several_audiences_hold_too(liar: Liar) -> None:
    liar.key, liar.algorithm = CURVE, "ES256"
    liar.token = {"aud": ["sillon", "other"], "azp": "sillon"}

    assert provider(liar).arrival(GIVEN, LEFT, BACK).subject == f"{liar.address} ana"


WRONG: dict[str, dict[str, Any]] = {
    "another's key": {"key": OTHER},
    "a shared secret": {"key": OctKey.import_key("s" * 32, parameters={"kid": "k"}), "algorithm": "HS256"},
    "another issuer": {"token": {"iss": "https://evil.example.org"}},
    "another audience": {"token": {"aud": "other"}},
    "no audience": {"token": {"aud": None}},
    "for somebody else among several": {"token": {"aud": ["sillon", "other"], "azp": "other"}},
    "another nonce": {"token": {"nonce": "other"}},
    "no nonce": {"token": {"nonce": None}},
    "past its time": {"token": {"exp": int(time.time()) - 3_600}},
    "no end": {"token": {"exp": None}},
    "of tomorrow": {"token": {"iat": int(time.time()) + 86_400}},
    "nobody": {"token": {"sub": None}},
    "somebody who is a number": {"token": {"sub": 5}},
    "two people": {"user": {"sub": "ben"}},
}


@pytest.mark.parametrize("lie", WRONG.values(), ids=WRONG)
def test_a_token_that_is_wrong_in_one_way_lets_nobody_in(liar: Liar, lie: dict[str, Any]) -> None:
    for name, value in lie.items():
        setattr(liar, name, value)

    with pytest.raises(NotSignedIn):
        provider(liar).arrival(GIVEN, LEFT, BACK)


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (GIVEN, None),
        ({"code": "code", "state": "é"}, LEFT),
        ({"code": "code"}, LEFT),
        ({"state": "state"}, LEFT),
        ({**GIVEN, "iss": "https://evil.example.org"}, LEFT),
    ],
)
def test_whoever_did_not_leave_from_here_asks_the_provider_nothing(
    liar: Liar, given: dict[str, str], left: dict[str, str] | None
) -> None:
    with pytest.raises(NotSignedIn):
        provider(liar).arrival(given, left, BACK)
    assert liar.asked == []


def test_a_provider_that_is_not_who_it_should_be_is_away(liar: Liar) -> None:
    for told in ({"metadata": {"issuer": "https://evil.example.org"}}, {"metadata": {"jwks_uri": None}, "status": 500}):
        for name, value in told.items():
            setattr(liar, name, value)
        with pytest.raises(Unavailable):
            provider(liar).departure(BACK)


@pytest.mark.parametrize(
    ("said", "trusted", "mail"),
    [
        ({"email_verified": False}, False, None),
        ({"email_verified": False}, True, None),
        ({"email_verified": None}, False, None),
        ({"email_verified": None}, True, "ana@example.org"),
        ({"email_verified": "true"}, False, None),
        ({"email": 5}, False, None),
    ],
)
def test_only_an_address_that_was_verified_counts(
    liar: Liar, said: dict[str, Any], trusted: bool, mail: str | None
) -> None:
    liar.user = said

    assert provider(liar, trust_mail=trusted).arrival(GIVEN, LEFT, BACK).mail == mail
