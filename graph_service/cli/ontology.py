"""The ontology: is a vocabulary sound, what became of it, and what does a valid thing look like?"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_service.cli import options, printing, publishing
from graph_service.cli.words import DATA_HAS_ERRORS, language, sentence, word

if TYPE_CHECKING:
    from graph_service.schema.thesaurus.changes import Changes, Word
    from graph_service.schema.thesaurus.check import Report
    from graph_service.schema.thesaurus.findings import Finding

_PURPOSE = "Words and shapes: is a vocabulary sound, what became of it, what is a valid thing?"
_SHOWN = 3
"""First findings of each check that are told to a person."""
_CHANGES_SHOWN = 20
"""First words of each kind of change that are told to a person; the others with --json."""
_NAMED = 4
"""Resources of a finding that are named to a person."""

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=_PURPOSE)
app.command()(publishing.publish)


@app.callback()
def ontology() -> None:
    """Words and shapes: is a vocabulary sound, what became of it, what is a valid thing?"""


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


@app.command()
def changes(
    old: Annotated[
        Path | None,
        typer.Argument(
            metavar="[OLD]",
            help="An earlier release: its folder, or one file; without it, the IRIs that our last release published.",
        ),
    ] = None,
    new: Annotated[
        Path | None, typer.Argument(metavar="[NEW]", help="A later release; without it, our own schemes.")
    ] = None,
    as_json: options.AsJson = False,
) -> None:
    """What became of the words since an earlier release: added, given up for another, renamed, moved.

    Leaves with 1 when a word is gone: a published IRI stays for ever, at least to lead to what took its place.
    """
    from graph_service import resources
    from graph_service.schema.thesaurus import changes as told
    from graph_service.schema.thesaurus.terms import NAMESPACE

    ours = resources.folder("ontology")
    after = told.our_words(ours) if new is None else told.words_in(new, ours)
    if old is not None:
        found = told.changes(told.words_in(old, ours), after)
        since = str(old)
    else:
        since, iris = told.releases(ours)[-1]
        found = told.changes(told.by_iri_alone((iri for iri in iris if not iri.startswith(NAMESPACE)), after), after)
    if as_json:
        printing.json_out({"since": since, **found.as_json()})
    else:
        _show_changes(since, found, after)
    if found.gone:
        raise typer.Exit(DATA_HAS_ERRORS)


def _show_changes(since: str, found: Changes, after: Mapping[str, Word]) -> None:
    from graph_service.schema.thesaurus.findings import printable

    def called(iri: str) -> str:
        names = after[iri].names if iri in after else {}
        name = next((names[lang] for lang in (language(), "fr", "en") if lang in names), "")
        return f"{iri} ({name})" if name else iri

    kinds = {
        "added": [called(iri) for iri in found.added],
        "given up": [f"{iri} → {called(other) if other else '?'}" for iri, other in found.given_up],
        "renamed": [f"{iri} [{lang}] {old or '–'} → {new or '–'}" for iri, lang, old, new in found.relabelled],
        "moved": [f"{called(iri)}: {' '.join(old) or '–'} → {' '.join(new) or '–'}" for iri, old, new in found.moved],
        "gone": list(found.gone),
    }
    printing.line(sentence(f"Depuis {since} :", f"Since {since}:"))
    printing.table([word("change"), word("how many")], ([word(kind), len(lines)] for kind, lines in kinds.items()))
    for kind, lines in kinds.items():
        if lines:
            printing.line(f"\n{word(kind)}")
            for text in lines[:_CHANGES_SHOWN]:
                printing.line("  " + printable(text))
            if len(lines) > _CHANGES_SHOWN:
                printing.line("  …")


@app.command()
def shapes() -> None:
    """Write the shapes of all nodes, facts and links as SHACL on standard output, messages in French and English.

    What is loaded is checked by the same shapes; an export of the graph as Turtle can be checked by any tool for SHACL.
    """
    from graph_service import resources
    from graph_service.schema.reader import load_schema
    from graph_service.schema.shapes.turtle import as_turtle

    sys.stdout.buffer.write(as_turtle(load_schema(resources.folder("ontology"))).encode())
    sys.stdout.buffer.flush()


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
