"""Occupations and skills of France: ROME, from the XML files of its publisher.

reads   unix_referentiel_code_rome: code_rome, libelle;
        unix_referentiel_competence: code_ogr, libelle, libelle_competence
yields  ConceptScheme and Concept nodes; IN_SCHEME edges, BROADER edges from a skill to its kind

An occupation is rome:K1201, a skill rome:100007, its OGR code. All files of one command are one snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from graph_service.analysis.text import search_text, tokens
from graph_service.kernel.errors import DataErrors, WrongInput
from loaders import readers, texts, xml_items
from loaders.concept_records import Place, Scheme, link, placed, scheme_node
from loaders.records import Asked, Edge, Node, Record, RowProblem, Source, Told
from loaders.xml_items import Item

SOURCE = Source(
    id="rome",
    title="Répertoire opérationnel des métiers et des emplois (ROME)",
    publisher="France Travail",
    licence="Licence Ouverte 2.0",
    homepage="https://www.data.gouv.fr/fr/datasets/repertoire-operationnel-des-metiers-et-des-emplois-rome/",
    how_to_get="Les fichiers XML du ROME sur data.gouv.fr, dans l'un ou l'autre encodage : "
    "sillon load rome unix_referentiel_code_rome_….xml unix_referentiel_competence_….xml",
)
SCHEME = Scheme(
    "rome",
    {
        "fr": "Répertoire opérationnel des métiers et des emplois",
        "en": "French register of occupations and jobs (ROME)",
        "de": "Französisches Verzeichnis der Berufe und Stellen (ROME)",
    },
)
PROFILES: Sequence[str] = ()
DEFAULT_PROFILE = ""
OPTIONS: Sequence[str] = ()

_OCCUPATION, _SKILL, _KIND, _LABEL = "code_rome", "code_ogr", "libelle_competence", "libelle"


def tell(asked: Asked) -> Told:
    """All that the files say. Raises DataErrors, WrongInput."""
    if not asked.files:
        raise WrongInput(
            "Donnez les fichiers XML du ROME : sillon load rome unix_referentiel_code_rome_….xml …",
            "Give the XML files of ROME: sillon load rome unix_referentiel_code_rome_….xml …",
            field="files",
        )
    read, notes = {}, []
    for path in asked.files:
        items, note = xml_items.read(path.name, readers.content(path, xml_items.LIMIT))
        if not any({_OCCUPATION, _KIND} & item.texts.keys() for item in items):
            raise DataErrors(
                f"{path.name} n'est ni le fichier des codes ROME, ni celui des compétences (OGR).",
                f"{path.name} is a file of neither the codes of ROME nor its skills (OGR).",
                file=path.name,
            )
        read[path.name] = items
        notes.append((path.name, note))
    count = sum(map(len, read.values()))
    return Told(count, records(read.items()), asked.files, texts.encoding_hints(notes))


def records(files: Iterable[tuple[str, Sequence[Item]]]) -> Iterator[Record]:
    """Turn the items of each file (its name, its items) into records."""
    yield scheme_node(SCHEME)
    kinds: dict[str, str] = {}
    for file, items in files:
        for item in items:
            column = _OCCUPATION if _OCCUPATION in item.texts else _SKILL
            code, label, place = item.texts.get(column), item.texts.get(_LABEL), Place(item.line, file, column)
            if not code or not label:
                empty = _LABEL if code else column
                yield RowProblem(item.line, empty, "", "élément vide", "empty element", rejected=True, file=file)
                continue
            yield from _concept(f"rome:{code}", label, code, place)
            kind = item.texts.get(_KIND)
            if kind and column == _SKILL:
                above = f"rome:{''.join(tokens(kind)).upper()}"
                if above not in kinds:
                    kinds[above] = kind
                    yield from _concept(above, kind.capitalize() if kind.isupper() else kind, None, place)
                yield link("BROADER", f"rome:{code}", above, Place(item.line, file, _KIND))


def _concept(identifier: str, label: str, code: str | None, place: Place) -> Iterator[Node | Edge]:
    said = {"label_fr": label, "notation": code, "search_text": search_text(label, code)}
    return placed(SCHEME, identifier, said, place)
