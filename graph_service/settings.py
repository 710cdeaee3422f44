"""Settings: the `SILLON_…` variables, each documented by its field; an unknown one is an error."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from graph_service.kernel.errors import WrongInput

PREFIX = "SILLON_"


class Settings(BaseSettings):
    """Everything that differs from one installation to the next."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    data: Path = Field(default=Path("data"), description="folder of the embedded engine")
    host: str = Field(default="127.0.0.1", description="address that `serve` listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="port that `serve` listens on; 0 takes a free one")
    address: str | None = Field(
        default=None,
        pattern=r"^https?://[^/?#\s]+$",
        description="address under which people reach the service, https://sillon.example.org; absent: host and port",
    )
    session_days: int = Field(default=30, ge=1, le=365, description="days that somebody stays signed in")
    oidc_issuer: str | None = Field(
        default=None,
        pattern=r"^https?://[^?#\s]+$",
        description="address of the OpenID provider that people sign in with; absent: by invitation alone",
    )
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    oidc_client_secret_file: Path | None = None
    oidc_scope: str = Field(default="openid email", description="what the provider is asked for; ProConnect: siret too")
    oidc_name: str | None = Field(default=None, description="the provider's name on the button; absent: its host")
    oidc_allow: str = Field(
        default="",
        description="who may come in uninvited, by commas: siret:…, siren:…, @domain of a verified mail address",
    )
    oidc_trust_mail: bool = Field(
        default=False, description="the provider only gives addresses it has verified, whether or not it says so"
    )
    neo4j_uri: str | None = Field(default=None, description="neo4j:// or bolt:// address; absent = embedded engine")
    neo4j_user: str = "neo4j"
    neo4j_password: SecretStr | None = None
    neo4j_password_file: Path | None = None
    neo4j_database: str = "neo4j"
    secret_file: Path | None = Field(default=None, description="file of the signing secret; else in the data folder")
    territory: str = Field(default="pole:sillon-lorrain", description="the home territory, a CURIE")
    lang: Literal["fr", "en", "de"] = "fr"
    log: Literal["debug", "info", "warning", "error"] = "warning"
    rate: int = Field(
        default=600, ge=0, le=100_000, description="requests a minute of one key, session or address; 0: no limit"
    )
    deadline_s: float = Field(default=10.0, gt=0, le=600, description="seconds a question may take")
    transaction_objects: int = Field(
        default=30_000,
        ge=100,
        le=60_000,
        description="objects of one load transaction; more is a bulk load (Neo4j with a 512 MB heap fails at 72,000)",
    )

    @property
    def demonstration(self) -> bool:
        """Whether this folder holds the fictitious territory."""
        return self.neo4j_uri is None and self.data.name == "data-demo"

    def password(self) -> str:
        """The Neo4j password, from the variable or its file. Raises WrongInput when neither is set."""
        return _secret(self.neo4j_password, self.neo4j_password_file, "SILLON_NEO4J_URI", "SILLON_NEO4J_PASSWORD")

    def client_secret(self) -> str:
        """What this service shows the OpenID provider, from the variable or its file. Raises WrongInput as above."""
        given, file = self.oidc_client_secret, self.oidc_client_secret_file
        return _secret(given, file, "SILLON_OIDC_ISSUER", "SILLON_OIDC_CLIENT_SECRET")


def _secret(given: SecretStr | None, file: Path | None, needing: str, name: str) -> str:
    if given is not None:
        return given.get_secret_value()
    if file is not None:
        return file.read_text(encoding="utf-8").strip()
    raise WrongInput(
        f"{needing} est défini sans {name} ni {name}_FILE.",
        f"{needing} is set without {name} or {name}_FILE.",
        field=name,
    )


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment; `overrides` (flags that are not None) win.

    Raises WrongInput for an unknown SILLON_ variable, naming the nearest one, for an empty one, and for a value that
    does not fit.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in sorted(os.environ):
        if not name.upper().startswith(PREFIX):
            continue
        if name.upper() not in known:
            near = get_close_matches(name.upper(), known, n=1, cutoff=0.0)[0]
            raise WrongInput(
                f"Variable inconnue : {name}. Vouliez-vous dire {near} ?",
                f"Unknown variable: {name}. Did you mean {near}?",
                field=name,
            )
        if not os.environ[name].strip():  # else an empty SILLON_NEO4J_URI would quietly be another database
            raise WrongInput(
                f"{name} est vide : donnez-lui une valeur, ou retirez-la.",
                f"{name} is empty: give it a value, or unset it.",
                field=name,
            )
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise WrongInput(f"{name} : {first['msg']}", f"{name}: {first['msg']}", field=name) from None
