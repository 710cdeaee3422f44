"""Cells to values: what people write in a column, as the graph keeps it, or why it cannot be.

French and English are both read: 1 250,5 and 1250.5, oui and yes, 31/12/2025 and 2025-12-31, 30 % and 0.3.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from graph_service.access.audience import is_token
from graph_service.access.viewer import LEVELS, PRIVATE
from graph_service.analysis.text import fold, tokens
from graph_service.kernel.errors import UnknownIdentifier
from graph_service.schema.model import GraphSchema, Property
from graph_service.schema.shapes.compiled import Checks
from loaders.concept_names import ConceptNames

Value = str | int | float | bool
_SEPARATOR = "|"
_FRENCH_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES = ("oui", "vrai", "yes", "true", "1", "x")
_NO = ("non", "faux", "no", "false", "0")
_AUDIENCES = {"public": LEVELS[0], "membres": LEVELS[1], "analystes": LEVELS[2], "prive": PRIVATE} | {
    token: token for token in (*LEVELS, PRIVATE)
}
_GROUP = {"groupe:": "group:", "group:": "group:"}


class CellError(ValueError):
    """Why a cell cannot be read, in French and English."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr, self.en = fr, en


class Cells:
    """Reads cells against a schema; `names` are those that concepts may be written by."""

    def __init__(self, schema: GraphSchema, names: ConceptNames | None = None) -> None:
        self._prefixes = schema.prefixes
        self._checks = Checks(schema)
        self._names = names or ConceptNames()

    def value(self, text: str, prop: Property) -> Value | list[Value]:
        """The value of a property, in its range; a list when it has many. Raises CellError."""
        value = [self._one(part, prop) for part in parts(text)] if prop.many else self._one(text, prop)
        fault = self._checks.value(prop, value)
        if fault is not None:
            raise CellError(fault.words["fr"], fault.words["en"])
        return value

    def identifier(self, text: str, prefixes: Sequence[str]) -> str:
        """The identifier that `text` is, with or without its prefix, or that it names. Raises CellError."""
        prefix, colon, local = text.partition(":")
        if colon and prefix.strip() in prefixes:
            curie = self._curie(prefix.strip(), local)
            if self._names.refuses(curie):
                raise self._unknown(text, prefixes)
            return curie
        named = self._names.named(text, prefixes)
        if len(named) > 1:
            raise CellError(f"plusieurs sens : écrivez {' ou '.join(named)}", f"ambiguous: write {' or '.join(named)}")
        for each in prefixes if not named else ():
            try:
                curie = self._curie(each, text)
            except CellError as wrong:
                if len(prefixes) == 1 and not self._names.written(prefixes):
                    raise wrong from None
                continue
            if not self._names.refuses(curie):
                return curie
        if not named:
            raise self._unknown(text, prefixes)
        return named[0]

    def _curie(self, prefix: str, local: str) -> str:
        try:
            return self._prefixes.make(prefix, local)
        except UnknownIdentifier as wrong:
            raise CellError(wrong.fr.rstrip("."), wrong.en.rstrip(".")) from None

    def _unknown(self, text: str, prefixes: Sequence[str]) -> CellError:
        meant = self._names.meant(text, prefixes)
        return _not_among(text, self._names.written(prefixes), [f"{prefix}:…" for prefix in prefixes], meant)

    def _one(self, text: str, prop: Property) -> Value:
        if prop.values:
            return _listed(text, prop)
        if prop.refers_to:
            return self.identifier(text, prop.refers_to)
        if prop.type == "boolean":
            return _yes_or_no(text)
        if prop.type == "date":
            return day(text)
        if prop.type == "integer":
            return _year(text) if prop.datatype == "xsd:gYear" else _whole(text)
        if prop.type == "float":
            return number(text)
        return self._thing(text) if prop.datatype == "rdfs:Resource" else text

    def _thing(self, text: str) -> str:
        """A concept where the text is or names one, else its words."""
        prefix, colon, local = text.partition(":")
        if colon and prefix in self._prefixes.names():
            return self._curie(prefix, local)
        named = self._names.named(text, self._prefixes.names())
        return named[0] if len(named) == 1 else " ".join(tokens(text))


def parts(text: str) -> list[str]:
    """The parts of a cell that holds several values."""
    return [part.strip() for part in text.split(_SEPARATOR) if part.strip()]


def audience(text: str) -> str:
    """public, members, analysts, private or group:…, from French or English. Raises CellError."""
    word = fold(text)
    for told, token in _GROUP.items():
        if word.startswith(told) and is_token(token + word.removeprefix(told).strip()):
            return token + word.removeprefix(told).strip()
    if word in _AUDIENCES:
        return _AUDIENCES[word]
    near = get_close_matches(word, _AUDIENCES, n=1)
    asked, did = (f", vouliez-vous dire « {near[0]} » ?", f", did you mean “{near[0]}”?") if near else ("", "")
    raise CellError(
        f"on attend public, membres, analystes, privé ou groupe:…{asked}",
        f"public, members, analysts, private or group:… is expected{did}",
    )


def day(text: str) -> str:
    """A date as YYYY-MM-DD. Raises CellError."""
    french = _FRENCH_DATE.fullmatch(text)
    try:
        if french:
            return date(int(french[3]), int(french[2]), int(french[1])).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise CellError("on attend une date, AAAA-MM-JJ ou JJ/MM/AAAA", "a date is expected, YYYY-MM-DD") from None


def number(text: str) -> float:
    """A finite number; a percentage is a share. Raises CellError."""
    plain = re.sub(r"\s", "", text).replace(",", ".")
    share = plain.endswith("%")
    try:
        found = float(plain.removesuffix("%").replace("_", "?"))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise CellError("on attend un nombre, 12,5 par exemple", "a number is expected, 12.5 for example")
    return found / 100 if share else found


def _whole(text: str) -> int:
    plain = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}", plain, re.ASCII):
        raise CellError("on attend un nombre entier", "a whole number is expected")
    return int(plain)


def _year(text: str) -> int:
    if not re.fullmatch(r"\d{4}", text, re.ASCII):
        raise CellError("on attend une année à quatre chiffres", "a year of four digits is expected")
    return int(text)


def _yes_or_no(text: str) -> bool:
    word = fold(text)
    if word not in (*_YES, *_NO):
        raise CellError("on attend oui ou non", "yes or no is expected")
    return word in _YES


def _listed(text: str, prop: Property) -> str:
    """One of the values of a property, by its code or its words in any language."""
    return choice(text, {code: (code, *words.values()) for code, words in prop.values.items()})


def choice(text: str, known: Mapping[str, Iterable[str]]) -> str:
    """The code that `text` is a word for; `known`: code → its words. Raises CellError with the nearest word."""
    by_word = {fold(word): code for code, words in known.items() for word in words}
    if fold(text) in by_word:
        return by_word[fold(text)]
    shown = {fold(word): word for words in known.values() for word in words}
    raise _not_among(text, shown, [next(iter(list(words)[1:2]), code) for code, words in known.items()])


def _not_among(text: str, names: Mapping[str, str], listed: Sequence[str], meant: Sequence[str] = ()) -> CellError:
    """`names`: folded name → how to write it; `meant`: what the words of the text may mean, where no name is alike."""
    alike = get_close_matches(fold(text), names, n=1)
    near = [names[one] for one in alike] or list(meant)
    if near:
        return CellError(
            f"pas dans la liste, vouliez-vous dire {' ou '.join(f'« {one} »' for one in near)} ?",
            f"not in the list, did you mean {' or '.join(f'“{one}”' for one in near)}?",
        )
    return CellError(f"pas dans la liste : {', '.join(listed)}", f"not in the list: {', '.join(listed)}")
