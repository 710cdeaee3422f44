"""What somebody may do and for whom he speaks; from it, what he may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from graph_service.access.viewer import PUBLIC, Viewer, administrator, analyst, member

Role = Literal["visitor", "member", "analyst", "administrator"]
"""visitor: nobody we know; member: speaks for actors; analyst: studies the territory; administrator: answers for it."""
Verb = Literal["read", "load", "administer"]
"""read: ask and export what he may see; load: bring data in, and undo it; administer: all questions, keys, people."""

KEPT_FOR: dict[Verb, tuple[Role, ...]] = {
    "read": ("member", "analyst", "administrator"),
    "load": ("administrator",),
    "administer": ("administrator",),
}
"""Roles that may have a verb at all; a key may have fewer of them than its role."""
ROLES: tuple[Role, ...] = KEPT_FOR["read"]
"""Roles that can be given."""


def verbs_of(role: Role) -> tuple[Verb, ...]:
    """Every verb that a role may have.

    >>> verbs_of("analyst")
    ('read',)
    """
    return tuple(verb for verb, roles in KEPT_FOR.items() if role in roles)


@dataclass(frozen=True, slots=True)
class Rights:
    """What whoever asks may do."""

    role: Role = "visitor"
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    verbs: tuple[Verb, ...] = ()

    def may(self, verb: Verb) -> bool:
        """Whether the verb is his."""
        return verb in self.verbs and self.role in KEPT_FOR[verb]

    def viewer(self, every_group: Callable[[], Iterable[str]]) -> Viewer:
        """What he may see; `every_group` is asked for an administrator alone, who sees what any group sees."""
        if self.role == "administrator":
            return administrator(every_group())
        if self.role == "analyst":
            return analyst(self.actors, self.groups)
        if self.role == "member":
            return member(self.actors, self.groups)
        return PUBLIC


VISITOR = Rights()
"""Nobody we know."""
LOCAL_ADMINISTRATOR = Rights("administrator", verbs=verbs_of("administrator"))
"""Whoever can read the data folder."""
