"""The OpenID provider that people sign in with: authorization code with PKCE, by authlib; tokens checked by joserfc.

Nothing of the provider is kept between two sign-ins: its addresses and keys are asked for each time, so that a change
of keys needs no restart. Only addresses that its own metadata name are asked.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from graph_service.kernel.errors import NotSignedIn, Unavailable, WrongInput
from graph_service.settings import Settings

_T = TypeVar("_T")
_TIMEOUT_S: Final = 5.0
_LEEWAY_S: Final = 60
_ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures by a key that the provider alone has: never a shared secret, never none."""


@dataclass(frozen=True, slots=True)
class Departure:
    """What is kept in the reader's browser while he is with the provider."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What the provider says of somebody."""

    subject: str
    """The provider's address, a space, its name for him."""
    mail: str | None
    """Only an address that the provider has verified."""
    siret: str | None


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider, and what this service is to it."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str
    name: str
    trust_mail: bool

    def departure(self, back_to: str) -> tuple[str, dict[str, str]]:
        """Where to send somebody, and what to keep until he is back at `back_to`. Raises Unavailable."""
        leaving = Departure(*(secrets.token_urlsafe(32) for _ in range(3)))
        with self._client(back_to) as client:
            address, _ = client.create_authorization_url(
                self._metadata()["authorization_endpoint"],
                state=leaving.state,
                nonce=leaving.nonce,
                code_verifier=leaving.verifier,
            )
        return str(address), asdict(leaving)

    def arrival(self, given: Mapping[str, str], kept: Mapping[str, str] | None, back_to: str) -> Claims:
        """What the provider says of whoever comes back with these parameters. `kept`: since his departure.

        Raises NotSignedIn when he did not leave from here, was refused there, or what is shown does not hold;
        Unavailable when the provider does not answer.
        """
        left = Departure(**kept) if kept else None
        if left is None or not secrets.compare_digest(given.get("state", "").encode(), left.state.encode()):
            raise _not_from_here()
        if given.get("iss", self.issuer) != self.issuer or "code" not in given:
            raise _refused(self.name)
        try:
            with self._client(back_to) as client:
                return self._claims(client, given["code"], left)
        except (AuthlibBaseError, JoseError, httpx2.HTTPError, KeyError, ValueError, TypeError) as wrong:
            raise _refused(self.name) from wrong

    def _claims(self, client: Any, code: str, left: Departure) -> Claims:
        known = self._metadata()
        methods = known.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        client.token_endpoint_auth_method = next(
            (each for each in ("client_secret_basic", "client_secret_post") if each in methods), "client_secret_basic"
        )
        token = _reached(lambda: client.fetch_token(known["token_endpoint"], code=code, code_verifier=left.verifier))
        keys = KeySet.import_key_set(_asked(known["jwks_uri"]).json())
        told = self._checked(token["id_token"], keys, left.nonce)
        answer = _reached(lambda: client.get(known["userinfo_endpoint"])).raise_for_status()
        is_signed = answer.headers.get("content-type", "").startswith("application/jwt")
        more = self._checked(answer.text, keys, None) if is_signed else answer.json()
        if more["sub"] != told["sub"]:
            raise ValueError("the provider speaks of two people")
        said = {**told, **more}
        verified = said.get("email_verified") is True or (self.trust_mail and said.get("email_verified") is not False)
        return Claims(
            subject=f"{self.issuer} {told['sub']}",
            mail=_text(said.get("email")) if verified else None,
            siret=_text(said.get("siret")),
        )

    def _checked(self, text: str, keys: KeySet, nonce: str | None) -> dict[str, Any]:
        """The claims of a token that the provider signed for this service; those of an id token with its nonce."""
        claims = jwt.decode(text, keys, algorithms=_ALGORITHMS).claims
        wanted: dict[str, Any] = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client_id},
            "sub": {"essential": True},
        }
        if nonce is not None:
            wanted |= {"exp": {"essential": True}, "iat": {"essential": True}}
            wanted["nonce"] = {"essential": True, "value": nonce}
        jwt.JWTClaimsRegistry(leeway=_LEEWAY_S, **wanted).validate(claims)
        if claims.get("azp", self.client_id) != self.client_id or not isinstance(claims["sub"], str):
            raise ValueError("a token for somebody else")
        return dict(claims)

    def _metadata(self) -> dict[str, Any]:
        """What the provider says of itself. Raises Unavailable."""
        address = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            known: dict[str, Any] = _asked(address).json()
            safe = self.issuer.startswith("http://") or all(
                str(known[name]).startswith("https://")
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint")
            )
            if known["issuer"] == self.issuer and safe:
                return known
        except (ValueError, KeyError, TypeError):
            pass
        raise _away()

    def _client(self, back_to: str) -> Any:
        return OAuth2Client(
            self.client_id,
            self.client_secret,
            scope=self.scope,
            redirect_uri=back_to,
            code_challenge_method="S256",
            timeout=_TIMEOUT_S,
            trust_env=False,
        )


def provider_of(settings: Settings) -> Provider | None:
    """The provider of an instance; None when people come in by invitation alone.

    Raises WrongInput: a provider without client id or secret, or from elsewhere without https.
    """
    issuer = settings.oidc_issuer
    if issuer is None:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise WrongInput(
            "SILLON_OIDC_ISSUER doit commencer par https://.",
            "SILLON_OIDC_ISSUER must begin with https://.",
            field="SILLON_OIDC_ISSUER",
        )
    if not settings.oidc_client_id:
        raise WrongInput(
            "SILLON_OIDC_ISSUER est défini sans SILLON_OIDC_CLIENT_ID.",
            "SILLON_OIDC_ISSUER is set without SILLON_OIDC_CLIENT_ID.",
            field="SILLON_OIDC_CLIENT_ID",
        )
    return Provider(
        issuer=issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.client_secret(),
        scope=settings.oidc_scope,
        name=settings.oidc_name or str(parts.hostname),
        trust_mail=settings.oidc_trust_mail,
    )


def _asked(address: str) -> httpx2.Response:
    """What anybody is answered there. Raises Unavailable."""
    return _reached(lambda: httpx2.get(address, timeout=_TIMEOUT_S, trust_env=False).raise_for_status())


def _reached(ask: Callable[[], _T]) -> _T:
    try:
        return ask()
    except httpx2.HTTPError:
        raise _away() from None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _away() -> Unavailable:
    return Unavailable(
        "Le fournisseur d'identité ne répond pas comme il devrait. Réessayez dans un moment.",
        "The identity provider does not answer as it should. Try again in a moment.",
    )


def _not_from_here() -> NotSignedIn:
    return NotSignedIn(
        "Cette connexion n'a pas commencé dans ce navigateur, ou il y a trop longtemps : recommencez.",
        "This sign-in did not begin in this browser, or too long ago: start over.",
    )


def _refused(name: str) -> NotSignedIn:
    return NotSignedIn(
        f"{name} n'a pas confirmé qui vous êtes : recommencez.", f"{name} did not confirm who you are: start over."
    )
