"""Questions in short, as the attacks on the gate write them: `G(x)` is the gate of x, `@name` a piece of Cypher."""

from __future__ import annotations

import re

from graph_service.schema.model import GraphSchema
from graph_service.store.checks import check
from graph_service.store.header import read_header

_PARAMS = {"actor": "curie", "ids": "curies", "text": "text", "words": "words", "limit": "int 0..9"}
_MACROS = {
    "@actor": "MATCH (a:Actor {id: $actor} WHERE G(a))",
    "@supplies": "-[s:SUPPLIES WHERE G(s)]->",
    "@step": "(u:Actor WHERE G(u))-[s:SUPPLIES WHERE G(s)]->(v:Actor WHERE G(v))",
    "@last": "(e:Actor WHERE G(e))",
    "@found": "CALL db.index.fulltext.queryNodes('actor_search', $words) YIELD node",
    "@gates": "(G(s)) AND (G(x)) AND (G(y))",
    "@count": "RETURN count(*) AS id ORDER BY id",
    "@ordered": "ORDER BY id",
    "@end": "RETURN a.id AS id ORDER BY id",
}


def whole_file(cypher: str) -> str:
    """A whole file around the question: its header declares what it uses, so that only the question can be wrong."""
    text = re.sub(r"@\w+", lambda macro: _MACROS[macro[0]], cypher)
    text = re.sub(r"G\((\w+)\)", r"\1.audience IN $audiences OR \1.owner IN $owners", text)
    writes = re.search(r"\b(MERGE|CREATE|SET)\b", text)
    params = [f"// param {name} {kind} a value" for name, kind in _PARAMS.items() if f"${name}" in text]
    returns = ["// return id the id"] if "RETURN" in text else []
    return "\n".join(
        ["// A question.", *params, *returns, "// scope own", f"// access {'write' if writes else 'read'}", text]
    )


def judge(text: str, schema: GraphSchema) -> None:
    check(text, read_header(text, "attack.cypher"), schema, "attack.cypher")
