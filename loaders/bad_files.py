"""What is said of a file that cannot be read: one sentence each, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from graph_service.kernel.errors import DataErrors

_SHOWN = 12


def empty(name: str) -> DataErrors:
    """Nothing in it."""
    return DataErrors(f"{name} est vide.", f"{name} is empty.", file=name)


def only_titles(name: str) -> DataErrors:
    """A header and nothing below."""
    return DataErrors(
        f"{name} n'a que sa ligne de titres : aucune donnée à charger.",
        f"{name} has nothing but its header: there is no data to load.",
        file=name,
    )


def binary(name: str, what: str | None) -> DataErrors:
    """Not a text; `what` is its kind when we know it."""
    kind_fr = f" ({what})" if what else ""
    return DataErrors(
        f"{name} n'est pas un fichier de données lisible{kind_fr} : on attend du CSV, du JSON ou du Parquet.",
        f"{name} is not a data file that can be read{kind_fr}: CSV, JSON or Parquet is expected.",
        file=name,
    )


def broken(name: str, what: str, line: int | None = None) -> DataErrors:
    """A file that breaks off or contradicts its own format."""
    where_fr = f", ligne {line}" if line else ""
    where_en = f", line {line}" if line else ""
    return DataErrors(
        f"{name}{where_fr} : le fichier est abîmé ou mal formé ({what}).",
        f"{name}{where_en}: the file is damaged or malformed ({what}).",
        file=name,
        line=line,
    )


def too_many_cells(name: str, line: int, found: int, wanted: int) -> DataErrors:
    """A line that has more cells than there are titles."""
    return DataErrors(
        f"{name}, ligne {line} : {found} cellules pour {wanted} titres ; il manque sans doute des guillemets.",
        f"{name}, line {line}: {found} cells for {wanted} titles; quotes are probably missing.",
        file=name,
        line=line,
    )


def wrong_separator(name: str, header: str) -> DataErrors:
    """One single column where several are needed."""
    shown = header if len(header) <= 60 else header[:60] + "…"
    return DataErrors(
        f"{name} n'a qu'une colonne, « {shown} » : les colonnes doivent être séparées par une virgule, "
        "un point-virgule ou une tabulation.",
        f"{name} has one column only, “{shown}”: columns must be separated by a comma, a semicolon or a tab.",
        file=name,
    )


def missing_columns(name: str, missing: Sequence[str], present: Sequence[str]) -> DataErrors:
    """Columns that are needed and not there, each with the nearest that is."""
    fr, en = [], []
    for column in missing:
        lowered = {each.casefold(): each for each in present}
        near = get_close_matches(column.casefold(), list(lowered), n=1, cutoff=0.5)
        fr.append(f"« {column} »" + (f" (la plus proche : « {lowered[near[0]]} »)" if near else ""))
        en.append(f"“{column}”" + (f" (the nearest: “{lowered[near[0]]}”)" if near else ""))
    listed = ", ".join(present[:_SHOWN]) + (" …" if len(present) > _SHOWN else "")
    many = len(missing) > 1
    return DataErrors(
        f"Dans {name}, il manque {'les colonnes' if many else 'la colonne'} {', '.join(fr)}. "
        f"Colonnes présentes : {listed}.",
        f"{name} lacks the {'columns' if many else 'column'} {', '.join(en)}. Columns that are there: {listed}.",
        file=name,
        field=missing[0],
    )


def too_large(name: str, limit_mb: int) -> DataErrors:
    """A compressed file that unpacks beyond what we take into memory."""
    return DataErrors(
        f"{name} dépasse {limit_mb} Mo une fois décompressé : décompressez-le d'abord.",
        f"{name} unpacks to more than {limit_mb} MB: unpack it first.",
        file=name,
    )


def larger(name: str, limit_mb: int) -> DataErrors:
    """A file that is larger than any of its kind."""
    return DataErrors(
        f"{name} dépasse {limit_mb} Mo : ce n'est pas un fichier de cette source.",
        f"{name} has more than {limit_mb} MB: it is no file of this source.",
        file=name,
    )


def damaged(name: str, line: int) -> DataErrors:
    """A text in UTF-8 with some bytes of another encoding."""
    return DataErrors(
        f"{name}, ligne {line} : le fichier est en UTF-8, mais pas cette ligne ; enregistrez-le tout en UTF-8.",
        f"{name}, line {line}: the file is in UTF-8, but this line is not; save the whole of it in UTF-8.",
        file=name,
        line=line,
    )
