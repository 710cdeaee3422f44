"""What follows from what is stored: the rules of cypher/rules/, run inside the transaction that changed their premises.

A rule runs once per level (analysts, members, public) on what that level sees, groups and private facts left out; a
narrower view asks only about the actors of whom a wider one derived something. The result is stored at the widest level
that derives it, so a hidden premise changes nothing for those who do not see it.
A derived fact has no owner, lists its premises, and goes when the last of its premises goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graph_service.access.viewer import LEVELS
from graph_service.kernel.canonical import short_hash
from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.digests import entry_digest
from graph_service.schema.model import GraphSchema
from graph_service.schema.statements import BATCH, Statements
from graph_service.store.bolt import Transaction
from graph_service.store.catalogue import RULES, Query, read_query
from graph_service.store.changes import Change
from graph_service.store.writer import in_batches

SOURCE = "rules"
"""The source of every derived fact."""
RETURNS = ("start", "end", "confidence", "observed_on", "premises")

_ABOUT = {
    "label": "Déductions de Sillon",
    "licence": "Apache-2.0",
    "homepage": "https://w3id.org/sillon/ontology",
    "publisher": "Sillon",
    "names_people": False,
}
_SETTLED = "MATCH (r:RuleSet {id: 'rules'}) RETURN r.checksum AS checksum"
_SETTLE = "MERGE (r:RuleSet {id: 'rules'}) SET r.checksum = $checksum"
_EVERYBODY = "MATCH (a:Actor) RETURN a.id AS id ORDER BY id"
_ANY = "MATCH (:{start})-[r:{edge}]->() RETURN 1 AS n LIMIT 1"
_OWNERS = "UNWIND $ids AS i MATCH (a:Actor)-[:OWNS]->(:Equipment {id: i}) RETURN DISTINCT a.id AS id"
_ACTOR, _EQUIPMENT = "Actor", "Equipment"
_TAKES_AWAY = re.compile(r"\b(not|optional|exists)\b", re.IGNORECASE)
"""Words by which a rule could derive less for whoever sees more."""
_MAYBE = re.compile(r"([A-Z][A-Z_]+)\*0")
_NAMES = re.compile(r"[A-Z][A-Z_]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One inference: from an actor to something, along one type of edge."""

    name: str
    edge: str
    end: str
    """Label of the end."""
    query: Query
    reads: frozenset[str]
    """The edge types its text names."""
    needs: frozenset[str]
    """The facts among them without which it derives nothing."""


class Rules:
    """All rules, checked against the schema."""

    def __init__(self, rules: Sequence[Rule], schema: GraphSchema) -> None:
        self.rules = tuple(rules)
        self.checksum = short_hash(*(part for rule in rules for part in (rule.name, rule.query.text)))
        self._schema = schema
        self._statements = Statements(schema)
        reads = frozenset[str]().union(*(rule.reads for rule in rules)) if rules else frozenset()
        self._facts = {name for name in reads if schema.edges[name].fact}
        self._structure = reads - self._facts

    @classmethod
    def load(cls, folder: Path, schema: GraphSchema) -> Rules:
        """Every rule of `folder`. Raises BrokenPromise: the header's, or an edge that cannot be inferred."""
        paths = sorted((folder / RULES).glob("*.cypher"))
        return cls([_rule(read_query(path, folder, schema), schema) for path in paths], schema)

    def are_settled(self, tx: Transaction) -> bool:
        """Whether what is stored was derived by these very rules."""
        rows = tx.run(_SETTLED)
        return (rows[0]["checksum"] if rows else short_hash()) == self.checksum

    def settle(self, tx: Transaction) -> None:
        """Note that what is stored was derived by these rules."""
        tx.run(_SETTLE, {"checksum": self.checksum})

    def consequences(self, tx: Transaction, changes: Sequence[Change], load: str) -> list[Change]:
        """What has to change among the derived facts, now that `changes` are written."""
        everybody = any(change.type in self._structure for change in changes) or not self.are_settled(tx)
        rules = self._useful(tx) if everybody or len(changes) > BATCH else self.rules
        if not rules:
            return []
        touched = [row["id"] for row in tx.run(_EVERYBODY)] if everybody else sorted(self._touched(tx, changes))
        derived: list[Change] = []
        for some in in_batches(touched, BATCH):
            for rule in rules:
                derived.extend(self._of_rule(tx, rule, list(some), load))
        if any(change.operation == "create" for change in derived):
            derived[:0] = self._introduction(tx, load)
        return derived

    def _useful(self, tx: Transaction) -> list[Rule]:
        """The rules whose facts, or those that they derived, are there at all: for a register alone there are none."""

        @cache
        def there(edge: str) -> bool:
            starts = sorted({start for start, _ in self._schema.edges[edge].ends})
            return any(tx.run(_ANY.format(start=start, edge=edge)) for start in starts)

        return [rule for rule in self.rules if there(rule.edge) or all(map(there, sorted(rule.needs)))]

    def _touched(self, tx: Transaction, changes: Sequence[Change]) -> set[str]:
        """The actors whose derived facts may have changed with these facts."""
        actors: set[str] = set()
        machines: set[str] = set()
        for change in changes:
            ends = [(change.type, change.id)] if change.kind == "node" else []
            if change.type in self._facts:
                ends = [end for end in (change.start, change.end) if end]
            actors.update(identifier for label, identifier in ends if label == _ACTOR)
            machines.update(identifier for label, identifier in ends if label == _EQUIPMENT)
        for some in in_batches(sorted(machines), BATCH):
            actors.update(row["id"] for row in tx.run(_OWNERS, {"ids": list(some)}))
        return actors

    def _of_rule(self, tx: Transaction, rule: Rule, touched: list[str], load: str) -> Iterable[Change]:
        there = self._there(tx, rule, touched)
        wanted: dict[tuple[str, str], dict[str, Any]] = {}
        starts = touched
        for reached in reversed(range(len(LEVELS))):
            seen = {"touched": starts, "audiences": list(LEVELS[: reached + 1]), "owners": []}
            rows = tx.run(rule.query.text, seen)
            wanted |= {(row["start"], row["end"]): _fact(rule, LEVELS[reached], row) for row in rows}
            starts = sorted({row["start"] for row in rows})
            if not starts:
                break
        stored = {properties["id"]: properties for properties, _, _ in there}
        for (start, end), fact in sorted(wanted.items()):
            old = stored.pop(fact["id"], None)
            if old is None or old["digest"] != fact["digest"]:
                operation = "create" if old is None else "update"
                ends = (_ACTOR, start), (rule.end, end)
                yield Change(operation, "edge", rule.edge, fact["id"], {**fact, "load": load}, *ends)  # type: ignore[arg-type]  # mypy widens the two literals to str
        for properties, start, end in there:
            if properties["id"] in stored:
                yield Change("delete", "edge", rule.edge, properties["id"], {}, (_ACTOR, start), (rule.end, end))

    def _there(self, tx: Transaction, rule: Rule, touched: list[str]) -> list[tuple[dict[str, Any], str, str]]:
        """What the rule derived before about these actors."""
        rows = tx.run(self._statements.edges_from(rule.edge, _ACTOR, rule.end), {"ids": touched})
        return [(row["p"], row["a"], row["b"]) for row in rows if row["p"].get("rule") == rule.name]

    def _introduction(self, tx: Transaction, load: str) -> list[Change]:
        """The Source node of derived facts, unless it is there."""
        identifier = f"source:{SOURCE}"
        if tx.run(self._statements.nodes_by_id("Source"), {"ids": [identifier]}):
            return []
        told: dict[str, Any] = {**_ABOUT, "id": identifier, "source": SOURCE}
        told["digest"] = entry_digest("Source", told)
        return [Change("create", "node", "Source", identifier, {**told, "load": load})]


def _rule(query: Query, schema: GraphSchema) -> Rule:
    place = f"{query.name}.cypher"
    if query.infers is None:
        raise BrokenPromise(f"{place}:1: a rule says `// infers EDGE_TYPE`")
    edge = schema.edges.get(query.infers)
    if edge is None or not edge.fact:
        raise BrokenPromise(f"{place}:1: `// infers {query.infers}`: graph.toml has no fact of this type")
    ends = [end for start, end in edge.ends if start == _ACTOR]
    params, returns = [param.name for param in query.params], tuple(column.name for column in query.returns)
    if len(ends) != 1 or edge.key or params != ["touched"] or returns != RETURNS or query.scope != "level":
        raise BrokenPromise(
            f"{place}:1: a rule takes $touched (curies), answers {', '.join(RETURNS)}, has scope level, and infers a "
            "type of fact without key columns that leads from Actor to one label"
        )
    body = "\n".join(line for line in query.text.split("\n") if not line.lstrip().startswith("//"))
    reads = frozenset(_NAMES.findall(body)) & frozenset(schema.edges)
    if _TAKES_AWAY.search(body):
        raise BrokenPromise(f"{place}:1: a rule adds only: whoever sees more derives what others derive, so no NOT")
    if query.infers in reads:
        raise BrokenPromise(f"{place}:1: a rule that reads what it infers never comes to an end")
    needs = frozenset(name for name in reads - frozenset(_MAYBE.findall(body)) if schema.edges[name].fact)
    return Rule(query.name.partition("/")[2], query.infers, ends[0], query, reads, needs)


def _fact(rule: Rule, level: str, row: dict[str, Any]) -> dict[str, Any]:
    """Everything that is stored of a derived fact, but the load that derived it."""
    told: dict[str, Any] = {
        "id": f"fact:{short_hash(rule.edge, row['start'], row['end'], SOURCE, 'inferred', rule.name, level)}",
        "basis": "inferred",
        "confidence": round(float(row["confidence"]), 6),
        "source": SOURCE,
        "audience": level,
        "rule": rule.name,
        "level_of_rule": level,
        "premises": sorted(row["premises"]),
    }
    if row["observed_on"] is not None:
        told["observed_on"] = row["observed_on"]
    told["digest"] = entry_digest(rule.edge, told)
    return told
