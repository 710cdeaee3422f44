"""Questions of the catalogue, and the graph as a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qsl, quote

import typer

from graph_service.cli import options, printing, progress
from graph_service.cli.words import number, sentence

if TYPE_CHECKING:
    from graph_service.client import ApiClient, Json


_MB = 1_000_000


class Vocabulary(StrEnum):
    """In whose terms `export` writes."""

    pair = "pair"
    valueflows = "valueflows"


class ExportFormat(StrEnum):
    """What `export` writes."""

    ttl = "ttl"
    jsonld = "jsonld"
    nq = "nq"
    csv = "csv"


def ask(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]", help="Name of a question, e.g. actors/profile, or an address of the API: /v1/actors."
        ),
    ] = None,
    given: Annotated[list[str] | None, typer.Argument(metavar="[KEY=VALUE]...", help="Its parameters.")] = None,
    as_: Annotated[
        str | None,
        typer.Option(
            "--as",
            metavar="VIEWER",
            help="With whose eyes: public, member, member:ACTOR (in a demonstration), analyst. "
            "Default: the administrator's, who sees everything.",
        ),
    ] = None,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Ask any read question of the catalogue, or what an address of the API answers; without QUERY, list the questions.

    A question of the catalogue takes its parameters as they are; an address of the API checks them, names what it
    does not know, and answers as the pages do.
    """
    from graph_service.client import connect

    if query is None:
        _list(as_json, data)
        return
    values = dict(_parameter(each) for each in given or [])
    with connect(options.settings(data), seen_as=as_) as api:
        answer = _of_address(api, query, values) if query.startswith("/v1/") else _answer(api, query, values)
    if as_json:
        printing.json_out(answer)
        return
    rows = answer["data"] if isinstance(answer["data"], list) else [answer["data"]]
    printing.records(rows)
    if not rows:
        printing.aside(sentence("Aucune ligne.", "No row."))
    if answer["meta"].get("next"):
        printing.aside(
            sentence(
                f"La suite : sillon ask '{answer['meta']['next']}'", f"To go on: sillon ask '{answer['meta']['next']}'"
            )
        )


def export(
    form: Annotated[
        ExportFormat, typer.Option("--format", help="Turtle, JSON-LD or N-Quads (facts as sl:Fact), or CSV.")
    ] = ExportFormat.ttl,
    profile: Annotated[
        Vocabulary | None,
        typer.Option("--profile", help="In this vocabulary alone (RDF only); what it has no term for is counted."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to; default: standard output.")
    ] = None,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Write the whole graph with its provenance."""
    from graph_service.client import connect

    target = None if out is None else _writable(out)
    asked = {"format": form.value, **({"as": profile.value} if profile else {})}
    with connect(options.settings(data)) as api:
        if target is None:
            _, headers = api.download("/v1/export", asked, sys.stdout.buffer)
            _tell_left_out(headers)
            return
        draft = target.with_name(f".{target.name}.part")
        try:
            with draft.open("wb") as file, progress.shown("MB/s") as told:
                told("read", 0, 0)
                size, headers = api.download(
                    "/v1/export", asked, file, lambda done, total: told("write", done // _MB, total // _MB)
                )
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    if as_json:
        left = {"left_out": _left_out(headers)} if profile else {}
        printing.json_out({"file": str(target), "format": form.value, "bytes": size, **left})
    else:
        _tell_left_out(headers)
        printing.aside(sentence(f"{target} : {number(size)} octets", f"{target}: {number(size)} bytes"))


def _left_out(headers: Mapping[str, str]) -> dict[str, int]:
    """What the vocabulary of others has no term for; empty without one."""
    told = (part.partition("=") for part in headers.get("sillon-left-out", "").split(", ") if part)
    return {name: int(count) for name, _, count in told}


def _tell_left_out(headers: Mapping[str, str]) -> None:
    left = _left_out(headers)
    if left:
        nodes, edges, values = (number(left[name]) for name in ("nodes", "edges", "values"))
        printing.aside(
            sentence(
                f"Ce vocabulaire n’a pas de mot pour {nodes} nœuds, {edges} liens et {values} valeurs de ce qu’il dit.",
                f"This vocabulary has no term for {nodes} nodes, {edges} edges, and {values} values of what it says.",
            )
        )


def _list(as_json: bool, data: Path | None) -> None:
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        found = api.get("/v1/queries")["data"]
    if as_json:
        printing.json_out(found)
        return
    for each in found:
        params = " ".join(_signature(param) for param in each["params"])
        printing.line(f"{each['name']} {params}".rstrip())
        printing.line(f"    {each['sentence']}")


def _of_address(api: ApiClient, address: str, values: dict[str, str]) -> Json:
    """The same with the parameters that an address of the API carries itself."""
    path, _, carried = address.partition("?")
    given: dict[str, list[str]] = {}
    for name, value in (*parse_qsl(carried, keep_blank_values=True), *values.items()):
        given.setdefault(name, []).append(value)
    return api.get(path, given)


def _answer(api: ApiClient, query: str, values: dict[str, str]) -> Json:
    """The answer to a question. Raises NotFound naming the nearest question when there is none of that name."""
    from difflib import get_close_matches

    from graph_service.kernel.errors import NotFound

    names = [each["name"] for each in api.get("/v1/queries")["data"]]
    if query not in names:
        near = get_close_matches(query, names, n=1, cutoff=0.0)
        raise NotFound(
            f"Il n’y a pas de question {query}. Vouliez-vous dire {near[0]} ?" if near else "Le catalogue est vide.",
            f"There is no question {query}. Did you mean {near[0]}?" if near else "The catalogue is empty.",
            field="QUERY",
        )
    return api.get(f"/v1/queries/{quote(query, safe='/')}", values)


def _signature(param: Json) -> str:
    """`km=<float 0..500>`, `side=<in|out>`, `actor=<curie>`."""
    kind = "|".join(param["choices"]) if param.get("choices") else param["type"]
    if param.get("lo") is not None or param.get("hi") is not None:
        kind += f" {_bound(param.get('lo'))}..{_bound(param.get('hi'))}"
    return f"{param['name']}=<{kind}>"


def _bound(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _parameter(text: str) -> tuple[str, str]:
    from graph_service.kernel.errors import WrongInput

    name, equals, value = text.partition("=")
    if not equals or not name:
        raise WrongInput(
            f"« {text} » n’est pas de la forme clé=valeur.", f"“{text}” is not of the form key=value.", field=text
        )
    return name, value


def _writable(out: Path) -> Path:
    from graph_service.kernel.errors import WrongInput

    if out.is_dir() or not out.resolve().parent.is_dir():
        raise WrongInput(f"Impossible d’écrire {out}.", f"{out} cannot be written.", field="--output")
    return out.resolve()
