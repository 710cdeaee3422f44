"""Addresses of pages: every view is one, and a link changes one thing of it.

>>> here = Address("/acteurs", (("q", "fonderie"), ("page", "3")))
>>> str(here.with_(sphere="company"))
'/acteurs?q=fonderie&sphere=company'
>>> str(here.without("q"))
'/acteurs'
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from graph_service.locale import Language

_READABLE = ":,"
"""Characters that an address keeps as they are: identifiers and points stay readable."""
_OF_A_PAGE = frozenset({"page"})
_NOT_EXPORTED = frozenset({"page", "lang", "format"})

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

    def exported(self, path: str, form: str, language: Language) -> Address:
        """Where a program reads all rows of this view in another form."""
        kept = tuple((name, value) for name, value in self.params if name not in _NOT_EXPORTED and value)
        return Address(path, (*kept, ("lang", language), ("format", form)))
