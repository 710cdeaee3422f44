"""What is posted to make a key, to invite somebody, or to give rights."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from graph_service.access.rights import Verb
from graph_service.accounts.models import FOUNDRY, GROUP
from graph_service.http.parameters import Text

DAYS = 365
"""Days that a key opens when nothing is said."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


_Role = Literal["member", "analyst", "administrator"]
_ROLE = (
    "what is seen: member, what members see and what the actors he speaks for declared; analyst, what analysts see; "
    "administrator, everything"
)


class _ForWhom(_Frozen):
    actors: list[Text] = Field(
        default_factory=list, max_length=100, description="actors that are spoken for", examples=[[FOUNDRY]]
    )
    groups: list[Text] = Field(
        default_factory=list, max_length=100, description="groups that are belonged to", examples=[[GROUP]]
    )


class RightsGiven(_ForWhom):
    """What somebody may see from now on; what is not said here he has no more."""

    role: _Role = Field(description=_ROLE, examples=["member"])


class Invited(_ForWhom):
    """Somebody to invite."""

    mail: Text = Field(min_length=1, max_length=254, description="his mail address", examples=["ana@example.org"])
    role: _Role | None = Field(
        None, description=f"{_ROLE}; absent: what he has already, member for who is new", examples=["member"]
    )
    days: int = Field(7, ge=1, le=90, description="how long the link opens", examples=[7])

    @model_validator(mode="after")
    def _role_goes_with_whom(self) -> Invited:
        if self.role is None and (self.actors or self.groups):
            raise PydanticCustomError("value_error", "role must be said with actors or groups")
        return self


class KeyAsked(RightsGiven):
    """A key to make."""

    label: Text = Field(
        min_length=1, max_length=200, description="what it is for, or who holds it", examples=["Agence, bureau 12"]
    )
    scopes: list[Verb] = Field(
        ["read"],
        max_length=10,
        description="what it may do: read; for administrators also load (bring data in, and undo it) and administer "
        "(every question of the catalogue, exports of everything, keys)",
        examples=[["read"]],
    )
    days: int = Field(DAYS, ge=1, le=3_650, description="how long it opens", examples=[DAYS])


class KeyExchanged(_Frozen):
    """A key that takes the place of another one, with the same rights."""

    days: int = Field(DAYS, ge=1, le=3_650, description="how long the new one opens", examples=[DAYS])
    grace_hours: int = Field(
        0,
        ge=0,
        le=24 * 90,
        description="hours that the old one still opens, for programs to change over",
        examples=[24],
    )
