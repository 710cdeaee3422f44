"""What was planted in the demonstration: questions, who asks them, and the answer each must give.

`loaders/data/demo/planted.toml` says how it is written. Keys of actors and machines become ids here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph_service.access.viewer import Viewer, viewer_named
from graph_service.kernel.errors import BrokenPromise
from loaders import shipped
from loaders.sources import fictitious

_ACTOR = re.compile(r"demo-\d{3}")
_ACTOR_OR_MACHINE = re.compile(r"(demo-\d{3})(?:/([a-z0-9-]+))?")


@dataclass(frozen=True, slots=True)
class Situation:
    """One planted situation."""

    id: str
    question: int
    """Its number among the twenty questions that Sillon is to answer."""
    title: str
    viewer: str
    """public, member:<key>, or analyst."""
    address: str | None
    """Of the API; None while no route answers it."""
    parameters: Mapping[str, str]
    needs: str | None
    """The question that will need it, when no route answers it yet."""
    column: str | None
    answer: tuple[str | bool | int, ...] | None
    """All values of the column, in this order."""
    contains: tuple[str, ...]
    excludes: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What `sillon demo` asks."""

    member: str
    """Key of the actor that `--as member` speaks for."""
    situations: tuple[str, ...]
    """Ids of the situations whose questions it prints."""


def planted() -> tuple[Situation, ...]:
    """Everything that was planted, in the order of the file."""
    return tuple(_situation(told) for told in _file()["situation"])


def shown() -> Shown:
    """What `sillon demo` asks, and for whom."""
    told = _file()["shown"]
    return Shown(told["member"], tuple(told["situations"]))


def viewer_of(name: str) -> Viewer:
    """The viewer whom a situation names: public, member:<key> or analyst."""
    known = viewer_named(seen_as(name))
    if known is None:
        raise BrokenPromise(f"planted.toml: {name} is no viewer: public, member:<key> or analyst")
    return known


def seen_as(name: str) -> str:
    """The same as `sillon ask --as` takes it."""
    kind, _, key = name.partition(":")
    return f"member:{fictitious.actor_id(key)}" if kind == "member" else name


def address_of(text: str) -> str:
    """An address with ids where keys of actors stood."""
    return _ACTOR.sub(lambda found: fictitious.actor_id(found[0]), text)


def with_ids(text: str) -> str:
    """The text with ids where keys of actors (demo-168) and machines (demo-168/cinq-axes) stood."""
    return _ACTOR_OR_MACHINE.sub(_id, text)


def _id(found: re.Match[str]) -> str:
    key, thing = found.groups()
    return fictitious.thing_id("Equipment", key, thing) if thing else fictitious.actor_id(key)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(shipped.demonstration("planted.toml").read_text(encoding="utf-8"))


def _situation(told: Mapping[str, Any]) -> Situation:
    def ids(name: str) -> tuple[str, ...]:
        return tuple(with_ids(value) for value in told.get(name, ()))

    return Situation(
        id=told["id"],
        question=told["question"],
        title=told["title"],
        viewer=told["viewer"],
        address=address_of(told["address"]) if "address" in told else None,
        parameters={name: with_ids(str(value)) for name, value in told.get("parameters", {}).items()},
        needs=told.get("needs"),
        column=told.get("column"),
        answer=tuple(with_ids(value) if isinstance(value, str) else value for value in told["answer"])
        if "answer" in told
        else None,
        contains=ids("contains"),
        excludes=ids("excludes"),
        because=told["because"],
    )
