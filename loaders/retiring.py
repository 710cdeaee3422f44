"""What a snapshot may take away: not what a cut-off file lacks, and nothing while rows of it are set aside.

A file that was cut short looks like one that says less, and a rejected row no longer says what it said before. Both
would retire what is still true, so both wait until somebody insists.
"""

from __future__ import annotations

from graph_service.kernel.errors import DataErrors
from graph_service.store.changes import Stored
from loaders.entries import Key
from loaders.records import Asked
from loaders.work import Work

MAX_SHARE = 0.2
"""Share of what a snapshot told before above which its retirement has to be wanted."""
FEW = 100
"""Nodes and links that may always go: a small list changes by more than a fifth."""

_FLAG = "--retire-anyway"


def not_told_any_more(work: Work, asked: Asked) -> dict[Key, Stored]:
    """What this snapshot told before and does not tell now."""
    return {
        key: stored for key, stored in work.stored.items() if key not in work.told and _in_snapshot(work, stored, asked)
    }


def kept_for_rejected_rows(work: Work, gone: dict[Key, Stored], *, anyway: bool) -> bool:
    """Whether nothing retires because rows were set aside: any of them may be what the file seems to lack."""
    return bool(gone) and work.tally.rejected > 0 and not anyway


def hint_at_kept(work: Work, kept: int) -> None:
    """Say that nothing was retired, and how to insist."""
    count = work.tally.rejected
    work.tally.hints.append(
        (
            f"{kept} éléments que le fichier ne dit plus sont gardés, car {count} de ses lignes sont mises de côté : "
            f"corrigez-les, ou retirez quand même avec {_FLAG}.",
            f"{kept} items that the file no longer tells are kept, because {count} of its rows are set aside: "
            f"correct them, or retire anyway with {_FLAG}.",
        )
    )


def refuse_or_hint_at_many(work: Work, asked: Asked, *, anyway: bool, dry_run: bool) -> None:
    """Refuse to retire a large part of a snapshot (a dry run says so only). Raises DataErrors; nothing was written."""
    going = len(work.retired)
    before = sum(_in_snapshot(work, stored, asked) for stored in work.stored.values())
    if anyway or going <= FEW or going <= MAX_SHARE * before:
        return
    fr = f"{going} des {before} éléments dits avant par cette source ne sont plus dans le fichier"
    en = f"{going} of the {before} items that this source told before are not in the file any more"
    if dry_run:
        work.tally.hints.append((f"{fr} : il faudra {_FLAG}.", f"{en}: {_FLAG} will be needed."))
        return
    raise DataErrors(
        f"{fr} ; rien n'a été écrit. S'il n'est pas tronqué, insistez avec {_FLAG}.",
        f"{en}; nothing was written. If it was not cut short, insist with {_FLAG}.",
    )


def _in_snapshot(work: Work, stored: Stored, asked: Asked) -> bool:
    inside = all(part is None or stored.partition in part for part in (asked.communes, work.parts))
    return inside and stored.profile == asked.profile
