"""What is typed with a slip in it, among the names of ESCO's 13,000 skills: the ten best, 500 times.

The peer is `process.extract` of rapidfuzz over all names, folded beforehand, with the scorer that it takes by itself
(WRatio): the one that finds a name by some of its words, as people type them. The floor compares whole names only.
Every contender's first answer is the skill that was meant.
"""

from __future__ import annotations

from benchmarks.harness import Contender, Task

_GIVEN = """
from benchmarks.typed import queries, skills, tree
told = skills()
asked = queries(told)
meant = [skill for _, skill in asked]
"""
_PEER = f"""{_GIVEN}
from rapidfuzz import fuzz, process
from graph_service.analysis.text import fold
owners = [skill for skill, names in told for _ in names]
texts = [fold(name) for _, names in told for name in names]
"""
_ANSWER = "answer = [found == meant, found]"


def _extract(scorer: str) -> str:
    return (
        f"found = [owners[process.extract(typed, texts, scorer=fuzz.{scorer}, limit=10)[0][2]] for typed, _ in asked]"
    )


TASK = Task(
    name="500 suggestions of ESCO skills, typed with a slip",
    ours=Contender(
        "sillon",
        'found = [known.ids[known.answering(typed, "scheme:esco", limit=10)[0].number] for typed, _ in asked]',
        f"{_GIVEN}\nknown = tree(told)\nknown.holds('scheme:esco')",
        _ANSWER,
    ),
    peer=Contender("rapidfuzz WRatio", _extract("WRatio"), _PEER, _ANSWER),
    floor=Contender("rapidfuzz ratio", _extract("ratio"), _PEER, _ANSWER),
    target=20.0,
    promise="peer/ours at least",
    rounds=3,
)
