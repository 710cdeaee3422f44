"""The command line: verbs in families, one module each; everything heavy is imported where it is used.

Exit codes: 0 done, 1 the data has errors, 2 wrong use, 3 the service cannot be reached.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from graph_service.cli import asking, demo, history, keys, loading, ontology, people, rdf, serving, state, suggesting
from graph_service.cli.words import INTERRUPTED, UNREACHABLE, exit_code, language, sentence
from graph_service.kernel.errors import SillonError, WrongInput

app = typer.Typer(
    name="sillon",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for _verb in (
    demo.demo,
    serving.serve,
    state.status,
    loading.sources,
    loading.load,
    history.loads,
    history.rollback,
    asking.ask,
    suggesting.suggest,
    asking.export,
    people.invite,
):
    app.command()(_verb)
app.add_typer(ontology.app, name="ontology")
app.add_typer(rdf.app)
app.add_typer(keys.app)
app.add_typer(people.app)


def _version(wanted: bool) -> None:
    if wanted:
        from graph_service import __version__

        sys.stdout.write(f"sillon {__version__}\n")
        raise typer.Exit


@app.callback()
def sillon(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """The knowledge graph of territorial value chains.

    Settings are SILLON_… variables; exit codes: 0 done, 1 the data has errors, 2 wrong use, 3 service unreachable.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one verb and leave with its exit code; an error is one sentence, never a trace."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        _check_unicode(given)
        app(args=given)
    except SillonError as error:
        _fail(error.detail(language()), exit_code(error))
    except KeyboardInterrupt:
        _fail(sentence("Interrompu.", "Interrupted."), INTERRUPTED)
    except Exception as error:
        if os.environ.get("SILLON_LOG") == "debug":
            raise
        what = f"{type(error).__name__}: {error}"
        _fail(
            sentence(
                f"Erreur imprévue ({what}). SILLON_LOG=debug en montre le détail.",
                f"Unforeseen error ({what}). SILLON_LOG=debug shows its detail.",
            ),
            UNREACHABLE,
        )
    sys.exit(0)


def _check_unicode(arguments: Sequence[str]) -> None:
    """Refuse what no terminal of this encoding types: it could be neither stored nor sent nor printed."""
    for place, argument in enumerate(arguments, start=1):
        if any("\ud800" <= sign <= "\udfff" for sign in argument):
            shown = argument.encode("utf-8", "replace").decode()
            raise WrongInput(
                f"L'argument {place} (« {shown} ») n'est pas un texte correct : réécrivez-le en UTF-8.",
                f"Argument {place} (“{shown}”) is not a well-formed text: write it in UTF-8.",
            )


def _fail(text: str, code: int) -> NoReturn:
    sys.stderr.write(f"sillon: {text}\n")
    sys.exit(code)
