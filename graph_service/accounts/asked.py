"""Rights as they are posted."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request

from graph_service.access.rights import Rights, Verb
from graph_service.accounts.bodies import RightsGiven
from graph_service.http.answers import curie_of


def rights_asked(request: Request, asked: RightsGiven, verbs: Iterable[Verb]) -> Rights:
    """The rights that were posted, each identifier once. Raises UnknownIdentifier naming the field."""
    actors, groups = (
        tuple(sorted({curie_of(request, text, field) for text in texts}))
        for field, texts in (("actors", asked.actors), ("groups", asked.groups))
    )
    return Rights(asked.role, actors, groups, tuple(dict.fromkeys(verbs)))
