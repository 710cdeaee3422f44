"""The demonstration: France's communes, the vocabularies, fictitious actors, three answers, and the service.

It has a folder of its own, `data-demo` beside the data folder: fictitious actors never meet real firms.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import loading, options, printing, serving, shown
from graph_service.cli.words import number, sentence, word

if TYPE_CHECKING:
    import socket

    from graph_service.access.viewer import Viewer
    from graph_service.client import ApiClient, Json
    from graph_service.settings import Settings

FOLDER = "data-demo"
_SOURCES = ("territories", "nomenclature", "schemes", "fictitious")
_OURS = ("schemes", "fictitious")
"""Those that change with Sillon: looked at anew each time."""
_PORTS_TRIED = 50


class Role(StrEnum):
    """With whose eyes the demonstration is seen."""

    public = "public"
    member = "member"
    analyst = "analyst"


def demo(
    as_: Annotated[
        Role,
        typer.Option("--as", help="With whose eyes: the public's, a member's (of a fictitious actor), an analyst's."),
    ] = Role.public,
    host: options.Host = None,
    port: options.Port = None,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Load a fictitious territory into data-demo, answer three questions, serve until Ctrl-C."""
    settings = _own_folder(options.settings(data, host, port))
    serving.refuse_second(settings)
    listener = _free_port(settings)
    visitor = _visitor(as_)
    with serving.ending_on_signal() as ended, serving.serving(settings, listener, visitor) as engine:
        from graph_service.client import ApiClient

        with ApiClient(engine.address, engine.key, lang=settings.lang) as api:
            loaded = {source: _loaded(api, source) for source in _SOURCES if not ended.is_set()}
        with ApiClient(engine.address, engine.key, lang=settings.lang, seen_as="public") as api:
            found = [] if ended.is_set() else shown.answers(api)
        with ApiClient(engine.address, lang=settings.lang) as api:
            speaking_for = None if ended.is_set() else _speaking_for(api, as_, visitor)
        if as_json:
            printing.json_out(
                {
                    "address": engine.address,
                    "api": f"{engine.address}/docs",
                    "pid": engine.pid,
                    "folder": str(settings.data),
                    "loads": loaded,
                    "as": as_.value,
                    "speaks_for": list(visitor.owners),
                    "answers": found,
                }
            )
        else:
            _show(found, settings, speaking_for)
            _go_on(settings)
            serving.addresses(engine.address)
        printing.flush()
        serving.wait(ended)


def _own_folder(settings: Settings) -> Settings:
    return settings.model_copy(update={"data": settings.data.parent / FOLDER, "neo4j_uri": None})


def _free_port(settings: Settings) -> socket.socket:
    """The wanted port, else the next free one, and says so."""
    from graph_service.client.host import listen
    from graph_service.kernel.errors import Unavailable

    wanted = settings.port
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65_535)):
        try:
            listener = listen(settings.host, port)
        except Unavailable:
            continue
        if port != wanted:
            printing.aside(
                sentence(f"Le port {wanted} est pris : {port} à la place.", f"Port {wanted} is taken: {port} instead.")
            )
        return listener
    return listen(settings.host, wanted)


def _loaded(api: ApiClient, source: str) -> Json | None:
    """Load what ships with Sillon unless it is there; None when nothing had to be written."""
    if source not in _OURS and any(
        each["source"] == source and each["state"] == "finished" for each in api.get("/v1/loads")["data"]
    ):
        return None
    asked: Json = {"source": source, "files": [], "profile": None, "epci": [], "poles": [], "dry_run": False}
    report = loading.run(api, {**asked, "retire_anyway": source in _OURS})
    if report["load"] is None:
        return None
    counts = f"{word('new')} {number(report['new'])}, {word('rejected')} {number(report['rejected'])}"
    printing.aside(sentence(f"{source} : {counts}", f"{source}: {counts}"))
    return report


def _show(found: list[Json], settings: Settings, speaking_for: str | None) -> None:
    printing.line(
        sentence(
            f"Démonstration, acteurs fictifs, dans {settings.data}.",
            f"Demonstration with fictitious actors, in {settings.data}.",
        )
    )
    if speaking_for:
        printing.line(speaking_for)
    printing.line()
    shown.show(found, settings.data)


def _go_on(settings: Settings) -> None:
    """How to go on with one's own file."""
    own = settings.data.parent / "data"
    printing.line(
        sentence(
            "Avec vos propres fichiers, dans un autre dossier : sillon sources, puis "
            f"sillon load SOURCE FICHIER --data {own}.",
            f"With files of your own, in another folder: sillon sources, then sillon load SOURCE FILE --data {own}.",
        )
    )


def _visitor(role: Role) -> Viewer:
    """Who everybody without a key is."""
    from loaders import situations

    return situations.viewer_of(f"member:{situations.shown().member}" if role is Role.member else role.value)


def _speaking_for(api: ApiClient, role: Role, visitor: Viewer) -> str | None:
    """Whose eyes the pages see with."""
    if role is Role.public:
        return None
    if role is Role.analyst:
        return sentence("Vous voyez ce que voit un analyste.", "You see what an analyst sees.")
    name = api.get(f"/v1/actors/{visitor.owners[0]}")["data"]["label"]
    return sentence(f"Vous parlez pour {name}.", f"You speak for {name}.")
