"""Bringing data in: what can be loaded, and loading it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import jobs, options, printing
from graph_service.cli.words import DATA_HAS_ERRORS, number, sentence, word

if TYPE_CHECKING:
    from graph_service.client import ApiClient, Json

COUNTS = ("read", "new", "changed", "unchanged", "retired", "rejected")
SELDOM = ("cascaded", "duplicates", "expired", "narrowed")
_KINDS_SHOWN = 10
_LINES_SHOWN = 3


def sources(as_json: options.AsJson = False, data: options.Data = None) -> None:
    """What can be loaded, under which licence, and where to get it."""
    from graph_service.client import connect

    with connect(options.settings(data)) as api:
        found = api.get("/v1/sources")["data"]
    if as_json:
        printing.json_out(found)
        return
    for source in found:
        printing.line(f"{source['id']}: {source['title']} ({source['publisher']}, {source['licence']})")
        printing.line(f"    {source['how_to_get']}")
        printing.line(f"    {source['homepage']}")


def load(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="One of `sillon sources`.")],
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILE]...", help="Its files; some sources ship theirs.")
    ] = None,
    profile: Annotated[str | None, typer.Option(help="Which column names the file has.")] = None,
    epci: Annotated[
        list[str] | None, typer.Option(metavar="CURIE", help="Only this intercommunality (may be repeated).")
    ] = None,
    pole: Annotated[
        list[str] | None, typer.Option(metavar="NAME=epci:…,…", help="A pôle and its EPCIs (may be repeated).")
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of the extraction, of a file without dates.")
    ] = None,
    lang: Annotated[
        str | None, typer.Option(metavar="fr|en|de", help="Language of the names in a file that does not say it.")
    ] = None,
    retire_anyway: Annotated[
        bool, typer.Option("--retire-anyway", help="Retire what the file lacks, even much, even with rejected rows.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; write nothing.")] = False,
    as_json: options.AsJson = False,
    data: options.Data = None,
) -> None:
    """Load the file(s) of a source; the same file twice writes nothing the second time.

    Exit code 1 when the data has errors: the file was refused, or rows of it were set aside.
    """
    from graph_service.client import connect

    settings = options.settings(data)
    asked = {
        "source": source,
        "files": [str(_present(file)) for file in files or []],
        "profile": profile,
        "epci": _split(epci),
        "poles": pole or [],
        "date": date,
        "lang": lang,
        "retire_anyway": retire_anyway,
        "dry_run": dry_run,
    }
    with connect(settings) as api:
        report = run(api, asked)
    rejected = _set_aside(report, settings.data)
    if as_json:
        printing.json_out(report)
    else:
        show(report, dry_run=dry_run)
        if rejected is not None:
            printing.line(sentence(f"Lignes écartées : {rejected}", f"Rejected rows: {rejected}"))
    if report["rejected"]:
        raise typer.Exit(DATA_HAS_ERRORS)


def run(api: ApiClient, asked: Json) -> Json:
    """Start a load and wait for its report. Raises what it ended with."""
    return jobs.finished(api, api.post("/v1/loads", asked))


def show(report: Json, *, dry_run: bool = False) -> None:
    """The counts of a load, and its first problems."""
    printing.line(_counted({name: report[name] for name in COUNTS}))
    seldom = {name: report.get(name) or 0 for name in SELDOM} | report.get("left_out", {})
    if any(seldom.values()):
        printing.line(_counted({name: count for name, count in seldom.items() if count}))
    for hint in report.get("hints", []):
        printing.line(hint)
    written = report.get("load")
    if written is None or dry_run:
        printing.line(sentence("Rien n’a été écrit.", "Nothing was written."))
    else:
        printing.line(str(written))
    _show_problems(report.get("problems", []))


def _counted(counts: Mapping[str, int]) -> str:
    return "  ".join(f"{word(name)} {number(count)}" for name, count in counts.items())


def _show_problems(problems: list[Json]) -> None:
    """The kinds of problem, the most frequent first, each with its first lines."""
    kinds: dict[tuple[str, str], list[Json]] = {}
    for each in problems:
        kinds.setdefault((each["column"], each["reason"]), []).append(each)
    several = len({each.get("file") for each in problems}) > 1
    frequent = sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))
    for (column, reason), some in frequent[:_KINDS_SHOWN]:
        lines = ", ".join(_where(each, several) for each in some[:_LINES_SHOWN])
        more = ", …" if len(some) > _LINES_SHOWN else ""
        count = number(len(some))
        printing.line(
            sentence(
                f"  {count} × {column} : {reason} (ligne {lines}{more})",
                f"  {count} × {column}: {reason} (line {lines}{more})",
            )
        )
    if len(frequent) > _KINDS_SHOWN:
        others = number(len(frequent) - _KINDS_SHOWN)
        printing.line(
            sentence(f"  … {others} autres sortes de problèmes avec --json", f"  … {others} other kinds with --json")
        )


def _where(problem: Json, several: bool) -> str:
    """The line of a problem, behind its file when there are several."""
    file = problem.get("file")
    return f"{file}:{problem['line']}" if several and file else str(problem["line"])


def _set_aside(report: Json, folder: Path) -> Path | None:
    """Write the rejected rows of a load to a CSV of their own; its path, or None when there is none."""
    import csv

    rows = [each for each in report.get("problems", []) if each.get("rejected")]
    if not rows:
        return None
    name = str(report.get("load") or f"file-{report['file_digest'][:16]}").replace(":", "-")
    target = folder / "rejected" / f"{name}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([word(head) for head in ("file", "line", "column", "value", "reason")])
        writer.writerows(
            (each.get("file", ""), each["line"], each["column"], _inert(each["value"]), each["reason"]) for each in rows
        )
    return target


def _inert(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def _present(file: Path) -> Path:
    from graph_service.kernel.errors import WrongInput

    if not file.is_file():
        raise WrongInput(f"Il n’y a pas de fichier {file}.", f"There is no file {file}.", field="FILE")
    return file.resolve()


def _split(given: list[str] | None) -> list[str]:
    return [each.strip() for text in given or [] for each in text.split(",") if each.strip()]
