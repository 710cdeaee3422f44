"""What is posted to make a key."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from graph_service.access.rights import Verb
from graph_service.accounts.models import FOUNDRY, GROUP
from graph_service.http.parameters import Text

DAYS = 365
"""Days that a key opens when nothing is said."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KeyAsked(_Frozen):
    """A key to make."""

    label: Text = Field(
        min_length=1, max_length=200, description="what it is for, or who holds it", examples=["Agence, bureau 12"]
    )
    role: Literal["member", "analyst", "administrator"] = Field(
        description="what its holder sees: member, what members see and what the actors he speaks for declared; "
        "analyst, what analysts see; administrator, everything",
        examples=["member"],
    )
    actors: list[Text] = Field(
        default_factory=list, max_length=100, description="actors its holder speaks for", examples=[[FOUNDRY]]
    )
    groups: list[Text] = Field(
        default_factory=list, max_length=100, description="groups its holder belongs to", examples=[[GROUP]]
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
