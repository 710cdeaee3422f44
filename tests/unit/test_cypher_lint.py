"""Every question is also read by Neo4j's own language support: undefined names, wrong aggregation, unknown labels."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph_service.schema.model import GraphSchema
from graph_service.store.catalogue import Catalogue, Query
from tests.node_packages import installed
from tests.requirements import require

pytestmark = pytest.mark.node

_HERE = Path(__file__).parent.parent / "cypher_lint"
_SAMPLES: Mapping[str, Any] = {"curies": ["naf:25"], "int": 1, "float": 1.0, "bool": True}
_GATE = {"audiences": ["public"], "owners": ["siret:1"]}

Lint = Callable[[Mapping[str, str], Mapping[str, Mapping[str, Any]]], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def lint(schema: GraphSchema) -> Lint:
    found = installed(_HERE)
    require("node", isinstance(found, Path), str(found))
    kinds = (schema.nodes.values(), schema.edges.values())
    properties = {"id", *schema.common, *(name for kind in kinds for item in kind for name in item.properties)}
    known = {
        "labels": sorted(schema.nodes),
        "relationshipTypes": sorted(schema.edges),
        "propertyKeys": sorted(properties),
    }

    def run(files: Mapping[str, str], parameters: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
        given = json.dumps({"files": files, "parameters": parameters, **known})
        done = subprocess.run(
            ["node", str(_HERE / "lint.mjs"), str(found)], input=given, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr
        return list(json.loads(done.stdout))

    return run


def _parameters(query: Query) -> dict[str, Any]:
    return {**{param.name: _SAMPLES.get(param.type, "text") for param in query.params}, **_GATE}


def _branches(query: Query, schema: GraphSchema) -> dict[str, str]:
    """The branches of a question, each on its lines, those that differ from another in the edge type alone left out.

    The linter takes a second for each branch of a long UNION, and the catalogue has compared the columns already.
    """
    kept: dict[str, str] = {}
    line = 0
    for piece in re.split(r"^UNION(?: ALL)?\n", query.text, flags=re.MULTILINE):
        shape = re.sub(r"\b[A-Z_]+\b", lambda word: "T" if word[0] in schema.edges else word[0], piece)
        kept.setdefault(shape, "\n" * line + piece)
        line += piece.count("\n") + 1
    return {f"{query.name}.cypher#{at}": text for at, text in enumerate(kept.values(), 1)}


def test_every_question_passes_the_linter(lint: Lint, catalogue: Catalogue, schema: GraphSchema) -> None:
    branches = [(name, text, query) for query in catalogue for name, text in _branches(query, schema).items()]

    problems = lint(
        {name: text for name, text, _ in branches}, {name: _parameters(query) for name, _, query in branches}
    )

    assert not problems, "\n".join(f"cypher/{p['file']}:{p['line']}: {p['message']}" for p in problems)


def test_planted_mistakes_are_found_where_they_stand(lint: Lint) -> None:
    planted = {
        "undefined variable": "MATCH (t:Territory)\nRETURN u.id AS id ORDER BY id",
        "wrong aggregation": "MATCH (t:Territory)\nRETURN t.id, count(*) + t.population AS n ORDER BY n",
        "unknown label": "MATCH (x:Concept)\nMATCH (t:Teritory) RETURN t.id AS id ORDER BY id",
        "unknown parameter": "MATCH (t:Territory)\nRETURN t.id AS id, $nothing AS x ORDER BY id",
        "nothing wrong": "MATCH (t:Territory)\nRETURN t.id AS id ORDER BY id",
    }

    problems = lint(planted, dict.fromkeys(planted, _GATE))

    assert {(problem["file"], problem["line"]) for problem in problems} == {
        ("undefined variable", 2),
        ("wrong aggregation", 2),
        ("unknown label", 2),
        ("unknown parameter", 2),
    }


def test_the_lock_names_no_registry() -> None:
    lock = json.loads((_HERE / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}

    assert packages
    assert all("resolved" not in package and package["integrity"] for package in packages.values())
    assert "://" not in json.dumps(lock)
