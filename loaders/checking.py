"""What can be said of a load as a whole: what retires, what follows, which rows have to be set aside after all."""

from __future__ import annotations

from graph_service.kernel.errors import DataErrors
from loaders import retiring
from loaders.ends import check_ends, narrow_stored
from loaders.hierarchy import check_hierarchy
from loaders.records import Asked, Told
from loaders.shared import Shared
from loaders.tally import Tally
from loaders.work import Work


def checked(work: Work, asked: Asked, *, retire_anyway: bool = False) -> Work:
    """Everything that follows from what is told, until no row is set aside any more."""
    _refuse_foreign(work)
    check_hierarchy(work)
    while True:
        before = work.tally.rejected
        work.told = {entry.key: entry for entry in work.tally.kept(work.told.values())}
        gone = retiring.not_told_any_more(work, asked) if work.snapshot else {}
        held = retiring.kept_for_rejected_rows(work, gone, anyway=retire_anyway)
        work.retired = {} if held else gone
        work.cascaded, work.removed, work.derived = {}, set(), {}
        for label in sorted({key[0] for key, stored in work.retired.items() if stored.kind == "node"}):
            work.remove(label, [key[1] for key, stored in work.retired.items() if key[0] == label])
        Shared(work).derive()
        check_ends(work)
        if work.tally.rejected == before:
            break
    narrow_stored(work)
    if held:
        retiring.hint_at_kept(work, len(gone))
    _hint_at_what_is_missing(work)
    _hint_at_unmapped(work.tally)
    return work


def _refuse_foreign(work: Work) -> None:
    """Set aside rows that tell a node which another source tells."""
    for label, kind in sorted(work.schema.nodes.items()):
        ids = [key[1] for key in work.told if key[0] == label]
        if not ids or kind.shared:
            continue
        holders = {i: work.stored[label, i].source for i in ids if (label, i) in work.stored}
        others = work.loading.nodes(label, [identifier for identifier in ids if identifier not in holders])
        holders |= {identifier: properties.get("source", "") for identifier, properties in others.items()}
        for identifier, holder in holders.items():
            entry = work.told[label, identifier]
            if holder != entry.source:
                work.tally.reject(
                    entry, identifier, f"déjà tenu par la source « {holder} »", f"held by the source “{holder}” already"
                )


def _leading_to(work: Work, prefixes: tuple[str, ...]) -> int:
    """How many of the edges that stay lead to something with one of these prefixes."""
    return sum(entry.kind == "edge" and entry.end[1].partition(":")[0] in prefixes for entry in work.told.values())


def _hint_at_unmapped(tally: Tally) -> None:
    """One sentence for all mappings to schemes that are not in the graph: they are right, and for later."""
    if not tally.unmapped:
        return
    count = tally.unmapped.total()
    tally.left_out["scheme_not_loaded"] = count
    names = ", ".join(f"{prefix} {number}" for prefix, number in sorted(tally.unmapped.items()))
    tally.hints.append(
        (
            f"Liens laissés de côté, leurs vocabulaires voisins n'étant pas chargés : {count} ({names}). "
            "Ils viendront si ce chargement est refait après le leur.",
            f"Mappings left out because their schemes are not loaded: {count} ({names}). "
            "They will come if this load is run again after theirs.",
        )
    )


def refuse_too_many(tally: Tally, told: Told, share: float) -> None:
    """Refuse a file of which more than this share of the rows is set aside. Raises DataErrors."""
    if told.rows == 0 or tally.rejected / told.rows <= share:
        return
    first = next(problem for problem in sorted(tally.problems, key=lambda p: p.line) if problem.rejected)
    many = tally.rejected > 1
    raise DataErrors(
        f"{tally.rejected} {'lignes' if many else 'ligne'} sur {told.rows} "
        f"{'ne peuvent pas être chargées' if many else 'ne peut pas être chargée'} ; rien n'a été écrit. "
        f"La première, ligne {first.line}, {first.column} = « {first.value} » : {first.fr.rstrip('.')}.",
        f"{tally.rejected} {'rows' if many else 'row'} of {told.rows} cannot be loaded; nothing was written. "
        f"The first, line {first.line}, {first.column} = “{first.value}”: {first.en.rstrip('.')}.",
        problems=[problem for problem in tally.problems if problem.rejected],
    )


def _hint_at_what_is_missing(work: Work) -> None:
    """When many rows, or most that name such a thing, miss the same kind of thing, say which source brings it."""
    missing = [problem.value.partition(":")[0] for problem in work.tally.problems if not problem.rejected]
    for prefixes, needed in ((("naf",), "nomenclature"), (("naf2025",), "naf2025"), (("insee",), "territories")):
        count = sum(missing.count(prefix) for prefix in prefixes)
        if count > 50 and (count > len(work.told) // 20 or count > _leading_to(work, prefixes)):
            work.tally.hints.append(
                (
                    f"{count} codes ne sont pas dans le graphe : chargez d'abord « sillon load {needed} ».",
                    f"{count} codes are not in the graph: run `sillon load {needed}` first.",
                )
            )
