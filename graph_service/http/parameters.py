"""The query parameters that questions have in common. An unknown one is refused, naming the nearest."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError
from starlette.requests import Request

from graph_service.http.refusals import wrong_input_of
from graph_service.kernel.errors import WrongInput

LIMIT = 500
"""Rows that one page may have."""
ROWS = 100
"""Rows that a page has when nothing is said."""

_TEXT = 300


def _unicode(text: str) -> str:
    """Refuse lone surrogates and NUL, which JSON can spell and neither engines nor files can hold."""
    if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise PydanticCustomError("string_unicode", "not well-formed Unicode")
    return text


Text = Annotated[str, AfterValidator(_unicode)]
"""A text of a JSON body; those of an address are checked at the door."""


class Plain(BaseModel):
    """What every question takes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Literal["fr", "en", "de"] | None = Field(
        None,
        description="language of labels and messages; default: Accept-Language, then the service's",
        examples=["fr"],
    )

    @model_validator(mode="before")
    @classmethod
    def _known(cls, given: Any) -> Any:
        if isinstance(given, dict):
            names = {info.alias or name: info for name, info in cls.model_fields.items()}
            for name in sorted(given):
                if name not in names:
                    raise _unknown(str(name), sorted(names))
                number = _number(names[name])
                if number and "_" in str(given[name]):  # Python's way of writing numbers, which pydantic takes
                    raise wrong_input_of([{"type": f"{number}_parsing", "loc": (name,)}])
        return given


class Explained(Plain):
    """A question whose answer can say what it stands on."""

    explain: bool = Field(
        False,
        description="also give the facts behind the rows, the question, the version and the parameters",
        examples=[True],
    )


class Paged(Explained):
    """A question whose answer comes in pages."""

    limit: int | None = Field(
        None,
        ge=1,
        le=LIMIT,
        description=f"rows of a page; default {ROWS}, or all of them in csv and geojson",
        examples=[50],
    )
    after: str | None = Field(
        None,
        description="signed address of a page, from `meta.next` or the Link header; absent or empty: the first",
        examples=[""],
    )


class Filtered(Paged):
    """The filters that questions about actors have in common."""

    territory: str | None = Field(
        None,
        max_length=_TEXT,
        description="a territory of any level (CURIE); absent: everything",
        examples=["epci:200039865"],
    )
    basis: list[Literal["declared", "observed", "inferred"]] = Field(
        default_factory=list,
        max_length=3,
        description="bases of the facts that count; absent: all",
        examples=[["observed"]],
    )
    min_confidence: float = Field(
        0.0, ge=0, le=1, allow_inf_nan=False, description="confidence that facts must reach", examples=[0.5]
    )
    expand: bool = Field(True, description="whether asking for a concept finds the narrower ones too", examples=[True])
    near: str | None = Field(
        None,
        min_length=1,
        max_length=_TEXT,
        description="a town's name, `lat,lon`, or an id of a territory or actor",
        examples=["Metz"],
    )
    km: float | None = Field(
        None, gt=0, le=20_100, allow_inf_nan=False, description="distance from `near`, kilometres", examples=[5.0]
    )


def said_once(request: Request, asked: Plain) -> None:
    """Refuse a parameter that stands twice in the address, unless it is a list: which of the two is meant?"""
    for attribute, info in type(asked).model_fields.items():
        name = info.alias or attribute
        if len(request.query_params.getlist(name)) > 1 and not isinstance(getattr(asked, attribute), list):
            raise WrongInput(
                f"{name} est donné plusieurs fois ; une seule valeur convient.",
                f"{name} is given several times; it takes one value.",
                field=name,
            )


def _number(known: FieldInfo) -> str | None:
    """`int` or `float` for a parameter that is a number."""
    types = {known.annotation, *get_args(known.annotation)}
    return "int" if int in types else "float" if float in types else None


def _unknown(name: str, names: list[str]) -> WrongInput:
    near = get_close_matches(name[:40].lower(), names, n=1, cutoff=0.0)[0]
    shown = name[:40].replace("\0", "�")
    return WrongInput(
        f"Paramètre inconnu : {shown}. Vouliez-vous dire {near} ?",
        f"Unknown parameter: {shown}. Did you mean {near}?",
        field=shown,
    )
