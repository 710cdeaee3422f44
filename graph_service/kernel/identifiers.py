"""Identifiers are CURIEs, and a malformed one cannot enter.

>>> luhn_valid("73282932000074")
True
>>> siret(" 356 000 000 00048 ")
'35600000000048'
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NewType
from uuid import UUID, uuid5

from graph_service.kernel.errors import UnknownIdentifier

Curie = NewType("Curie", str)

_NAMESPACE = UUID("6f1f1c0e-5a0e-5d0b-9a57-1d6c6b0b5e11")
_ONCE = bytes.maketrans(b"0123456789", bytes(range(10)))
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
"""Twice each digit, of which the digits are added up."""
_SEPARATORS = re.compile(r"[\s.\-]")
_FOURTEEN, _NINE = re.compile(r"[0-9]{14}"), re.compile(r"[0-9]{9}")
_LA_POSTE = "356000000"
_LENGTH_LIMIT = 200
_ANYBODY = ("http://", "https://")
"""What the prefixes of addresses that no other prefix covers stand for."""


class MalformedNumber(ValueError):
    """A number of the register that cannot be one, and why."""

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.fr = fr
        self.en = en


def luhn_valid(digits: str) -> bool:
    """Whether the Luhn sum of `digits` (0 to 9) is a multiple of ten."""
    signs = digits.encode()
    return (sum(signs[::-2].translate(_ONCE)) + sum(signs[-2::-2].translate(_DOUBLED))) % 10 == 0


def siret(text: str) -> str:
    """Fourteen digits with a right key; La Poste's have a rule of their own. Raises MalformedNumber."""
    digits = _SEPARATORS.sub("", text)
    if not _FOURTEEN.fullmatch(digits):
        raise MalformedNumber("un SIRET a quatorze chiffres", "a SIRET has fourteen digits")
    if luhn_valid(digits):
        return digits
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return digits
    raise MalformedNumber("la clé de ce SIRET est fausse", "the key of this SIRET is wrong")


def siren(text: str) -> str:
    """Nine digits with a right Luhn key. Raises MalformedNumber."""
    digits = _SEPARATORS.sub("", text)
    if not _NINE.fullmatch(digits):
        raise MalformedNumber("un SIREN a neuf chiffres", "a SIREN has nine digits")
    if not luhn_valid(digits):
        raise MalformedNumber("la clé de ce SIREN est fausse", "the key of this SIREN is wrong")
    return digits


def naf(text: str) -> str:
    """An activity code with its dot: 2511z and 25.11Z are 25.11Z; a section stays a letter."""
    code = text.strip().upper().replace(" ", "")
    if re.fullmatch(r"[0-9]{3,4}[A-Z]?", code):
        return f"{code[:2]}.{code[2:]}"
    return code


def ewc(text: str) -> str:
    """A waste code without spaces, its asterisk as a final s: 01 03 04* is 010304s."""
    return re.sub(r"\s", "", text).replace("*", "s")


def address(text: str) -> str:
    """What follows the colon of an address, without its two slashes: //example.org/voc/1 is example.org/voc/1."""
    return text.strip().removeprefix("//")


NORMALISERS: Mapping[str, Callable[[str], str]] = {
    "siret": siret,
    "siren": siren,
    "naf": naf,
    "ewc": ewc,
    "address": address,
    "upper": lambda text: text.strip().upper(),
    "lower": lambda text: text.strip().lower(),
    "trim": lambda text: text.strip(),
}


@dataclass(frozen=True, slots=True)
class Prefix:
    """One line of prefixes.toml."""

    name: str
    iri: str
    pattern: re.Pattern[str]
    normalise: Callable[[str], str]
    label_fr: str
    label_en: str
    also: tuple[str, ...] = ()
    """IRIs that stand for it in files of others; what follows them is normalised."""


class PrefixTable:
    """All prefixes: from text to CURIE, from CURIE to IRI and back."""

    def __init__(self, prefixes: Mapping[str, Prefix]) -> None:
        self._prefixes = dict(prefixes)
        self._by_iri = sorted(self._prefixes.values(), key=lambda prefix: -len(prefix.iri))
        others = ((iri, prefix) for prefix in self._prefixes.values() for iri in prefix.also)
        self._by_other_iri = sorted(others, key=lambda other: (-len(other[0]), other[0]))

    def __iter__(self) -> Iterator[Prefix]:
        return iter(self._prefixes.values())

    def __getitem__(self, name: str) -> Prefix:
        return self._prefixes[name]

    def names(self) -> tuple[str, ...]:
        """All prefixes, sorted."""
        return tuple(sorted(self._prefixes))

    def curie(self, text: str, *, field: str | None = None) -> Curie:
        """`text` as a CURIE, its local part normalised. Raises UnknownIdentifier."""
        if not text.strip():
            raise UnknownIdentifier(
                "Un identifiant manque : on attend un préfixe, deux points, un code (naf:25).",
                "An identifier is missing: a prefix, a colon, a code are expected (naf:25).",
                field=field,
            )
        prefix_name, colon, local = text.strip().partition(":") if len(text) <= _LENGTH_LIMIT else ("", "", "")
        if not colon:
            shown = text if len(text) <= 60 else text[:60] + "…"
            raise UnknownIdentifier(
                f"« {shown} » n'est pas un identifiant : on attend un préfixe, deux points, un code (naf:25).",
                f"“{shown}” is not an identifier: a prefix, a colon, a code are expected (naf:25).",
                field=field,
            )
        prefix = self._prefixes.get(prefix_name)
        if prefix is None:
            raise UnknownIdentifier(
                f"Le préfixe « {prefix_name} » est inconnu.", f"The prefix “{prefix_name}” is unknown.", field=field
            )
        return self.make(prefix_name, local, field=field)

    def make(self, prefix_name: str, local: str, *, field: str | None = None) -> Curie:
        """The CURIE of `local` under a known prefix. Raises UnknownIdentifier."""
        prefix = self._prefixes[prefix_name]
        try:
            normal = prefix.normalise(local)
        except MalformedNumber as wrong:
            normal, why_fr, why_en = "", f" ({wrong.fr})", f" ({wrong.en})"
        else:
            why_fr = why_en = ""
        if not prefix.pattern.fullmatch(normal):
            shown = local if local.strip() else f"{prefix_name}:"
            raise UnknownIdentifier(
                f"« {shown} » ne convient pas pour : {prefix.label_fr}{why_fr}.",
                f"“{shown}” does not fit: {prefix.label_en}{why_en}.",
                field=field,
            )
        return Curie(f"{prefix_name}:{normal}")

    def iri(self, curie: str) -> str:
        """The IRI a CURIE stands for."""
        prefix_name, _, local = curie.partition(":")
        return self._prefixes[prefix_name].iri + local

    def from_iri(self, iri: str) -> Curie | None:
        """The CURIE of an IRI, or None when no prefix of ours covers it; a mere address is not covered."""
        for prefix in self._by_iri:
            if (
                prefix.iri not in _ANYBODY
                and iri.startswith(prefix.iri)
                and prefix.pattern.fullmatch(iri[len(prefix.iri) :])
            ):
                return Curie(f"{prefix.name}:{iri[len(prefix.iri) :]}")
        for other, prefix in self._by_other_iri:
            if iri.startswith(other):
                local = prefix.normalise(iri[len(other) :])
                return Curie(f"{prefix.name}:{local}") if prefix.pattern.fullmatch(local) else None
        return None

    def from_any_iri(self, iri: str) -> Curie | None:
        """The same, but what no prefix of ours covers has its own address as CURIE; None when it is not one."""
        found = self.from_iri(iri)
        if found is None and iri.startswith(_ANYBODY):
            name, _, local = iri.partition("://")
            if name in self._prefixes and self._prefixes[name].pattern.fullmatch(local):
                return Curie(f"{name}:{local}")
        return found

    def own_iris(self) -> dict[str, str]:
        """Prefix to what it stands for, of those that an RDF writer may abbreviate with."""
        return {prefix.name: prefix.iri for prefix in self if prefix.iri not in _ANYBODY}


def told_id(prefix_name: str, source: str, key: str) -> Curie:
    """The id of a thing that is told: uuid5 of (source, key), so that two declarers never collide."""
    name = "\x1f".join((source, key))
    return Curie(f"{prefix_name}:{uuid5(_NAMESPACE, name)}")
