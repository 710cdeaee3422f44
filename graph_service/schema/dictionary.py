"""The data dictionary: what the graph holds, for people who read neither Turtle nor Python.

`python -m graph_service.schema.dictionary > docs/reference/dictionary.md` renders it anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graph_service.resources import folder
from graph_service.schema.model import EdgeType, GraphSchema, NodeType, Property, Words
from graph_service.schema.reader import TURTLE, load_schema
from graph_service.schema.terms import Ontology, read_ontology

_INTRODUCTION = """\
# Dictionnaire de données · Data dictionary

Rendu depuis `ontology/` par `python -m graph_service.schema.dictionary > docs/reference/dictionary.md` : on ne le
corrige pas à la main. · Rendered from `ontology/` by that command: it is not edited by hand.

Chaque nœud et chaque lien a un identifiant `id`. Un nœud *gardé* et un *fait* portent `audience` et `owner` : ne les
voit que qui en a le droit. · Each node and edge has an `id`. A *guarded* node and a *fact* carry `audience` and
`owner`: only those who may see them do.
"""


_RULES = """\
`ontology/shapes.ttl` les écrit, `sillon ontology shapes` les imprime en SHACL avec tout ce qui précède, et chaque ligne
chargée est vérifiée par elles. · `ontology/shapes.ttl` has them, `sillon ontology shapes` prints them as SHACL together
with all of the above, and each row that is loaded is checked by them.
"""


def dictionary(ontology: Path) -> str:
    """The whole dictionary as Markdown, French and English side by side. Raises BrokenPromise as the schema does."""
    schema, meaning = load_schema(ontology), read_ontology(ontology / TURTLE)
    return "\n".join(_lines(schema, meaning)) + "\n"


def _lines(schema: GraphSchema, meaning: Ontology) -> Iterator[str]:
    ranges = _ranges(schema)
    yield _INTRODUCTION
    yield f"Ontologie · Ontology: <{meaning.namespaces['sl']}>, version {meaning.version}, <{meaning.licence}>."
    yield "\n## Nœuds · Nodes"
    for _, node in sorted(schema.nodes.items()):
        yield from _node(node, meaning, ranges)
        if node.open_prefix:
            yield from _capabilities(node.open_prefix, schema)
    yield "\n## Liens de structure · Structural edges"
    for _, edge in sorted(schema.edges.items()):
        if not edge.fact:
            yield from _edge(edge, meaning, ranges)
    yield "\n## Faits · Facts"
    for _, edge in sorted(schema.edges.items()):
        if edge.fact:
            yield from _edge(edge, meaning, ranges)
    yield "\n## Propriétés communes · Common properties\n"
    yield from _properties(schema.common.values(), ranges)
    yield "\n## Valeurs · Values"
    for name, values in _schemes(schema):
        yield from _scheme(name, values)
    yield "\n## Règles · Rules\n"
    yield _RULES
    yield "| forme · shape | sur · about | règle · rule |"
    yield "|---|---|---|"
    for shape in schema.shapes:
        about = shape.target.term if shape.target else "–"
        yield f"| `sls:{shape.name}` | `{about}` | {_both(shape.messages)} |"
    yield "\n## Identifiants · Identifiers\n"
    yield "| préfixe · prefix | quoi · what | nœud · node | IRI |"
    yield "|---|---|---|---|"
    for name in schema.prefixes.names():
        prefix = schema.prefixes[name]
        label = schema.labels_by_prefix.get(name, "–")
        yield f"| `{name}:` | {prefix.label_fr} · {prefix.label_en} | {label} | `{prefix.iri}` |"


def _node(node: NodeType, meaning: Ontology, ranges: Words) -> Iterator[str]:
    traits = [
        *(["gardé · guarded"] if node.guarded else []),
        *(["tiré de ses notices · made from its records"] if node.shared else []),
        *(["hors de l'empreinte · not in the digest"] if node.history else []),
        *(["administrateurs · administrators"] if node.restricted else []),
    ]
    yield f"\n### {node.label}\n"
    yield from _words(node.labels, node.definitions)
    yield f"- `{node.class_iri}`{_aligned(node.class_iri, meaning)}"
    yield f"- id : {', '.join(f'`{prefix}:`' for prefix in node.prefixes)}"
    if traits:
        yield f"- {' ; '.join(traits)}"
    if node.open_prefix:
        yield f"- `{node.open_prefix}…` : `sl:capability`, float"
    yield ""
    yield from _properties(node.properties.values(), ranges)


def _capabilities(prefix: str, schema: GraphSchema) -> Iterator[str]:
    yield f"\nCapacités connues (`{prefix}…`) · known capabilities:\n"
    yield "| propriété · property | UCUM | libellé · label | définition · definition |"
    yield "|---|---|---|---|"
    for name, known in schema.capabilities.items():
        if name.startswith(prefix):
            yield f"| `{name}` | `{known.unit}` | {_both(known.labels)} | {_both(known.definitions)} |"


def _edge(edge: EdgeType, meaning: Ontology, ranges: Words) -> Iterator[str]:
    yield f"\n### {edge.type}\n"
    yield from _words(edge.labels, edge.definitions)
    yield f"- {' ; '.join(f'{start} → {end}' for start, end in edge.ends)}"
    yield f"- `{edge.predicate}`{_aligned(edge.predicate, meaning)}"
    yield f"- dans l'autre sens · the other way round: *{_both(edge.reverse)}*"
    if edge.narrower:
        yield f"- plus précis · narrower: {', '.join(edge.narrower)}"
    if edge.key:
        yield f"- distingué par · told apart by: {', '.join(edge.key)}"
    if edge.properties:
        yield ""
        yield from _properties(edge.properties.values(), ranges)


def _properties(properties: Iterable[Property], ranges: Words) -> Iterator[str]:
    yield "| propriété · property | type | libellé · label | définition · definition | prédicat · predicate |"
    yield "|---|---|---|---|---|"
    for known in properties:
        predicate = known.predicate + (f"@{known.lang}" if known.lang else "")
        cells = (
            f"`{known.name}`",
            _type(known) + ranges.get(known.predicate, ""),
            _both(known.labels),
            _both(known.definitions),
            f"`{predicate}`",
        )
        yield f"| {' | '.join(cells)} |"


def _ranges(schema: GraphSchema) -> dict[str, str]:
    """Predicate → from where to where its values go, after their type."""
    found: dict[str, str] = {}
    for shape in schema.shapes:
        limits = {constraint.kind: constraint.value for constraint in shape.constraints}
        low, high = (f"{limits[kind]:g}" if kind in limits else "" for kind in ("minInclusive", "maxInclusive"))
        if low and shape.path is not None:
            found[shape.path] = f", {low} … {high}" if high else f", ≥ {low}"
    return found


def _type(known: Property) -> str:
    if known.values:
        text = " / ".join(f"`{value}`" for value in known.values) if len(known.values) <= 6 else "code"
    elif known.refers_to:
        text = "id" if len(known.refers_to) > 3 else ", ".join(f"`{prefix}:`" for prefix in known.refers_to)
    else:
        text = known.datatype.partition(":")[2] if known.datatype.startswith("xsd:") else known.type
    return f"{text} (liste · list)" if known.many else text


def _schemes(schema: GraphSchema) -> list[tuple[str, Mapping[str, Words]]]:
    found: dict[str, Mapping[str, Words]] = {}
    owners: list[NodeType | EdgeType] = [*schema.nodes.values(), *schema.edges.values()]
    for known in [*schema.common.values(), *(item for owner in owners for item in owner.properties.values())]:
        if known.values:
            found.setdefault(known.name, known.values)
    return sorted(found.items())


def _scheme(name: str, values: Mapping[str, Words]) -> Iterator[str]:
    yield f"\n### `{name}`\n"
    yield "| valeur · value | français | English | Deutsch |"
    yield "|---|---|---|---|"
    for value, words in values.items():
        yield f"| `{value}` | {words['fr']} | {words['en']} | {words['de']} |"


def _words(labels: Words, definitions: Words) -> Iterator[str]:
    yield f"**{labels['fr']} · {labels['en']} · {labels['de']}**. {_both(definitions)}\n"


def _both(words: Words) -> str:
    return f"{words['fr']} · {words['en']}"


def _aligned(curie: str, meaning: Ontology) -> str:
    names = {"rdfs:subClassOf": "⊂", "rdfs:subPropertyOf": "⊂", "rdfs:seeAlso": "cf."}
    shown = [
        f"{names.get(relation, '≈')} {f'`{target}`' if not target.startswith('http') else f'<{target}>'}"
        for relation, target in meaning.terms[curie].aligned
    ]
    return f" ; {', '.join(shown)}" if shown else ""


if __name__ == "__main__":
    sys.stdout.write(dictionary(folder("ontology")))
