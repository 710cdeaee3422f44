"""From what a caller gives to what a parameter takes: typed values, or texts as a command line gives them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any

from graph_service.kernel.errors import WrongInput
from graph_service.kernel.identifiers import PrefixTable
from graph_service.store.header import Param, ParamType

TEXT_LIMIT = 2_000
"""Characters of a `text`: longer than any name, shorter than any abuse."""
CURIES_LIMIT = 10_000
"""Identifiers of a `curies`."""

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?([0-9]{1,40}(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TERM = r"[^\W_A-Z]+(?:\*|~[12])?"
_CLAUSE = rf"(?:{_TERM}|\({_TERM}(?: OR {_TERM})*\))"
_WORDS = re.compile(rf"{_CLAUSE}(?: AND {_CLAUSE})*")
"""What a full-text index is asked: the engines agree on these forms, other texts are errors in one or in both."""
_BOOLEANS = {"true": True, "1": True, "yes": True, "oui": True, "false": False, "0": False, "no": False, "non": False}


def bound_values(
    question: str, params: tuple[Param, ...], given: Mapping[str, Any], prefixes: PrefixTable
) -> dict[str, Any]:
    """The values of all parameters as the engines take them. Raises WrongInput naming the parameter."""
    names = [param.name for param in params]
    for name in given:
        if name not in names:
            near = get_close_matches(name, names, n=1, cutoff=0.0)
            fr, en = (f" Vouliez-vous dire {near[0]} ?", f" Did you mean {near[0]}?") if near else ("", "")
            raise WrongInput(
                f"{question} n'a pas de paramètre « {shown(name)} ».{fr}",
                f"{question} has no parameter “{shown(name)}”.{en}",
                field=name,
            )
    for param in params:
        if given.get(param.name) is None:
            raise WrongInput(
                f"Il manque le paramètre {param.name} ({param.grammar}).",
                f"The parameter {param.name} ({param.grammar}) is missing: {param.sentence}.",
                field=param.name,
            )
    return {param.name: value(param, given[param.name], prefixes) for param in params}


def value(param: Param, given: Any, prefixes: PrefixTable) -> Any:
    """`given` as the parameter takes it. Raises WrongInput naming the parameter."""
    if param.type == "curie":
        return prefixes.curie(_string(param, given), field=param.name)
    if param.type == "curies":
        return _curies(param, given, prefixes)
    return _PLAIN[param.type](param, given)


def shown(given: Any) -> str:
    """A value as a message repeats it: at most 60 characters, and none that cannot be encoded."""
    text = str(given)[:61]
    text = text.encode("utf-8", "replace").decode().replace("\0", "?")
    return text if len(text) <= 60 else text[:60] + "…"


def _wrong(param: Param, given: Any, fr: str, en: str) -> WrongInput:
    return WrongInput(
        f"{param.name} : « {shown(given)} » ne va pas, on attend {fr}.",
        f"{param.name}: “{shown(given)}” will not do, {en} is expected.",
        field=param.name,
    )


def _string(param: Param, given: Any) -> str:
    if not isinstance(given, str):
        raise _wrong(param, given, "un texte", "a text")
    if len(given) > TEXT_LIMIT:
        raise _wrong(param, given, f"au plus {TEXT_LIMIT} caractères", f"at most {TEXT_LIMIT} characters")
    if any(unicodedata.category(sign) == "Cs" or sign == "\0" for sign in given):
        raise _wrong(param, given, "un texte lisible (UTF-8)", "readable text (UTF-8)")
    return unicodedata.normalize("NFC", given)


def _words(param: Param, given: Any) -> str:
    text = _string(param, given).strip()
    if not _WORDS.fullmatch(text):
        how = "metz, fond*, (metz OR metz* OR metz~1), … AND …"
        raise _wrong(param, given, f"des mots en minuscules ({how})", f"words in lower case ({how})")
    return text


def _curies(param: Param, given: Any, prefixes: PrefixTable) -> list[str]:
    if isinstance(given, str):
        given = [part for part in (part.strip() for part in given.split(",")) if part]
    if not isinstance(given, list | tuple | set | frozenset):
        raise _wrong(param, given, "des identifiants séparés par des virgules", "identifiers separated by commas")
    if len(given) > CURIES_LIMIT:
        raise _wrong(param, len(given), f"au plus {CURIES_LIMIT} identifiants", f"at most {CURIES_LIMIT} identifiers")
    found = [prefixes.curie(_string(param, item), field=param.name) for item in given]
    return sorted(found) if isinstance(given, set | frozenset) else list(found)


def _number(param: Param, given: Any, number: float) -> float:
    if (param.lo is not None and number < param.lo) or (param.hi is not None and number > param.hi):
        span = f"{param.lo:g}..{param.hi:g}"
        raise _wrong(param, given, f"une valeur dans {span}", f"a value in {span}")
    return number


def _int(param: Param, given: Any) -> int:
    if isinstance(given, str) and _INTEGER.fullmatch(given.strip()):
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int) or abs(given) >= 10**18:
        # The class alone is shown: an int of 5,000 digits cannot even be printed.
        shown_value = given if isinstance(given, str) else type(given).__name__
        raise _wrong(param, shown_value, "un nombre entier", "an integer")
    _number(param, given, given)
    return given


def _float(param: Param, given: Any) -> float:
    if isinstance(given, str) and _DECIMAL.fullmatch(given.strip()):
        given = float(given)
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < 10**18:
        given = float(given)
    if not isinstance(given, float) or not isfinite(given):
        shown_value = type(given).__name__ if isinstance(given, int) else given
        raise _wrong(param, shown_value, "un nombre", "a number")
    return _number(param, given, given) + 0.0


def _date(param: Param, given: Any) -> str:
    if isinstance(given, date):
        return given.isoformat()[:10]
    try:
        if not isinstance(given, str) or not _DATE.fullmatch(given):
            raise ValueError(given)
        return date.fromisoformat(given).isoformat()
    except ValueError:
        raise _wrong(param, given, "une date AAAA-MM-JJ", "a date YYYY-MM-DD") from None


def _bool(param: Param, given: Any) -> bool:
    found = (
        given if isinstance(given, bool) else _BOOLEANS.get(given.strip().lower()) if isinstance(given, str) else None
    )
    if found is None:
        raise _wrong(param, given, "true ou false", "true or false")
    return found


def _enum(param: Param, given: Any) -> str:
    if not isinstance(given, str) or given not in param.choices:
        raise _wrong(param, given, " ou ".join(param.choices), " or ".join(param.choices))
    return given


_PLAIN: Mapping[ParamType, Callable[[Param, Any], Any]] = {
    "text": _string,
    "words": _words,
    "int": _int,
    "float": _float,
    "date": _date,
    "bool": _bool,
    "enum": _enum,
}
