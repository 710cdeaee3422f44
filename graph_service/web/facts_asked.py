"""Which facts count for a reader: the bases he ticked, how sure they must be, and both in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Final

from graph_service.locale import Texts
from graph_service.web.address import BASIS, Params
from graph_service.web.page import Visit

BASES: Final = ("declared", "observed", "inferred")
SHARES: Final = (0.5, 0.75, 0.9)
"""Confidences that a form offers; any other comes by the address."""
CONFIDENCE: Final = "min_confidence"


def bases_asked(visit: Visit) -> tuple[str, ...]:
    """The bases that count; none: all."""
    given = visit.request.query_params.getlist(BASIS)
    return tuple(basis for basis in BASES if basis in given)


def confidence_asked(visit: Visit, wrong: dict[str, str]) -> float:
    """The confidence that facts must reach; of what is none, 0 and a sentence in `wrong`."""
    text = visit.asked(CONFIDENCE)[:300]
    try:
        share = float(text.replace(",", ".")) if text else 0.0
    except ValueError:
        share = -1.0
    if not isfinite(share) or not 0 <= share <= 1:
        wrong[CONFIDENCE] = visit.t("list.wrong_min_confidence")
        return 0.0
    return share


def facts_params(basis: Sequence[str], min_confidence: float) -> Params:
    """Both as they stand in addresses, ours and the API's."""
    sure = ((CONFIDENCE, f"{min_confidence:.12g}"),) if min_confidence else ()
    return (*((BASIS, each) for each in basis), *sure)


def shares(min_confidence: float) -> list[float]:
    """The confidences to choose from, the one that was chosen among them."""
    return sorted({*SHARES, *((min_confidence,) if min_confidence else ())})


def kind_of_fact(t: Texts, basis: Sequence[str], min_confidence: float) -> str:
    """Which facts count, to be said after « aucun »: « fait déclaré », « fait sûr à au moins 80 % ». All: empty."""
    share = t.percent(min_confidence)
    named = [t(f"chain.fact_{each}") for each in basis]
    kinds = t("chain.fact_or", first=", ".join(named[:-1]), last=named[-1]) if len(named) > 1 else "".join(named)
    if kinds and min_confidence:
        return t("chain.kind_sure", kinds=kinds, share=share)
    if kinds:
        return t("chain.kind", kinds=kinds)
    return t("chain.sure", share=share) if min_confidence else ""
