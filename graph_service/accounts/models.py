"""Keys and their holders, as they are shown."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from graph_service.access.rights import Role, Verb

NAME = "3f9a1c07be"
FOUNDRY = "siret:99990001200017"
GROUP = "group:6f1ed002-ab59-5a1d-8f5c-1f1b9c3d2e4a"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SpokenFor(_Frozen):
    """An actor or a group."""

    id: str = Field(examples=[FOUNDRY])
    label: str = Field(examples=["Fonderie de la Moselle"])


class Key(_Frozen):
    """A key as it is kept; what opens is not."""

    name: str = Field(description="to speak of it: the part of the key behind `sillon_`", examples=[NAME])
    label: str = Field(description="what it is for, or who holds it", examples=["Agence, bureau 12"])
    role: Role = Field(description="member, analyst or administrator", examples=["member"])
    actors: tuple[str, ...] = Field(description="actors its holder speaks for", examples=[[FOUNDRY]])
    groups: tuple[str, ...] = Field(description="groups its holder belongs to", examples=[[GROUP]])
    scopes: tuple[Verb, ...] = Field(description="read, load, administer", examples=[["read"]])
    state: Literal["open", "revoked", "expired"] = Field(examples=["open"])
    made_at: str = Field(description="instant, UTC", examples=["2025-03-01T08:00:00+00:00"])
    until: str = Field(description="instant from which it opens nothing, UTC", examples=["2026-03-01T08:00:00+00:00"])
    revoked_at: str | None = Field(None, description="instant, UTC; null: it was not", examples=[None])
    used_at: str | None = Field(
        None, description="when it was last used, to the hour, UTC; null: never", examples=["2025-03-04T10:00:00+00:00"]
    )


class MadeKey(_Frozen):
    """A key that was just made, with what opens: shown this once."""

    key: Key
    secret: str = Field(
        description="the key itself, for `Authorization: Bearer`; nobody can say it a second time",
        examples=[f"sillon_{NAME}_" + "A" * 43],
    )


class Person(_Frozen):
    """Somebody who may sign in."""

    name: str = Field(description="to speak of him to this service", examples=["5d0c2f6e9a7b4c31"])
    mail: str | None = Field(None, description="null: the first administrator", examples=["ana@example.org"])
    role: Role = Field(description="member, analyst or administrator", examples=["member"])
    actors: tuple[str, ...] = Field(description="actors he speaks for", examples=[[FOUNDRY]])
    groups: tuple[str, ...] = Field(description="groups he belongs to", examples=[[GROUP]])
    state: Literal["invited", "open", "ended"] = Field(
        description="invited: has not come in yet; ended: may not any more", examples=["open"]
    )
    made_at: str = Field(description="instant, UTC", examples=["2025-03-01T08:00:00+00:00"])
    seen_at: str | None = Field(None, description="when he last signed in", examples=["2025-03-02T08:00:00+00:00"])
    ended_at: str | None = Field(None, description="instant, UTC; null: he may come in", examples=[None])


class Invitation(_Frozen):
    """A link for somebody, shown this once."""

    person: Person
    link: str = Field(
        description="lets him in once, whoever follows it: give it to him alone",
        examples=["https://sillon.example.org/connexion?invitation=" + "A" * 43],
    )
    until: str = Field(description="instant from which it opens nothing, UTC", examples=["2025-03-08T08:00:00+00:00"])


class Me(_Frozen):
    """Who asks, as far as this service knows."""

    mail: str | None = Field(None, description="of whoever is signed in", examples=["ana@example.org"])
    role: Role = Field(description="visitor, member, analyst or administrator", examples=["member"])
    level: str = Field(description="widest level seen: public, members or analysts", examples=["members"])
    actors: tuple[SpokenFor, ...] = Field(description="actors one speaks for")
    groups: tuple[SpokenFor, ...] = Field(description="groups one belongs to")
    scopes: tuple[Verb, ...] = Field(description="what one may do: read, load, administer", examples=[["read"]])
