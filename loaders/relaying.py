"""A file that says of each thing where it comes from: its sources stay, and so does how things came in before."""

from __future__ import annotations

from collections.abc import Mapping

from graph_service.kernel.errors import WrongInput
from loaders.entries import Entry, Key
from loaders.records import SourceModule
from loaders.work import Work


def sources_of(entries: Mapping[Key, Entry]) -> list[str]:
    """The sources that tell something, sorted."""
    return sorted({entry.source for entry in entries.values() if entry.source})


def check_place(entries: Mapping[Key, Entry], known: Mapping[str, SourceModule], *, demonstration: bool) -> None:
    """Each source of the file, as if it were loaded itself. Raises WrongInput."""
    for source in sources_of(entries):
        module = known.get(source)
        described = entries.get(("Source", f"source:{source}"))
        refuse_beside(
            source,
            names_people=described is not None and described.content.get("names_people") is True,
            fictitious=module is not None and module.SOURCE.fictitious,
            demonstration=demonstration,
        )


def refuse_beside(source: str, *, names_people: bool, fictitious: bool, demonstration: bool) -> None:
    """Fictitious actors never meet real firms. Raises WrongInput."""
    if demonstration and names_people:
        raise WrongInput(
            f"« {source} » nomme de vraies entreprises : cette source ne se charge pas dans la démonstration.",
            f"“{source}” names real firms: this source is not loaded into the demonstration.",
            field="source",
        )
    if fictitious and not demonstration:
        raise WrongInput(
            f"« {source} » est inventée : elle ne se charge que dans la démonstration (sillon demo).",
            f"“{source}” is invented: it is loaded into the demonstration only (sillon demo).",
            field="source",
        )


def adopt(work: Work) -> None:
    """What is there already keeps the snapshot that it belongs to. An edge whose id is that of another is set aside."""
    for key, stored in work.stored.items():
        entry = work.told.get(key)
        if entry is None:
            continue
        entry.profile, entry.partition = stored.profile, stored.partition
        if entry.kind == "edge" and (entry.start, entry.end) != (stored.start, stored.end):
            work.tally.reject(
                entry, entry.id, "cet identifiant est celui d'un autre lien", "this is the id of another edge"
            )
