"""Words: is a vocabulary sound?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import options, printing
from graph_service.cli.words import DATA_HAS_ERRORS, sentence, word

if TYPE_CHECKING:
    from graph_service.schema.thesaurus.check import Report
    from graph_service.schema.thesaurus.findings import Finding

_SHOWN = 3
"""First findings of each check that are told to a person."""
_NAMED = 4
"""Resources of a finding that are named to a person."""

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Words: is a vocabulary sound?")


@app.callback()
def ontology() -> None:
    """Words: is a vocabulary sound?"""


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILE]...",
            help="SKOS in any form of RDF, checked together as one vocabulary; without any, our own schemes.",
        ),
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """What is wrong with a SKOS vocabulary: integrity, labels, languages, structure, links.

    Leaves with 1 when something is found; for our own schemes, when a count differs from what ontology/quality.toml
    allows, in either direction.
    """
    from graph_service import resources
    from graph_service.schema.thesaurus.check import check_files, check_ours

    report = check_files(files) if files else check_ours(resources.folder("ontology"))
    if as_json:
        printing.json_out(report.as_json())
    else:
        _show(report, ours=not files)
    unexpected = report.unexpected()
    for name, (found, allowed) in {} if files else unexpected.items():
        printing.aside(
            sentence(
                f"{name} : {found} trouvés, {allowed} permis par ontology/quality.toml.",
                f"{name}: {found} found, {allowed} allowed by ontology/quality.toml.",
            )
        )
    if unexpected:
        raise typer.Exit(DATA_HAS_ERRORS)


def _show(report: Report, *, ours: bool) -> None:
    heads = ["check", "how many", *(["allowed"] if ours else [])]
    printing.table(
        [word(head) for head in heads],
        ([name, len(found), *([report.allowed.get(name, 0)] if ours else [])] for name, found in report.found.items()),
    )
    for name, found in report.found.items():
        if found:
            printing.line(f"\n{name}")
            for finding in found[:_SHOWN]:
                printing.line("  " + _told(finding))
            if len(found) > _SHOWN:
                printing.line("  …")


def _told(finding: Finding) -> str:
    from graph_service.schema.thesaurus.findings import printable

    file, line = finding.place
    iris = " ".join([*finding.iris[:_NAMED], *(["…"] if len(finding.iris) > _NAMED else [])])
    return printable(" ".join(filter(None, (f"{file}:{line}", iris, finding.says))))
