"""Who is in the invented town: the ids of its actors."""

from __future__ import annotations

from benchmarks.made import checked
from graph_service.kernel.identifiers import told_id


def siren(number: int) -> str:
    """Nine digits with a right key, beginning with 99 and `number`."""
    return checked(f"99{number:06d}")


def siret(unit: int, number: int) -> str:
    """The id of an establishment of a legal unit."""
    return "siret:" + checked(f"{siren(unit)}{number:04d}")


FOUNDRY, WORKSHOP = siret(1, 1), siret(1, 2)
SAWMILL, BAKERY, COUNCIL, SECRET = siret(2, 1), siret(3, 1), siret(4, 1), siret(5, 1)
LABORATORY = str(told_id("sl-actor", "survey", "laboratoire des alliages"))
CLUB = str(told_id("sl-actor", "survey", "club du bois"))
GROUP = "group:wood"
