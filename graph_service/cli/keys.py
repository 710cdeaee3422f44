"""`sillon key`: who may ask this instance, and as whom."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import options, printing
from graph_service.cli.words import language, sentence

if TYPE_CHECKING:
    from graph_service.client import Json

app = typer.Typer(
    name="key", no_args_is_help=True, rich_markup_mode=None, help="Keys of the API: who may ask, and as whom."
)

_HEADS = ("name", "label", "role", "actors", "groups", "scopes", "state", "until", "used_at")
IN_FRENCH = {
    "name": "nom",
    "label": "libellé",
    "role": "rôle",
    "actors": "acteurs",
    "groups": "groupes",
    "scopes": "droits",
    "state": "état",
    "until": "jusqu'au",
    "used_at": "dernier usage",
    "open": "ouverte",
    "revoked": "révoquée",
    "expired": "échue",
    "member": "membre",
    "analyst": "analyste",
    "administrator": "administrateur",
}
_DAYS = 365

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that `sillon key list` gives.")]
Days = Annotated[int, typer.Option("--days", min=1, max=3_650, help="How long it opens.")]


class RoleOfKey(StrEnum):
    """What the holder of a key sees."""

    member = "member"
    analyst = "analyst"
    administrator = "administrator"


class ScopeOfKey(StrEnum):
    """What a key may do."""

    read = "read"
    load = "load"
    administer = "administer"


@app.command()
def create(
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What it is for, or who holds it.")],
    role: Annotated[RoleOfKey, typer.Option("--role", help="What its holder sees.")] = RoleOfKey.member,
    actor: Annotated[
        list[str] | None, typer.Option("--actor", metavar="ID", help="An actor its holder speaks for; repeatable.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option("--group", metavar="ID", help="A group its holder belongs to; repeatable.")
    ] = None,
    scope: Annotated[
        list[ScopeOfKey] | None,
        typer.Option("--scope", help="What it may do; repeatable. Default: read. Others are for administrators."),
    ] = None,
    days: Days = _DAYS,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Make a key, and print it: this once, for only a digest of it is kept."""
    from graph_service.client import connect

    asked = {
        "label": label,
        "role": role.value,
        "actors": actor or [],
        "groups": group or [],
        "scopes": [each.value for each in scope or [ScopeOfKey.read]],
        "days": days,
    }
    with connect(options.settings(data)) as api:
        made = api.post("/v1/keys", asked)["data"]
    _print_made(made, as_json=as_json)


@app.command("list")
def list_(as_json: options.AsJson = False, data: options.Data = None) -> None:
    """The keys, the newest first: what each is for, what it may do, until when, and its last use."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        found = api.get("/v1/keys")["data"]
    if as_json:
        printing.json_out(found)
    elif not found:
        printing.line(
            sentence(
                "Aucune clé n'a été faite ; « sillon key create » en fait une.",
                "No key was made; `sillon key create` makes one.",
            )
        )
    else:
        printing.table([_word(head) for head in _HEADS], ([_cell(key, head) for head in _HEADS] for key in found))


@app.command()
def revoke(name: Name, as_json: options.AsJson = False, data: options.Data = None) -> None:
    """Let a key open nothing from now on."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        ended = api.delete(f"/v1/keys/{name}")["data"]
    if as_json:
        printing.json_out(ended)
    else:
        printing.line(sentence(f"La clé {name} n'ouvre plus rien.", f"The key {name} opens nothing any more."))


@app.command()
def rotate(
    name: Name,
    days: Days = _DAYS,
    grace: Annotated[
        int, typer.Option("--grace", min=0, max=24 * 90, metavar="HOURS", help="Hours that the old one still opens.")
    ] = 0,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Make a key in the place of another one, with the same rights, and print it."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        made = api.post(f"/v1/keys/{name}/exchange", {"days": days, "grace_hours": grace})["data"]
    _print_made(made, as_json=as_json)


def _print_made(made: Json, *, as_json: bool) -> None:
    if as_json:
        printing.json_out(made)
        return
    printing.line(made["secret"])
    key = made["key"]
    printing.aside(
        sentence(
            f"Clé {key['name']} ({key['label']}), jusqu'au {key['until'][:10]}. Notez-la : elle ne sera plus montrée.",
            f"Key {key['name']} ({key['label']}), until {key['until'][:10]}. Note it: it will not be shown again.",
        )
    )


def _cell(key: Json, head: str) -> object:
    value: object = key.get(head)
    if head in {"until", "used_at"} and isinstance(value, str):
        return value[:10] if head == "until" else value[:13].replace("T", " ") + " h"
    return _word(value) if head in {"state", "role"} and isinstance(value, str) else value


def _word(name: str) -> str:
    return IN_FRENCH.get(name, name) if language() == "fr" else name
