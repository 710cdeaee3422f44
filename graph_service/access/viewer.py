"""Who is looking, and what that lets them see.

`audience` of a node or fact is one token: a level (public ⊂ members ⊂ analysts), `group:<id>`, or
`private`. A viewer sees x when `x.audience IN tokens OR x.owner IN owners`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LEVELS = ("public", "members", "analysts")
PRIVATE = "private"

SEEN_AS = "Sillon-As"
"""The header with which the administrator looks with the eyes of somebody whom `viewer_named` knows."""

Scope = Literal["level", "own"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """The tokens a person holds and the actors he speaks for; both sorted, both part of every cache key."""

    tokens: tuple[str, ...] = ("public",)
    owners: tuple[str, ...] = ()
    administrator: bool = False

    @property
    def level(self) -> str:
        """The widest of the three levels that this viewer has reached."""
        return next(level for level in reversed(LEVELS) if level in self.tokens)

    def audiences(self, scope: Scope) -> list[str]:
        """The tokens a question of this scope is asked with: levels alone, or groups and private ones too."""
        if scope == "level":
            return [token for token in self.tokens if token in LEVELS]
        return list(self.tokens)

    def owners_in(self, scope: Scope) -> list[str]:
        """The actors whose own facts a question of this scope may see."""
        return [] if scope == "level" else list(self.owners)


PUBLIC = Viewer()


def member(actors: Iterable[str] = (), groups: Iterable[str] = ()) -> Viewer:
    """Somebody who speaks for `actors` and belongs to `groups`."""
    return Viewer(tokens=("members", "public", *sorted(groups)), owners=tuple(sorted(actors)))


def analyst(actors: Iterable[str] = (), groups: Iterable[str] = ()) -> Viewer:
    """Somebody who studies the territory; he may speak for actors too."""
    return Viewer(tokens=("analysts", "members", "public", *sorted(groups)), owners=tuple(sorted(actors)))


def administrator(groups: Iterable[str] = ()) -> Viewer:
    """Somebody who answers for the instance: every level, every group given, and what is private."""
    return Viewer(tokens=("analysts", "members", PRIVATE, "public", *sorted(groups)), administrator=True)


def viewer_named(name: str) -> Viewer | None:
    """Whom `public`, `member`, `member:CURIE` (who speaks for that actor) or `analyst` names; None for nobody."""
    kind, _, actor = name.partition(":")
    if kind == "member":
        return member([actor] if actor else ())
    return {"public": PUBLIC, "analyst": analyst()}.get(name)
