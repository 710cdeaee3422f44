"""Concepts by what somebody wrote: is one that he means among the first three?

Ours, and the plain overlap of words with labels and other names, on three sets of sentences about the schemes that
ship: those that the ranking was tuned on; those that others wrote without seeing it, and that were read when examples
were added to the schemes; and those that others wrote afterwards, which nobody who tunes has read.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from graph_service.analysis.text import tokens
from graph_service.analysis.text.sentences import SentenceIndex, Texts
from loaders.records import Asked, Edge, Node
from loaders.sources import schemes

FIRST = 3
"""How many concepts somebody looks at."""
AT_LEAST, TIMES = 0.8, 2.0
"""What is promised on the sentences of others: this share found, and so many times that of the plain overlap."""
HELD_OUT = "held_out_sentences"
SETS = ("tuning_sentences", "seen_sentences", HELD_OUT)

Ranking = Callable[[str, Sequence[str]], list[str]]
"""From a text and the schemes to look in, the ids of concepts, the best first."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What somebody wrote, where to look, and the concepts that are right."""

    text: str
    schemes: tuple[str, ...]
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recall:
    """How often a right concept is among the first three, from 0 to 1, by ours and by two kinds of plain overlap."""

    sentences: str
    number: int
    ours: float
    shared: float
    """Ranked by the number of words shared with the best name, then by id."""
    jaccard: float
    """Ranked by that number over the number of words in either."""

    @property
    def ratio(self) -> float:
        """Ours over the better overlap."""
        return self.ours / max(self.shared, self.jaccard)

    @property
    def kept(self) -> bool:
        """Whether the promise holds; nothing is promised of what was tuned on, or seen."""
        return self.sentences != HELD_OUT or (self.ours >= AT_LEAST and self.ratio >= TIMES)


def sentences(name: str) -> list[Sentence]:
    """The sentences of data/<name>.json."""
    path = Path(__file__).with_name("data") / f"{name}.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    return [Sentence(each["text"], tuple(each["schemes"]), tuple(each["expected"])) for each in told]


@cache
def shipped() -> tuple[Texts, ...]:
    """What the schemes that ship tell of each concept in French, by id."""
    concepts: dict[str, Node] = {}
    above: dict[str, list[str]] = {}
    for record in schemes.tell(Asked()).records:
        if isinstance(record, Node) and record.label == "Concept":
            concepts[record.id] = record
        elif isinstance(record, Edge) and record.type == "BROADER":
            above.setdefault(record.start[1], []).append(record.end[1])
    names = {id_: _names(node) for id_, node in concepts.items()}
    return tuple(
        Texts(
            id_,
            names[id_],
            (
                *filter(None, (concepts[id_].properties.get("definition_fr"),)),
                *concepts[id_].properties.get("example_fr", ()),
            ),
            tuple(name for broader in sorted(above.get(id_, ())) for name in names[broader]),
        )
        for id_ in sorted(concepts)
    )


def _names(node: Node) -> tuple[str, ...]:
    return (str(node.properties["label_fr"]), *node.properties.get("alt_fr", ()))


@cache
def _index() -> SentenceIndex:
    return SentenceIndex(shipped())


def ours(text: str, wanted: Sequence[str]) -> list[str]:
    """The ranking of the service."""
    among = np.array([texts.id.partition(":")[0] in wanted for texts in shipped()])
    return [shipped()[found.number].id for found in _index().meant(text, among, limit=FIRST)]


def overlap(*, jaccard: bool) -> Ranking:
    """Plain overlap: folded words, as sets, of the text and of each name; the best name counts, nothing else does."""
    words = {texts.id: [set(tokens(name)) for name in texts.names] for texts in shipped()}

    def ranked(text: str, wanted: Sequence[str]) -> list[str]:
        asked = set(tokens(text))

        def score(id_: str) -> float:
            shared = [(len(asked & name), len(asked | name)) for name in words[id_]]
            return max(both / either if jaccard else both for both, either in shared)

        scores = {id_: score(id_) for id_ in words if id_.partition(":")[0] in wanted}
        return sorted((id_ for id_, found in scores.items() if found), key=lambda id_: (-scores[id_], id_))[:FIRST]

    return ranked


def share_found(ranking: Ranking, told: Sequence[Sentence]) -> float:
    """In how many of the sentences a right concept is among the first three, from 0 to 1."""
    met = [bool({*ranking(each.text, each.schemes)[:FIRST]} & {*each.expected}) for each in told]
    return sum(met) / len(met)


def measured(name: str) -> Recall:
    """The shares of one set of sentences."""
    told = sentences(name)
    by_number, by_share = overlap(jaccard=False), overlap(jaccard=True)
    return Recall(name, len(told), share_found(ours, told), share_found(by_number, told), share_found(by_share, told))


def table(results: Sequence[Recall]) -> str:
    """The results as a Markdown table."""
    lines = [
        "| sentences | how many | ours | words shared | Jaccard | ratio | promised | kept |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for each in results:
        held_out = each.sentences == HELD_OUT
        promised = f"at least {AT_LEAST:g} and {TIMES:g} times the overlap" if held_out else "–"
        kept = "–" if not held_out else "yes" if each.kept else "NO"
        lines.append(
            f"| {each.sentences.replace('_', ' ')} | {each.number} | {each.ours:.3f} | {each.shared:.3f} "
            f"| {each.jaccard:.3f} | {each.ratio:.2f} | {promised} | {kept} |"
        )
    return "\n".join(lines) + "\n"
