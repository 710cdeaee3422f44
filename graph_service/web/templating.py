"""The templates, and the few functions that they may call."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from graph_service import __version__
from graph_service.drawing.marks import dash, shape
from graph_service.locale import LANGUAGES, texts
from graph_service.resources import build
from graph_service.schema.model import GraphSchema
from graph_service.schema.words import Words
from graph_service.web.address import Address

FOLDER: Final = Path(__file__).parent / "templates"
STATIC: Final = Path(__file__).parent / "static"

_TURNING: Final = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
"""Signs of Unicode that set the direction of what follows, each left away."""
_PAGES: Final[Mapping[str, str]] = {
    "Actor": "/acteurs/",
    "Territory": "/territoires/",
    "Concept": "/vocabulaire/",
    "ValueChain": "/filieres/",
}


@cache
def environment() -> Environment:
    """Everything is escaped, and a name that nobody gave is an error, never an empty place."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_unturned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = _static
    made.globals["dash"] = dash
    made.globals["shape"] = shape
    made.globals["release"] = __version__
    return made


def _unturned(value: object) -> object:
    """A text without the signs that turn about the words that come after it (U+202E and its kin)."""
    return value.translate(_TURNING) if type(value) is str and not value.isascii() else value


def render(template: str, values: Mapping[str, Any], schema: GraphSchema) -> str:
    """The HTML of a page. `values` holds at least `lang`, `chosen_lang` and `here`."""
    lang, chosen = values["lang"], values["chosen_lang"]
    kept = chosen if chosen in LANGUAGES else None
    return (
        environment()
        .get_template(template)
        .render(
            **{**values, "chosen_lang": kept},
            t=texts(lang),
            said=Words(schema, lang),
            to=partial(address_to, kept),
            page_of=partial(_page_of, schema, kept),
        )
    )


def address_to(chosen: str | None, path: str, **params: object) -> Address:
    """A page of ours; a language that was chosen stays chosen."""
    given = tuple((name, str(value)) for name, value in params.items() if value not in {None, ""})
    return Address(path, (*given, ("lang", chosen)) if chosen in LANGUAGES else given)


def _page_of(schema: GraphSchema, chosen: str | None, curie: str) -> Address | None:
    """The page of a thing, or None when its kind has none."""
    folder = _PAGES.get(schema.label_of(curie) or "")
    return None if folder is None else address_to(chosen, folder + curie)


def _static(name: str) -> str:
    """The address of a file of ours; it changes with the build, so that no browser keeps an old one."""
    return f"/static/{name}?{build()}"
