"""The analyst's object: questions as methods, answers as rows that know where they come from.

g = Sillon()                                   # the local data folder, in process or through the running service
g = Sillon("https://sillon.example", key="…")  # a service elsewhere
g.actors(sector="naf:25", territory="epci:200039865").to_dataframe()
g.value_chain("chain:hydrogen").missing(territory="epci:200039865")
g.actor("Fonderie du Saulnois").complementary()
"""

from __future__ import annotations

import re
import unicodedata
import weakref
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from graph_service.client.answers import Row, Rows
from graph_service.client.api import ApiClient
from graph_service.client.connection import connect
from graph_service.client.handles import Actor, ValueChain
from graph_service.client.pictures import map_picture
from graph_service.client.question import Question, parameters
from graph_service.kernel.errors import NotFound, WrongInput
from graph_service.settings import load_settings

_CURIE = re.compile(r"[a-z][a-z0-9-]*:\S+")
_SIRET = re.compile(r"[0-9]{14}")
_LISTED = 10
"""Candidates that an ambiguous name lists."""
_LOOKED_AT = 50
"""Best answers to a name among which an exact one is sought."""
_ACTORS = ("label", "sphere", "commune_label", "distance_km", "sectors", "id")
_MEANT = ("label", "scheme", "score", "words", "matched", "id")
_MACHINES = ("label", "types", "owner_label", "commune", "distance_km", "conditions", "operator")


class Sillon:
    """The graph, for an analyst.

    Without an address, the data folder of this machine (`data`, else SILLON_DATA): through the service that serves it,
    else opened in this process until `close()`, the end of a `with` block, or of the last answer. Raises Unavailable
    when another command holds the folder, and whatever the API answers when a question is wrong.
    """

    def __init__(
        self,
        address: str | None = None,
        *,
        key: str | None = None,
        data: str | Path | None = None,
        lang: str | None = None,
    ) -> None:
        settings = load_settings(data=data, lang=lang)
        self.lang: str = settings.lang
        open_ones = ExitStack()
        self._api = open_ones.enter_context(
            connect(settings) if address is None else ApiClient(address.rstrip("/"), key, lang=settings.lang)
        )
        self.close = weakref.finalize(self, open_ones.close)
        """Let go of the service. Called by itself when nothing needs it any more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Sillon at {self._api.address}>"

    def actors(self, *, limit: int | None = None, **filters: Any) -> Rows:
        """Actors by q, sector, territory, near and km, sphere, workforce, basis, min_confidence; all, unless `limit`.

        `concept` finds those of whom a fact names it (a skill, a product …), `link` by which kind of fact.
        With `near` (a town, a pair of degrees, an id) the nearest first, otherwise with `q` the best name first.
        """
        question = self.question("/v1/actors", paged=True, **filters)
        return Rows(question, most=limit, shown=_ACTORS, drawn=self._map)

    def actor(self, name_or_id: str) -> Actor:
        """One actor. An id or a SIRET is taken without question; a name is looked for.

        It fits who is called so, else those in whose names all its words begin words; slips are not guessed at, for
        the answer would be about somebody else. Raises WrongInput for a name that fits several actors, listing them
        (`error.more["candidates"]`), NotFound for one that fits none, naming the nearest.
        """
        text = name_or_id.strip()
        digits = re.sub(r"[\s.]", "", text)
        if _SIRET.fullmatch(digits):
            return Actor(self, f"siret:{digits}")
        if _CURIE.fullmatch(text):
            return Actor(self, text)
        found = self.actors(q=text, limit=_LOOKED_AT)
        exact = [row for row in found if _plain(row["label"]) == _plain(text)]
        fitting = exact or [row for row in found if _begun_by(_plain(text), _plain(row["label"]))]
        if not fitting:
            raise _unknown(text, list(found))
        if len(fitting) > 1:
            raise _ambiguous(text, fitting, whole=bool(exact) or found.total == len(found))
        return Actor(self, fitting[0]["id"], fitting[0]["label"], fitting[0]["sphere"])

    def value_chains(self) -> Rows:
        """The value chains, how many stages each has, and how many of them somebody holds."""
        return Rows(self.question("/v1/value-chains"), shown=("label", "stages", "held", "id"))

    def value_chain(self, identifier: str) -> ValueChain:
        """One value chain, by its id."""
        return ValueChain(self, identifier)

    def equipment(self, *, limit: int | None = None, **filters: Any) -> Rows:
        """Machines, rooms and benches by type, near and km, shareable, basis, min_confidence; all, unless `limit`."""
        question = self.question("/v1/equipment", paged=True, **filters)
        return Rows(question, most=limit, shown=_MACHINES, drawn=self._map)

    def suggest(self, text: str, schemes: Sequence[str] = (), *, text_lang: str | None = None, limit: int = 10) -> Rows:
        """Concepts (of schemes such as problem or skill; else of any) that a text speaks of, the best first.

        Each says which words of the text met it. `text_lang` is fr, en or de; None: the language of the answers.
        Raises NotFound for a scheme that was not loaded.
        """
        body = {"text": text, "schemes": list(schemes), "text_lang": text_lang, "limit": limit}
        question = replace(self.question("/v1/vocab/suggest-concepts", explains=False), body=body)
        return Rows(question, shown=_MEANT)

    def ask(self, query: str, **params: Any) -> Rows:
        """Any read question of the catalogue (cypher/), by its name; for administrators.

        Raises NotSignedIn, NotAllowed.
        """
        return Rows(self.question(f"/v1/queries/{quote(query, safe='/')}", explains=False, **params))

    def question(self, path: str, *, paged: bool = False, explains: bool = True, **params: Any) -> Question:
        """A question to the API, which keeps the service open as long as its answer is there."""
        return Question(self._api, path, parameters(params), paged, explains, keeper=self)

    def _map(self, rows: Rows) -> str:
        asked = ", ".join(f"{name}={value}" for name, value in rows.params.items())
        return map_picture(rows, title=asked or "Sillon", lang=self.lang)


def _ambiguous(text: str, fitting: list[Row], *, whole: bool) -> WrongInput:
    """`whole`: these are all that fit, not only the best of them."""
    least_fr, least_en = ("", "") if whole else ("au moins ", "at least ")
    number, listed = len(fitting), _listed(fitting)
    return WrongInput(
        f"« {text} » convient à {least_fr}{number} acteurs : {listed}.",
        f"“{text}” fits {least_en}{number} actors: {listed}.",
        field="name_or_id",
        candidates=_candidates(fitting),
    )


def _unknown(text: str, nearest: list[Row]) -> NotFound:
    fr, en = f"Aucun acteur ne s’appelle « {text} ».", f"No actor is called “{text}”."
    if nearest:
        fr, en = f"{fr} Les plus proches : {_listed(nearest)}.", f"{en} The nearest: {_listed(nearest)}."
    return NotFound(fr, en, field="name_or_id", candidates=_candidates(nearest))


def _listed(rows: list[Row]) -> str:
    told = [f"{row['label']} ({row['commune_label'] or '–'}, {row['id']})" for row in rows[:_LISTED]]
    return "; ".join(told) + (f"; … (+{len(rows) - _LISTED})" if len(rows) > _LISTED else "")


def _candidates(rows: list[Row]) -> list[Row]:
    return [{name: row[name] for name in ("id", "label", "commune_label")} for row in rows]


def _begun_by(words: str, name: str) -> bool:
    """Whether each of the words begins a word of the name."""
    return all(any(part.startswith(word) for part in re.split(r"[^\w]+", name)) for word in re.findall(r"\w+", words))


def _plain(text: str) -> str:
    """A name without accents, capitals and double spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in letters if not unicodedata.combining(each)).split())
