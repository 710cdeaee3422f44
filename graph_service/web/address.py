"""Addresses of pages: every view is one, and a link changes one thing of it.

What a page does not ask (`utm_source` and the like, or `after` and `limit`, which are the API's) goes no further.

>>> here = Address("/acteurs", (("q", "fonderie"), ("page", "3")))
>>> str(here.with_(sphere="company"))
'/acteurs?q=fonderie&sphere=company'
>>> str(here.without("q"))
'/acteurs'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from graph_service.locale import Language

_READABLE = ":,"
"""Characters that an address keeps as they are: identifiers and points stay readable."""
_OF_A_PAGE = frozenset({"page"})
FILTERS: Final = (
    "q", "sector", "concept", "link", "territory", "near", "km", "sphere", "workforce", "min_confidence", "expand",
)  # fmt: skip
"""What lists are filtered by, each said once; `basis` may be said several times."""
BASIS: Final = "basis"
_KNOWN = frozenset(
    {
        *FILTERS,
        BASIS,
        "page",
        "scheme",
        "view",
        "letter",
        "replaces",
        "type",
        "shareable",
        "epci",
        "actor",
        "depth",
        "lang",
    }
)

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Address:
    """A path of ours and its parameters, in the order given."""

    path: str
    params: Params = ()

    def __str__(self) -> str:
        path = quote(self.path, safe=f"/{_READABLE}")
        return f"{path}?{urlencode(self.params, safe=_READABLE)}" if self.params else path

    def with_(self, **changes: object) -> Address:
        """This view with these parameters changed; another question starts at its first page."""
        dropped = set(changes) | (set() if set(changes) <= _OF_A_PAGE else _OF_A_PAGE)
        kept = tuple((name, value) for name, value in self.params if name not in dropped)
        given = tuple((name, str(value)) for name, value in changes.items() if value is not None)
        return Address(self.path, kept + given)

    def without(self, *names: str) -> Address:
        """This view without these parameters, at its first page."""
        return self.with_(**dict.fromkeys(names))

    def in_language(self, language: Language) -> Address:
        """The same view, same page, in another language."""
        kept = tuple((name, value) for name, value in self.params if name != "lang")
        return Address(self.path, (*kept, ("lang", language)))


def address_of(path: str, given: Iterable[tuple[str, str]]) -> Address:
    """The address of a view: what pages know of the parameters given, of those said twice the last."""
    known = [(name, value) for name, value in given if name in _KNOWN]
    last = dict(known)
    kept = [pair for pair in dict.fromkeys(known) if pair[0] == BASIS or pair[1] == last[pair[0]]]
    return Address(path, tuple(kept))


def exported(path: str, filters: Params, form: str, language: Language, after: str | None = None) -> Address:
    """Where a program reads all rows of a question in another form, or those from a later row on."""
    following = (("after", after),) if after else ()
    return Address(path, (*filters, ("lang", language), ("format", form), *following))
