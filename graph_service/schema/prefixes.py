"""What each prefix of an identifier means: prefixes.toml."""

from __future__ import annotations

import re
from pathlib import Path

from graph_service.kernel.identifiers import NORMALISERS, Prefix, PrefixTable
from graph_service.schema.contradictions import broken
from graph_service.schema.entries import known_keys, read_toml

PREFIXES = "prefixes.toml"


def read_prefixes(path: Path) -> PrefixTable:
    """All prefixes of the file. Raises BrokenPromise for an entry that cannot be used, or two that collide."""
    found: dict[str, Prefix] = {}
    by_iri: dict[str, str] = {}
    for name, entry in read_toml(path).items():
        where = f"[{name}]"
        known_keys(PREFIXES, where, entry, {"iri", "also", "pattern", "normalise", "label"})
        for key in ("iri", "pattern", "label"):
            if key not in entry:
                raise broken(PREFIXES, where, f"no {key}", "Add it")
        for iri in (entry["iri"], *entry.get("also", ())):
            if not re.fullmatch(r"https?://(\S+[/#])?", iri):
                raise broken(PREFIXES, where, f"{iri} is not the beginning of an IRI", "End it with / or #")
        if entry["iri"] in by_iri:
            raise broken(PREFIXES, where, f"the IRI is that of [{by_iri[entry['iri']]}] too", "Change one of them")
        normaliser = entry.get("normalise", "trim")
        if normaliser not in NORMALISERS:
            raise broken(PREFIXES, where, f"no normaliser “{normaliser}”", f"Use one of {', '.join(NORMALISERS)}")
        try:
            pattern = re.compile(entry["pattern"], re.ASCII)
        except re.error as wrong:
            raise broken(PREFIXES, where, f"the pattern is no regular expression ({wrong})", "Correct it") from None
        for lang in ("fr", "en"):
            if lang not in entry["label"]:
                raise broken(PREFIXES, where, f"no label in {lang}", "Add it")
        by_iri[entry["iri"]] = name
        words = entry["label"]["fr"], entry["label"]["en"]
        found[name] = Prefix(
            name, entry["iri"], pattern, NORMALISERS[normaliser], *words, also=tuple(entry.get("also", ()))
        )
    return PrefixTable(found)
