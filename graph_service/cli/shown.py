"""The three answers of the demonstration, as a person reads them, and how to ask the same again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_service.cli import printing
from graph_service.cli.words import number, sentence
from graph_service.kernel.errors import BrokenPromise

if TYPE_CHECKING:
    from pathlib import Path

    from graph_service.client import ApiClient, Json
    from loaders.situations import Situation

Row = Mapping[str, Any]

_SHARED = 5
_NAMED = 3
"""How many candidates a line names."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to ask and to print: by the end of an address."""

    question: Callable[[Situation, Mapping[str, str]], str]
    heads: tuple[tuple[str, str], ...]
    """In French and English."""
    cells: Callable[[Row], list[object]]


def answers(api: ApiClient) -> list[Json]:
    """The planted questions that the demonstration shows, asked, each with its facts."""
    return [_asked(api, situation) for situation in _situations()]


def show(found: list[Json], folder: Path) -> None:
    """Print them."""
    for each in found:
        situation = next(one for one in _situations() if one.id == each["id"])
        kind = _kind(situation)
        printing.line(each["question"])
        printing.table([sentence(*head) for head in kind.heads], [kind.cells(row) for row in each["data"][:_SHARED]])
        more = len(each["data"]) - _SHARED
        if more > 0:
            printing.line(sentence(f"… et {number(more)} de plus.", f"… and {number(more)} more."))
        printing.line(_ground(each))
        printing.line(f"GET {each['address']}")
        printing.line(f"sillon ask {each['ask']} --data {folder}")
        printing.line()


def _asked(api: ApiClient, situation: Situation) -> Json:
    from urllib.parse import urlencode

    address = str(situation.address)
    asked = api.get(address, {**situation.parameters, "explain": "true"})
    query = f"?{urlencode(situation.parameters)}" if situation.parameters else ""
    return {
        "id": situation.id,
        "question": _kind(situation).question(situation, _names(api, situation)),
        "address": f"{address}{query}",
        "ask": " ".join([address, *(f"{k}={v}" for k, v in situation.parameters.items()), "--as public"]),
        "data": asked["data"],
        "meta": asked["meta"],
        "facts": asked["explain"]["facts"],
    }


def _names(api: ApiClient, situation: Situation) -> dict[str, str]:
    """What the things in the question are called."""
    parts = str(situation.address).split("/")
    if "actors" in parts:
        return {"actor": api.get(f"/v1/actors/{parts[3]}")["data"]["label"]}
    if "value-chains" in parts:
        chains = api.get("/v1/value-chains")["data"]
        return {"chain": next(chain["label"] for chain in chains if chain["id"] == parts[3])}
    return {"type": api.get(f"/v1/concepts/{situation.parameters['type']}")["data"]["label"]}


def _ground(found: Json) -> str:
    """On which facts an answer stands, and in what it was sought."""
    bases: dict[str, int] = {}
    for fact in found["facts"].values():
        bases[fact["basis"]] = bases.get(fact["basis"], 0) + 1
    french = {"declared": "déclarés", "observed": "observés", "inferred": "déduits"}
    counts = ", ".join(f"{number(count)} {sentence(french[basis], basis)}" for basis, count in sorted(bases.items()))
    total = number(sum(bases.values()))
    text = sentence(f"Repose sur {total} faits : {counts}.", f"Stands on {total} facts: {counts}.")
    sought = found["meta"].get("sought")
    if sought:
        sources = ", ".join(f"{source['label']} ({number(source['actors'])})" for source in sought["sources"])
        text += " " + sentence(f"Cherché dans : {sources}.", f"Sought in: {sources}.")
    return text


def _situations() -> Iterator[Situation]:
    from loaders import situations

    known = {situation.id: situation for situation in situations.planted()}
    return (known[name] for name in situations.shown().situations)


def _kind(situation: Situation) -> Kind:
    end = str(situation.address).rpartition("/")[2]
    if end not in _KINDS:
        raise BrokenPromise(
            f"planted.toml: {situation.id} is not one of the questions that are shown: {', '.join(_KINDS)}"
        )
    return _KINDS[end]


def _missing_question(situation: Situation, names: Mapping[str, str]) -> str:
    return sentence(
        f"1. Quels maillons de la filière {names['chain']} manquent ici, et qui pourrait les tenir ?",
        f"1. Which stages of the {names['chain']} chain are missing here, and who could hold them?",
    )


def _missing_cells(row: Row) -> list[object]:
    first = row["candidates"][:_NAMED]
    more = row["candidates_in_all"] - len(first)
    named = [f"{one['label']} ({', '.join(reason['label'] for reason in one['reasons'])})" for one in first]
    return [row["label"], "; ".join(named) + (f"; +{more}" if more else "")]


def _equipment_question(situation: Situation, names: Mapping[str, str]) -> str:
    near, km = situation.parameters["near"], situation.parameters["km"]
    return sentence(
        f"2. {names['type']} : où en partager à moins de {km} km de {near}, et à quelles conditions ?",
        f"2. {names['type']}: where could one be shared within {km} km of {near}, and on which conditions?",
    )


def _equipment_cells(row: Row) -> list[object]:
    return [row["label"], row["owner_label"], row["commune"], row["distance_km"], row["conditions"]]


def _meeting_question(situation: Situation, names: Mapping[str, str]) -> str:
    return sentence(
        f"3. {names['actor']} : qui rencontrer, et pourquoi ?",
        f"3. Whom should {names['actor']} meet, and why?",
    )


def _meeting_cells(row: Row) -> list[object]:
    return [row["label"], row["distance_km"], row["reasons"][0]["sentence"]]


_KINDS: Mapping[str, Kind] = {
    "missing": Kind(
        _missing_question,
        (("maillon", "stage"), ("pourraient le tenir", "could hold it")),
        _missing_cells,
    ),
    "equipment": Kind(
        _equipment_question,
        (
            ("équipement", "equipment"),
            ("détenteur", "owner"),
            ("commune", "commune"),
            ("km", "km"),
            ("conditions", "conditions"),
        ),
        _equipment_cells,
    ),
    "complementary": Kind(
        _meeting_question,
        (("acteur", "actor"), ("km", "km"), ("raison", "reason")),
        _meeting_cells,
    ),
}
