"""`sillon invite` and `sillon person`: who may sign in, and as whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import options, printing
from graph_service.cli.keys import IN_FRENCH, RoleOfKey
from graph_service.cli.words import language, sentence

if TYPE_CHECKING:
    from graph_service.client import Json
    from graph_service.settings import Settings

app = typer.Typer(name="person", no_args_is_help=True, rich_markup_mode=None, help="People who may sign in.")

_HEADS = ("name", "mail", "role", "actors", "groups", "state", "seen_at")
_WORDS = {**IN_FRENCH, "mail": "adresse", "seen_at": "venu le", "invited": "invitée", "ended": "terminée"}

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that `sillon person list` gives.")]
Actors = Annotated[
    list[str] | None, typer.Option("--actor", metavar="ID", help="An actor this person speaks for; repeatable.")
]
Groups = Annotated[
    list[str] | None, typer.Option("--group", metavar="ID", help="A group this person belongs to; repeatable.")
]


def invite(
    mail: Annotated[str, typer.Argument(metavar="MAIL", help="Mail address of the person; nothing is sent to it.")],
    actor: Actors = None,
    group: Groups = None,
    role: Annotated[
        RoleOfKey | None, typer.Option("--role", help="Default: member; who is known keeps his rights.")
    ] = None,
    days: Annotated[int, typer.Option("--days", min=1, max=90, help="How long the link opens.")] = 7,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Print a link that lets somebody in once, to be given to him."""
    from graph_service.client import connect

    settings = options.settings(data)
    asked: Json = {"mail": mail, "actors": actor or [], "groups": group or [], "days": days}
    if role or actor or group:
        asked["role"] = (role or RoleOfKey.member).value
    served = _served_at(settings)
    with connect(settings) as api:
        made = api.post("/v1/people/invitations", asked)["data"]
    made["link"] = f"{served}/connexion?{made['link'].partition('?')[2]}"
    if as_json:
        printing.json_out(made)
        return
    printing.line(made["link"])
    until = made["until"][:10]
    printing.aside(
        sentence(
            f"Pour {made['person']['mail']}, une fois, jusqu'au {until}. Qui suit ce lien entre en son nom.",
            f"For {made['person']['mail']}, once, until {until}. Whoever follows this link comes in as this person.",
        )
    )


@app.command("list")
def list_(as_json: options.AsJson = False, data: options.Data = None) -> None:
    """Who may sign in, the newest first: role, actors, groups, last visit."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        found = api.get("/v1/people")["data"]
    if as_json:
        printing.json_out(found)
    elif not found:
        printing.line(
            sentence("Personne n'a été invité : sillon invite ADRESSE.", "Nobody was invited: sillon invite MAIL.")
        )
    else:
        printing.table([_word(head) for head in _HEADS], ([_cell(one, head) for head in _HEADS] for one in found))


@app.command()
def rights(
    name: Name,
    role: Annotated[RoleOfKey, typer.Option("--role", help="What this person sees.")],
    actor: Actors = None,
    group: Groups = None,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Give somebody other rights; what is not said here is taken away."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        given = {"role": role.value, "actors": actor or [], "groups": group or []}
        person = api.put(f"/v1/people/{name}/rights", given)["data"]
    _say(person, as_json, f"{name} : {_word(person['role'])}.", f"{name}: {person['role']}.")


@app.command()
def end(name: Name, as_json: options.AsJson = False, data: options.Data = None) -> None:
    """Let somebody in no more, and sign him out everywhere."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        person = api.delete(f"/v1/people/{name}")["data"]
    _say(person, as_json, f"{name} n'entre plus.", f"{name} comes in no more.")


def _served_at(settings: Settings) -> str:
    """Where whoever gets the link will find the service."""
    from graph_service.client import engine_file

    engine = engine_file.live(settings.data) if settings.neo4j_uri is None else None
    return settings.address or (engine.address if engine else f"http://{settings.host}:{settings.port}")


def _say(person: Json, as_json: bool, fr: str, en: str) -> None:
    if as_json:
        printing.json_out(person)
    else:
        printing.line(sentence(fr, en))


def _cell(person: Json, head: str) -> object:
    value: object = person.get(head)
    if head == "seen_at" and isinstance(value, str):
        return value[:10]
    return _word(value) if head in {"state", "role"} and isinstance(value, str) else value


def _word(name: str) -> str:
    return _WORDS.get(name, name) if language() == "fr" else name
