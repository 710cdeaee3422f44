"""Which rows of the table meet a filter: one mask per condition, so that a facet can leave its own out."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph_service.actors.models import ActorFilter
from graph_service.analysis.nearness import metres_from, within
from graph_service.kernel.errors import WrongInput
from graph_service.projection.actors import ActorTable
from graph_service.projection.columns import FactColumns, Ints, Mask
from graph_service.projection.usage import SECTOR_LINK

_NUMBER = re.compile(r"(?:siret:|siren:)?(\d{9}|\d{14})")


@dataclass(frozen=True, slots=True)
class Grounded:
    """Which facts count, per kind; None = all of them."""

    located: Mask | None
    active: Mask | None
    described: Mask | None


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows that meet a filter, and what is known of why."""

    masks: dict[str, Mask]
    """One mask per condition that was given."""
    grounded: Grounded
    scores: NDArray[np.float64] | None
    """How well each row answers `q`; None without `q`."""
    matched: dict[int, str]
    """Row → field that answers `q` best."""
    tagged: tuple[tuple[FactColumns, Mask], ...]
    """Facts, but those of sectors, that name the concept asked for, with those of them that count."""
    metres: NDArray[np.float64] | None
    """Distance of each row from `near`, NaN where nobody knows; None without `near`."""
    size: int

    def rows(self, *, without: str | None = None) -> Mask:
        """The rows that meet every condition (but the one named `without`)."""
        found = np.ones(self.size, dtype=bool)
        for name, mask in self.masks.items():
            if name != without:
                found &= mask
        return found


def select(table: ActorTable, asked: ActorFilter) -> Selection:
    """The rows of `table` that meet `asked`. Raises WrongInput for a sector or concept that no vocabulary has."""
    masks: dict[str, Mask] = {}
    grounded = _grounded(table, asked)
    if asked.basis or asked.min_confidence > 0:
        masks["basis"] = table.described.rows_with(grounded.described)
    if asked.sphere is not None:
        masks["sphere"] = table.spheres.equal(asked.sphere)
    if asked.workforce is not None:
        masks["workforce"] = table.workforces.equal(asked.workforce)
    if asked.sector is not None:
        masks["sector"] = _in_sector(table, asked, grounded.active)
    tagged: tuple[tuple[FactColumns, Mask], ...] = ()
    if asked.concept is not None:
        masks["concept"], tagged = _naming(table, asked, grounded.active)
    if asked.territory is not None:
        masks["territory"] = _in_territory(table, asked.territory, grounded.located)
    scores: NDArray[np.float64] | None = None
    matched: dict[int, str] = {}
    if asked.q is not None and asked.q.strip():
        scores, matched = _answering(table, asked.q)
        masks["q"] = scores > 0
    metres: NDArray[np.float64] | None = None
    if asked.near is not None:
        metres = metres_from(asked.near, table.lats, table.lons)
        masks["near"] = within(asked.near, asked.km, table.lats, table.lons, metres)
    return Selection(masks, grounded, scores, matched, tagged, metres, len(table))


def ordered(table: ActorTable, found: Selection) -> Ints:
    """The rows found: the nearest first, else the best answer to `q`, else by name; then by id."""
    rows = np.flatnonzero(found.rows()).astype(np.int32)
    if found.metres is not None:
        return rows[np.lexsort((rows, found.metres[rows]))]  # rows are numbered by id
    if found.scores is not None:
        return rows[np.lexsort((table.alphabetical[rows], -found.scores[rows].round(9)))]
    return rows[np.argsort(table.alphabetical[rows])]


def _grounded(table: ActorTable, asked: ActorFilter) -> Grounded:
    kinds = (table.located, table.active, table.described)
    return Grounded(*(columns.grounded(asked.basis, asked.min_confidence) for columns in kinds))


def _in_sector(table: ActorTable, asked: ActorFilter, grounded: Mask | None) -> Mask:
    number = table.concepts.number.get(str(asked.sector))
    if number is None:
        raise WrongInput(
            f"Le secteur {asked.sector} n'est dans aucun vocabulaire chargé.",
            f"The sector {asked.sector} is in no vocabulary that was loaded.",
            field="sector",
        )
    hit = _about(table, number, table.active, expand=asked.expand)
    return table.active.rows_with(hit if grounded is None else hit & grounded)


def _naming(
    table: ActorTable, asked: ActorFilter, grounded: Mask | None
) -> tuple[Mask, tuple[tuple[FactColumns, Mask], ...]]:
    """The rows with a fact that names the concept, and the facts that do."""
    number = table.concepts.number.get(str(asked.concept))
    if number is None:
        raise WrongInput(
            f"Le concept {asked.concept} n'est dans aucun vocabulaire chargé.",
            f"The concept {asked.concept} is in no vocabulary that was loaded.",
            field="concept",
        )
    rows = np.zeros(len(table), dtype=bool)
    if asked.link in (None, SECTOR_LINK):
        hit = _about(table, number, table.active, expand=asked.expand)
        rows |= table.active.rows_with(hit if grounded is None else hit & grounded)
    facts: list[tuple[FactColumns, Mask]] = []
    for link, columns in table.tagged.items():
        if asked.link in (None, link):
            hit = _about(table, number, columns, expand=asked.expand)
            counted = columns.grounded(asked.basis, asked.min_confidence)
            facts.append((columns, hit if counted is None else hit & counted))
            rows |= columns.rows_with(facts[-1][1])
    return rows, tuple(facts)


def _about(table: ActorTable, number: int, columns: FactColumns, *, expand: bool) -> Mask:
    """Which facts are about a concept, or what it took the place of; with `expand` about what lies below, too."""
    concepts = table.concepts
    current = concepts.current(number)
    if expand:
        return concepts.subtrees.holds(current, columns.ends)
    exact: Mask = np.isin(columns.ends, concepts.same(current))
    return exact


def _in_territory(table: ActorTable, territory: str, grounded: Mask | None) -> Mask:
    number = table.area_number.get(territory)
    holds = [commune for commune, above in table.area_holders.items() if number in above]
    hit = np.isin(table.located.ends, holds)
    return table.located.rows_with(hit if grounded is None else hit & grounded)


def _answering(table: ActorTable, q: str) -> tuple[NDArray[np.float64], dict[int, str]]:
    scores = np.zeros(len(table))
    matched: dict[int, str] = {}
    rows = _identified(table, q)
    if rows is not None:
        scores[rows] = 1.0
        return scores, dict.fromkeys(rows, "id")
    by_text = table.texts.scores(q)
    for place in np.flatnonzero(by_text).tolist():
        row, score = int(table.text_rows[place]), by_text[place]
        if score > scores[row]:
            scores[row], matched[row] = score, table.text_fields[place]
    return scores, matched


def _identified(table: ActorTable, q: str) -> list[int] | None:
    """The rows with this SIRET, with this SIREN, or with this id; None when `q` is none of these."""
    plain = q.strip()
    if plain in table.places:
        return [table.places[plain]]
    number = _NUMBER.fullmatch("".join(plain.split()).lower()) if len(plain) < 60 else None
    if number is None:
        return None
    beginning = f"siret:{number[1]}"
    first, last = bisect_left(table.ids, beginning), bisect_left(table.ids, beginning + "~")
    return list(range(first, last))
