"""The demonstration: France's communes, the nomenclatures, fictitious actors, one answer, and the service.

It has a folder of its own, `data-demo` beside the data folder: fictitious actors never meet real firms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_service.cli import loading, options, printing, serving
from graph_service.cli.words import number, sentence, word

if TYPE_CHECKING:
    import socket

    from graph_service.client import ApiClient, Json
    from graph_service.settings import Settings

FOLDER = "data-demo"
_SOURCES = ("territories", "nomenclature", "fictitious")
_QUESTION: dict[str, str | int] = {"sector": "naf:C", "near": "Metz", "km": 30, "limit": 5}
_PORTS_TRIED = 50


def demo(
    host: options.Host = None,
    port: options.Port = None,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Load a fictitious territory into data-demo, answer one question, serve until Ctrl-C."""
    settings = _own_folder(options.settings(data, host, port))
    serving.refuse_second(settings)
    listener = _free_port(settings)
    with serving.ending_on_signal() as ended, serving.serving(settings, listener) as engine:
        from graph_service.client import ApiClient

        with ApiClient(engine.address, engine.key, lang=settings.lang) as api:
            loaded = {source: _loaded(api, source) for source in _SOURCES if not ended.is_set()}
            answer = api.get("/v1/actors", _QUESTION)
        if as_json:
            printing.json_out(
                {
                    "address": engine.address,
                    "api": f"{engine.address}/docs",
                    "pid": engine.pid,
                    "folder": str(settings.data),
                    "loads": loaded,
                    "answer": answer,
                }
            )
        else:
            _show(answer, settings)
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
    """Load what ships with Sillon unless it is there; None when it was."""
    if any(each["source"] == source and each["state"] == "finished" for each in api.get("/v1/loads")["data"]):
        return None
    report = loading.run(
        api, {"source": source, "files": [], "profile": None, "epci": [], "poles": [], "dry_run": False}
    )
    counts = f"{word('new')} {number(report['new'])}, {word('rejected')} {number(report['rejected'])}"
    printing.aside(sentence(f"{source} : {counts}", f"{source}: {counts}"))
    return report


def _show(answer: Json, settings: Settings) -> None:
    asked = "&".join(f"{name}={value}" for name, value in _QUESTION.items())
    printing.line(
        sentence(
            f"Démonstration, acteurs fictifs, dans {settings.data}.",
            f"Demonstration with fictitious actors, in {settings.data}.",
        )
    )
    printing.line()
    printing.line(
        sentence(
            "Qui travaille dans l’industrie à moins de 30 km de Metz ?",
            "Who manufactures anything within 30 km of Metz?",
        )
    )
    printing.line(f"GET /v1/actors?{asked}")
    printing.table(
        (sentence("acteur", "actor"), "commune", "km", sentence("activités", "sectors")),
        (
            [each["label"], each["commune_label"], each["distance_km"], [sector["label"] for sector in each["sectors"]]]
            for each in answer["data"]
        ),
    )
    total = answer["meta"].get("total")
    printing.line(sentence(f"{total} acteurs en tout.", f"{total} actors in all."))
    printing.line()
