"""Why two actors should meet, in one sentence, which claims no more than what was declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from graph_service.complementarity.models import Kind

_Form = Literal["offer", "skill", "narrower", "equipment"]

_LACKS: Mapping[str, Mapping[Kind, str]] = {
    "fr": {
        "offer": "{lacks} cherche « {wanted} »",
        "skill": "Il manque à {lacks} la compétence « {wanted} »",
        "equipment": "{lacks} a besoin de « {wanted} »",
    },
    "en": {
        "offer": "{lacks} seeks “{wanted}”",
        "skill": "{lacks} lacks the skill “{wanted}”",
        "equipment": "{lacks} needs “{wanted}”",
    },
    "de": {
        "offer": "{lacks} sucht „{wanted}“",
        "skill": "{lacks} fehlt die Kompetenz „{wanted}“",
        "equipment": "{lacks} braucht „{wanted}“",
    },
}
_HAS: Mapping[str, Mapping[_Form, tuple[str, str]]] = {
    "fr": {
        "offer": ("{has} propose « {met_by} »", "{has} propose « {met_by} »"),
        "skill": ("{has} l’a et la partage", "{has} l’a, partage non déclaré"),
        "narrower": ("{has} a « {met_by} » et la partage", "{has} a « {met_by} », partage non déclaré"),
        "equipment": ("{has} partage « {met_by} »", "{has} dispose de « {met_by} », partage non déclaré"),
    },
    "en": {
        "offer": ("{has} offers “{met_by}”", "{has} offers “{met_by}”"),
        "skill": ("{has} has it and shares it", "{has} has it, sharing not declared"),
        "narrower": ("{has} has “{met_by}” and shares it", "{has} has “{met_by}”, sharing not declared"),
        "equipment": ("{has} shares “{met_by}”", "{has} has “{met_by}”, sharing not declared"),
    },
    "de": {
        "offer": ("{has} bietet „{met_by}“ an", "{has} bietet „{met_by}“ an"),
        "skill": ("{has} hat sie und teilt sie", "{has} hat sie, Teilen nicht angegeben"),
        "narrower": ("{has} hat „{met_by}“ und teilt sie", "{has} hat „{met_by}“, Teilen nicht angegeben"),
        "equipment": ("{has} teilt „{met_by}“", "{has} hat „{met_by}“, Teilen nicht angegeben"),
    },
}
"""What is declared to be shared, and what nobody said of."""
_BETWEEN = {"fr": " ; ", "en": "; ", "de": "; "}
_SAME_LEGAL_UNIT = {"fr": "même unité légale que", "en": "same legal unit as", "de": "gleiche rechtliche Einheit wie"}


def reason(
    kind: Kind, *, lacks: str, has: str, wanted: str, met_by: str, same: bool, shareable: bool | None, lang: str
) -> str:
    """The sentence; `same`: the skill that is held is the one that is lacked, and is named once."""
    form: _Form = "narrower" if kind == "skill" and not same else kind
    told, undeclared = _HAS[lang][form]
    text = _LACKS[lang][kind] + _BETWEEN[lang] + (told if shareable else undeclared) + "."
    return text.format(lacks=lacks, has=has, wanted=wanted, met_by=met_by)


def same_legal_unit(lang: str) -> str:
    """How two establishments of one legal unit are linked."""
    return _SAME_LEGAL_UNIT[lang]
