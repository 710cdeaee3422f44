"""ESCO's skills in French, and what people type of their names: with one slip in it."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from random import Random

from rapidfuzz import process
from rapidfuzz.distance import OSA

from benchmarks.harness import NotMeasuredError
from graph_service.analysis.text import fold, tokens
from graph_service.projection.concepts import ConceptTree
from graph_service.projection.queries import Names

SKILLS = Path(__file__).parents[2] / "shared" / "data" / "skills" / "skills_fr.csv"
"""As ESCO publishes them; it lies beside the checkout."""
QUERIES = 500
_SEED = 39
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LONG = 5
"""Letters of a word in which somebody slips."""


def skills() -> list[tuple[str, list[str]]]:
    """Each skill with its names, the preferred one first. Raises NotMeasuredError."""
    if not SKILLS.is_file():
        raise NotMeasuredError(f"ESCO's skills are not there: {SKILLS.name} in ../shared/data/skills")
    with SKILLS.open(encoding="utf-8", newline="") as file:
        return [
            (
                "esco:" + row["conceptUri"].rpartition("/")[2],
                list(dict.fromkeys(filter(None, (row["preferredLabel"], *row["altLabels"].split("\n"))))),
            )
            for row in csv.DictReader(file)
        ]


def tree(told: list[tuple[str, list[str]]]) -> ConceptTree:
    """The skills as the service keeps them."""
    nothing = [""] * len(told)
    row = Names(
        scheme="scheme:esco",
        concepts=[skill for skill, _ in told],
        labels_fr=[names[0] for _, names in told],
        labels_en=nothing,
        labels_de=nothing,
        notations=nothing,
        alternatives=["".join(f"{name}\n" for name in names[1:]) for _, names in told],
        replacements=nothing,
    )
    return ConceptTree([row], [])


def queries(told: list[tuple[str, list[str]]]) -> list[tuple[str, str]]:
    """What is typed, and the skill that is meant: 500 names with one letter lost, doubled, changed or swapped.

    Names of two words and more that one skill alone has. The slip is in a word of five letters or more and makes a word
    that no name has; no name of another skill is within two slips of what is typed, so that one answer is right.
    """
    draw = Random(_SEED)
    folded = [(skill, fold(name)) for skill, names in told for name in names]
    known = {word for _, name in folded for word in tokens(name)}
    once = Counter(name for _, name in folded)
    texts = [name for _, name in folded]
    made: list[tuple[str, str]] = []
    for skill, name in draw.sample(folded, len(folded)):
        long = [word for word in tokens(name) if len(word) >= _LONG and word.isalpha()]
        if once[name] > 1 or len(name.split()) < 2 or not long:
            continue
        word = draw.choice(long)
        slipped = _slip(word, draw)
        typed = name.replace(word, slipped, 1)
        near = process.extract(typed, texts, scorer=OSA.distance, score_cutoff=2, limit=None)
        if slipped not in known and {folded[place][0] for _, _, place in near} == {skill}:
            made.append((typed, skill))
        if len(made) == QUERIES:
            return made
    raise NotMeasuredError(f"only {len(made)} of {QUERIES} queries could be made")


def _slip(word: str, draw: Random) -> str:
    at = draw.randrange(1, len(word) - 1)
    other = draw.choice(_LETTERS.replace(word[at], ""))
    return draw.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + other + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
