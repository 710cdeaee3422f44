"""Ways around the gate, as somebody would try them who wants to read what is not for his eyes: each is refused.

`G(x)` stands for the gate of x, `@name` for a piece of Cypher; the same questions asked honestly are accepted, so that
nothing is refused by accident.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from graph_service.store.catalogue import Catalogue
from graph_service.store.checks import check
from graph_service.store.header import read_header

_PARAMS = {"actor": "curie", "ids": "curies", "text": "text", "limit": "int 0..9"}
_MACROS = {
    "@actor": "MATCH (a:Actor {id: $actor} WHERE G(a))",
    "@supplies": "-[s:SUPPLIES WHERE G(s)]->",
    "@step": "(u:Actor WHERE G(u))-[s:SUPPLIES WHERE G(s)]->(v:Actor WHERE G(v))",
    "@last": "(e:Actor WHERE G(e))",
    "@found": "CALL db.index.fulltext.queryNodes('actor_search', $text) YIELD node",
    "@gates": "(G(s)) AND (G(x)) AND (G(y))",
    "@count": "RETURN count(*) AS id ORDER BY id",
    "@ordered": "ORDER BY id",
    "@end": "RETURN a.id AS id ORDER BY id",
}

HONEST = {
    "a node and its edges": "@actor@supplies(b:Actor WHERE G(b)) @end",
    "a bound node at another edge": "@actor MATCH (a)@supplies() @end",
    "the gate with another condition": "MATCH (a:Actor WHERE a.id = $actor AND (G(a)) AND NOT a.lat IS NULL) @end",
    "several steps": "@actor(@step){1,6}@last @end",
    "an index": "@found MATCH (a:Actor {id: node.id} WHERE G(a)) @end",
    "an index under another name": "@found AS n MATCH (a:Actor {id: n.id} WHERE G(a)) @end",
    "ids looked up": "MATCH (x)-[s:SUPPLIES]->(y) WHERE s.id IN $ids AND @gates RETURN s.id AS id @ordered",
    "a subquery": "@actor WHERE EXISTS { (a)@supplies(:Actor) } @end",
    "open nodes": "MATCH (:Territory {id: $actor})-[:WITHIN*0..3]->(t:Territory) RETURN t.id AS id @ordered",
    "a carried node": "@actor WITH a AS b MATCH (b)@supplies(a:Actor WHERE G(a)) @end",
    "a written edge": "MATCH (a:Actor {id: $actor} WHERE G(a)), (t:Territory {id: $text}) "
    "MERGE (a)-[l:LOCATED_IN {id: $text}]->(t) ON CREATE SET l.basis = 'declared' @end",
}

ATTACKS = {
    # the words of the gate
    "the gate of another variable": ("@actor@supplies(b:Actor WHERE G(a)) @end", "`b`"),
    "the gate in a comment": ("MATCH (a:Actor {id: $actor} // WHERE G(a)\n) @end", "`a`"),
    "the gate in a text": ("MATCH (a:Actor WHERE a.id = 'WHERE G(a)') @end", "`a`"),
    "a closing bracket in a text": ("MATCH (a:Actor {label: ') WHERE G(a)'}) @end", "`a`"),
    "the gate after a comment that closes it": ("MATCH (a:Actor // ) \n{id: $actor}) @end", "`a`"),
    "parameters of another case": ("MATCH (a:Actor WHERE a.audience IN $Audiences OR a.owner IN $owners) @end", "$A"),
    "properties of another case": ("MATCH (a:Actor WHERE a.Audience IN $audiences OR a.owner IN $owners) @end", "`a`"),
    "one half of it": ("MATCH (a:Actor WHERE a.owner IN $owners) @end", "`a`"),
    "the halves joined by XOR": ("MATCH (a:Actor WHERE a.audience IN $audiences XOR a.owner IN $owners) @end", "`a`"),
    "a third half": ("MATCH (a:Actor WHERE G(a) OR true) @end", "beside the gate"),
    "a third half in front": ("MATCH (a:Actor WHERE true OR G(a)) @end", "beside the gate"),
    "OR around parentheses": ("MATCH (a:Actor WHERE true OR a.lat > 0 AND (G(a))) @end", "beside the gate"),
    "OR after parentheses": ("MATCH (a:Actor WHERE (G(a)) AND true OR true) @end", "beside the gate"),
    "XOR beside it": ("MATCH (a:Actor WHERE true XOR true AND (G(a))) @end", "beside the gate"),
    "AND without parentheses": ("MATCH (a:Actor WHERE a.lat > 0 AND G(a)) @end", "beside the gate"),
    "NOT before it": ("MATCH (a:Actor WHERE NOT (G(a))) @end", "`a`"),
    "compared with false": ("MATCH (a:Actor WHERE (G(a)) = false) @end", "`a`"),
    "compared in front": ("MATCH (a:Actor WHERE false = (G(a)) AND true) @end", "`a`"),
    "asked whether it is null": ("MATCH (a:Actor WHERE (G(a)) IS NOT NULL) @end", "`a`"),
    "in none()": ("MATCH (a:Actor WHERE none(x IN [1] WHERE G(a))) @end", "`a`"),
    "in any() over two": ("MATCH (a:Actor WHERE any(x IN [true, false] WHERE x OR (G(a)))) @end", "`a`"),
    "in CASE": ("MATCH (a:Actor WHERE CASE WHEN true THEN true AND (G(a)) AND true ELSE true END) @end", "CASE"),
    "in a list": ("MATCH (a:Actor WHERE size([(G(a))]) = 1) @end", "`a`"),
    "in a subquery": ("MATCH (a:Actor WHERE EXISTS { (b:Actor WHERE G(b)) }) @end", "`a`"),
    "in coalesce": ("MATCH (a:Actor WHERE coalesce((G(a)), true)) @end", "`a`"),
    "widened by a list": ("MATCH (a:Actor WHERE a.audience IN $audiences + ['x'] OR a.owner IN $owners) @end", "`a`"),
    "in the WHERE of the clause": ("MATCH (a:Actor {id: $actor}) WHERE G(a) @end", "`a`"),
    "in a later WITH": ("MATCH (a:Actor {id: $actor}) WITH a WHERE G(a) @end", "`a`"),
    # nodes without a gate
    "an end without a gate": ("@actor@supplies(b:Actor) @end", "`b`"),
    "a second pattern": ("@actor, (b:Actor) @end", "`b`"),
    "the same name a second time": ("@actor MATCH (a:Actor) @end", "`a`"),
    "a node that is only counted": ("MATCH (:Actor) @count", "`(:Actor)`"),
    "an anonymous node with a map": ("@actor@supplies(:Actor {label: $text}) @end", "`(:Actor)`"),
    "an anonymous node with a filter": ("@actor@supplies(:Actor WHERE true) @end", "without a name"),
    "an anonymous node at an open edge": (
        "MATCH (:Actor)-[:WITHIN]->(t:Territory) RETURN t.id AS id @ordered",
        "(:Actor)",
    ),
    "an anonymous node at a group": ("MATCH (:Actor)(()@supplies()){0,3}(:Actor) @count", "`(:Actor)`"),
    "a node of any label": ("MATCH (a {id: $actor}) @end", "without a label"),
    "a node of any label behind an edge": ("@actor@supplies(b WHERE b.lat > 0) @end", "`(b)`"),
    "no name and no label": ("MATCH () @count", "without name and label"),
    "a label in the WHERE": ("MATCH (a) WHERE a:Actor @end", "`(a)`"),
    "an open label beside a guarded one": ("MATCH (a:Concept|Actor) @end", "`a`"),
    "a negated label": ("MATCH (a:!Concept) @end", "sign !"),
    "every label": ("MATCH (a:%) @end", "label expression"),
    "two labels": ("MATCH (a:Actor&Actor) @end", "sign &"),
    "labels in parentheses": ("MATCH (a:(Actor|Concept)) @end", "label expression"),
    "labels one after the other": ("MATCH (a:Concept:Actor) @end", "in a bracket"),
    "IS instead of a colon": ("MATCH (a IS Actor) @end", "in a bracket"),
    "a label in another case": ("MATCH (a:actor) @end", "label `actor`"),
    "a quoted label": ("MATCH (a:`Actor`) @end", "backtick"),
    "an escaped label": ("MATCH (a:\\u0041ctor) @end", "backslash"),
    "a computed label": ("MATCH (a:$($text)) @end", "a $"),
    "a book of the store": ("MATCH (a:ChangeLog) RETURN a.id AS id @ordered", "ChangeLog"),
    "the loads": ("MATCH (a:Load) RETURN a.id AS id @ordered", "Load"),
    # names that are no longer, or not yet, what they seem
    "a name that WITH dropped": ("@actor WITH a.id AS i MATCH (a)@supplies() RETURN i AS id @ordered", "`(a)`"),
    "a name that WITH gave to a text": ("@actor WITH a.id AS b MATCH (b)@supplies() RETURN b AS id @ordered", "`(b)`"),
    "a name that UNWIND gave": ("UNWIND $ids AS a MATCH (a) @end", "`(a)`"),
    "a node bound alone again": ("@actor MATCH (a) @end", "bound again"),
    "a bound node with a filter": ("@actor MATCH (a WHERE true)@supplies() @end", "bound again"),
    "a name before it is bound": ("MATCH (a)@supplies(), (a:Actor WHERE G(a)) @end", "`(a)`"),
    "a name that CALL does not import": ("@actor CALL () { MATCH (a)@supplies() RETURN count(*) AS n } @end", "`(a)`"),
    "a name of another branch": (
        "CALL () { @actor RETURN a.id AS id UNION MATCH (a)@supplies() RETURN a.id AS id } RETURN id AS id @ordered",
        "`(a)`",
    ),
    "a name of a subquery": ("@actor WHERE EXISTS { (b:Actor WHERE G(b)) } MATCH (b) @end", "`(b)`"),
    "a name of a group": ("@actor(@step){1,2}@last MATCH (v)-[t:SUPPLIES WHERE G(t)]->() @end", "`(v)`"),
    "an outer name in a group": ("@actor((a)@supplies(v:Actor WHERE G(v))){1,2}@last @end", "`(a)`"),
    "a name of a comprehension": ("@actor RETURN [b IN $ids WHERE EXISTS { (b)@supplies() }] AS id @ordered", "`(b)`"),
    "an edge that becomes a node": ("@actor@supplies(s:Actor WHERE G(s)) @end", "`s`"),
    "an edge bound again without its type": ("@actor@supplies() MATCH ()-[s]-() @end", "type"),
    "a clause as a name": ("MATCH (match:Actor WHERE G(match)) @end", "as a name"),
    "an operator as a name": ("@actor WITH a.id AS starts WITH starts MATCH (b) @end", "as a name"),
    "a property that looks like an operator": ("@actor WHERE a.starts WITH a.id AS i MATCH (a) @end", "the property"),
    # edges without a gate
    "an edge without a gate": ("@actor-[s:SUPPLIES]->() @end", "`s`"),
    "an edge without a name": ("@actor-[:SUPPLIES]->() @end", "`[:SUPPLIES]`"),
    "an edge without a type": ("@actor-[s WHERE G(s)]->() @end", "type"),
    "an edge without a bracket": ("@actor-->() @end", "untyped"),
    "an edge without a bracket and with blanks": ("@actor - - > () @end", "untyped"),
    "a guarded type behind an open one": (
        "MATCH (t:Territory {id: $actor})<-[:WITHIN|LOCATED_IN]-() RETURN t.id AS id @ordered",
        "WITHIN|LOCATED_IN",
    ),
    "a type that is negated": ("@actor-[s:!WITHIN WHERE G(s)]->() @end", "sign !"),
    "a range": ("@actor-[s:SUPPLIES*1..3]->() @end", "range"),
    "a range of an anonymous edge": ("@actor-[:SUPPLIES*]->() @end", "steps"),
    "a quantified relationship": ("@actor@supplies{1,3}@last @end", "quantified"),
    "a quantified relationship with a star": ("@actor@supplies*() @end", "quantified"),
    "a group without a gate inside": ("@actor(()-[s:SUPPLIES]->(v:Actor WHERE G(v))){1,3}@last @end", "`s`"),
    "a group with an open end inside": ("@actor(()@supplies(v:Actor)){1,3}@last @end", "`v`"),
    "a gate for the whole group": (
        "@actor((u:Actor)-[s:SUPPLIES]->(v:Actor) WHERE G(s)){1,3}@last @end",
        "whole group",
    ),
    "a group in a group": ("@actor((()@supplies()){1,2}){1,3}@last @end", "this group"),
    # patterns where values are expected
    "a pattern as a condition": ("@actor WHERE (a)-[:SUPPLIES]->() @end", "pattern in an expression"),
    "a pattern without brackets": ("@actor WHERE (a)--() @end", "pattern in an expression"),
    "a pattern that looks like a comparison": ("@actor WHERE (a)<--(a) @end", "pattern in an expression"),
    "the size of a pattern": ("@actor RETURN size((a)-->()) AS id @ordered", "pattern in an expression"),
    "exists() of a pattern": ("@actor WHERE exists((a)-[:SUPPLIES]->()) @end", "exists()"),
    "a pattern comprehension": ("@actor RETURN [(a)-[s:SUPPLIES]->(b) | b.id] AS id @ordered", "comprehension"),
    "a pattern comprehension with a path": ("@actor RETURN [p = (a)-->() | p] AS id @ordered", "comprehension"),
    "EXISTS": ("@actor WHERE EXISTS { (b:Actor) } @end", "`b`"),
    "EXISTS in small letters": ("@actor WHERE exists { (b:Actor) } @end", "`b`"),
    "COUNT": ("RETURN COUNT { (:Actor) } AS id @ordered", "`(:Actor)`"),
    "COUNT of edges": ("@actor RETURN COUNT { (a)-[:SUPPLIES]->() } AS id @ordered", "SUPPLIES"),
    "COLLECT": ("RETURN COLLECT { MATCH (b:Actor) RETURN b.id AS i ORDER BY i } AS id @ordered", "`b`"),
    "a subquery in a property map": ("MATCH (a:Actor {lat: COUNT { (b:Actor) }} WHERE G(a)) @end", "`b`"),
    "a subquery beside a gate": ("MATCH (a:Actor WHERE (G(a)) AND EXISTS { (b:Actor) }) @end", "`b`"),
    "a subquery in an open bracket": (
        "MATCH (t:Territory WHERE EXISTS { (b:Actor) }) RETURN t.id AS id @ordered",
        "`b`",
    ),
    "a subquery in a group": (
        "@actor(()-[s:SUPPLIES WHERE (G(s)) AND COUNT { (b:Actor) } > 2]->()){1,3}@last @end",
        "`b`",
    ),
    "a subquery in a map": ("@actor RETURN {n: COUNT { (b:Actor) }} AS id @ordered", "`b`"),
    "a subquery in a projection": ("@actor RETURN a {.id, n: COUNT { (b:Actor) }} AS id @ordered", "`b`"),
    "a subquery in CASE": ("@actor RETURN CASE WHEN EXISTS { (b:Actor) } THEN 1 END AS id @ordered", "`b`"),
    "a subquery in an index": ("RETURN $ids[COUNT { (b:Actor) }] AS id @ordered", "`b`"),
    "a subquery in a list": ("RETURN [x IN $ids WHERE EXISTS { (b:Actor {id: x}) }] AS id @ordered", "`b`"),
    "a subquery in UNWIND": ("UNWIND range(1, COUNT { (b:Actor) }) AS i RETURN i AS id @ordered", "`b`"),
    "a subquery in ORDER BY": ("@actor RETURN a.id AS id ORDER BY COUNT { (b:Actor) }", "in ORDER BY"),
    "a subquery in LIMIT": ("@actor RETURN a.id AS id ORDER BY id LIMIT COUNT { (b:Actor) }", "rows"),
    "a subquery in a subquery": (
        "@actor WHERE EXISTS { (a)-[s:SUPPLIES WHERE (G(s)) AND EXISTS { (b:Actor) }]->() } @end",
        "`b`",
    ),
    "CALL": ("CALL () { MATCH (b:Actor) RETURN b.id AS id } RETURN id AS id @ordered", "`b`"),
    "CALL as of old": ("CALL { MATCH (b:Actor) RETURN b.id AS id } RETURN id AS id @ordered", "CALL"),
    "a later branch of a UNION": ("@actor @end UNION ALL MATCH (b:Actor) RETURN b.id AS id @ordered", "`b`"),
    # the index
    "what the index found": ("@found RETURN node.id AS id @ordered", "after YIELD"),
    "what the index found, carried": ("@found WITH node RETURN node.id AS id @ordered", "after YIELD"),
    "what the index found, as an end": ("@found AS a MATCH (a)@supplies() @end", "after YIELD"),
    "what the index found, perhaps": ("@found OPTIONAL MATCH (a:Actor {id: node.id} WHERE G(a)) @count", "after YIELD"),
    "another node than the index found": ("@found @actor @count", "after YIELD"),
    "what the index found, beside its match": (
        "@found MATCH (a:Actor {id: node.id} WHERE G(a)) WHERE node.label = $text @end",
        "`node` from the index",
    ),
    "what the index found, after its match": (
        "@found MATCH (a:Actor {id: node.id} WHERE G(a)) RETURN node.label AS id @ordered",
        "`node`",
    ),
    "what the index found, without a gate": ("@found MATCH (a:Actor {id: node.id}) @end", "`a`"),
    "what the index found, in a subquery": (
        "CALL () { @found RETURN count(*) AS id } RETURN id AS id @ordered",
        "after YIELD",
    ),
    "the score": ("@found, score MATCH (a:Actor {id: node.id} WHERE G(a)) RETURN score AS id @ordered", "YIELD"),
    "the edges of an index": (
        "CALL db.index.fulltext.queryRelationships('x', $text) YIELD relationship RETURN 1 AS id @ordered",
        "queryRel",
    ),
    # ids looked up
    "a look-up without ids": (
        "MATCH (x)-[s:SUPPLIES]->(y) WHERE @gates RETURN s.id AS id @ordered",
        "without labels",
    ),
    "a look-up without the edge's gate": (
        "MATCH (x)-[s:SUPPLIES]->(y) WHERE s.id IN $ids AND (G(x)) AND (G(y)) RETURN s.id AS id @ordered",
        "`s`",
    ),
    "a look-up without an end's gate": (
        "MATCH (x)-[s:SUPPLIES]->(y) WHERE s.id IN $ids AND (G(s)) AND (G(y)) RETURN x.id AS id @ordered",
        "`x`",
    ),
    "a look-up with OR": (
        "MATCH (x)-[s:SUPPLIES]->(y) WHERE s.id IN $ids AND @gates OR true RETURN x.id AS id @ordered",
        "beside the gate",
    ),
    "a look-up that is optional": (
        "OPTIONAL MATCH (x)-[s:SUPPLIES]->(y) WHERE s.id IN $ids AND @gates RETURN x.id AS id @ordered",
        "`(x)`",
    ),
    "a look-up of two types": (
        "MATCH (x)-[s:SUPPLIES|USES]->(y) WHERE s.id IN $ids AND @gates RETURN x.id AS id @ordered",
        "`(x)`",
    ),
    # what was not asked for
    "a whole node": ("@actor RETURN a AS id @ordered", "in RETURN"),
    "a whole node under its own name": ("@actor RETURN DISTINCT a ORDER BY a.id", "in RETURN"),
    "a whole node, carried": ("@actor WITH a AS b WITH b AS c RETURN c AS id ORDER BY 1", "in RETURN"),
    "a whole node in a list": ("@actor RETURN [a] AS id ORDER BY 1", "in RETURN"),
    "a whole node in a list, mapped": ("@actor RETURN [x IN [a] WHERE true] AS id ORDER BY 1", "in RETURN"),
    "a whole node out of a list": ("@actor WITH [a, a] AS xs UNWIND xs AS x RETURN x AS id ORDER BY 1", "in RETURN"),
    "a whole node out of reduce": ("@actor RETURN reduce(x = a, y IN [1] | x) AS id ORDER BY 1", "in RETURN"),
    "a whole node out of CASE": ("@actor RETURN CASE WHEN true THEN a END AS id ORDER BY 1", "in RETURN"),
    "a whole node out of coalesce": ("@actor RETURN head([coalesce(null, a)]) AS id ORDER BY 1", "in RETURN"),
    "a whole node in a map": ("@actor WITH {x: [a]} AS m RETURN m.x AS id ORDER BY 1", "in the map"),
    "a whole node in a projection": ("@actor WITH a AS b, a RETURN a {.id, b} AS id ORDER BY 1", "in a map"),
    "a whole node out of a subquery": (
        "@actor RETURN COLLECT { MATCH (a)@supplies() RETURN s ORDER BY s.id } AS id ORDER BY 1",
        "in RETURN",
    ),
    "every property": ("@actor RETURN a {.*} AS id ORDER BY 1", "`.*`"),
    "every property, mapped": ("@actor RETURN properties(a) AS id ORDER BY 1", "properties()"),
    "a property by text": ("@actor RETURN a['line'] AS id ORDER BY 1", "`a[…]`"),
    "a property by text of what is computed": ("@actor RETURN coalesce(a, null)['line'] AS id ORDER BY 1", "index"),
    "the line of a file": ("@actor@supplies() RETURN s . line AS id ORDER BY 1", "`line`"),
    "the load of a fact": ("@actor@supplies() RETURN head([s]).load AS id ORDER BY 1", "`load`"),
    "the load in a projection": ("@actor@supplies() RETURN s {.load} AS id ORDER BY 1", "`load`"),
    "the load in a property map": ("MATCH (a:Actor {load: $text} WHERE G(a)) @end", "`load`"),
    "a whole path": ("MATCH p = (a:Actor WHERE G(a))@supplies() RETURN p AS id ORDER BY 1", "in RETURN"),
    "the nodes of a path": (
        "MATCH p = (a:Actor WHERE G(a))@supplies() RETURN [n IN nodes(p) | n.id] AS id ORDER BY 1",
        "nodes()",
    ),
    "the end of an edge": ("@actor@supplies() RETURN endNode(s).label AS id ORDER BY 1", "endNode()"),
    "the tokens of the viewer": ("RETURN $audiences AS id @ordered", "$audiences"),
    # other doors
    "a second statement": ("@actor @end; MATCH (n:Actor) RETURN n.id AS id @ordered", "semicolon"),
    "a clause after the answer": ("@actor @end MATCH (b:Actor) RETURN b.id AS id @ordered", "after RETURN"),
    "a block comment": ("MATCH (a:Actor /* WHERE G(a) */ {id: $actor}) @end", "block comment"),
    "a comment ended by a carriage return": ("@actor // \r, (b:Actor)\n@end", "U+000D"),
    "a comment ended by an escape": ("@actor // \\u000A, (b:Actor)\n@end", "backslash"),
    "a text ended by an escape": ("@actor WHERE a.label <> '\\' OR EXISTS { (b:Actor) } //' \n@end", "backslash"),
    "an invisible character": ("MATCH (a\u200b:Actor WHERE G(a)) @end", "U+200B"),
    "a name in look-alike letters": ("MATCH (\u0430:Actor) @end", "character"),
    "a file": ("LOAD CSV FROM 'file:///etc/passwd' AS a @end", "LOAD"),
    "a procedure": ("CALL db.schema.visualization() YIELD nodes RETURN nodes AS id @ordered", "db.schema"),
    "a function of a library": ("@actor RETURN apoc.convert.toJson(a) AS id @ordered", "apoc"),
    "the shortest path": ("@actor MATCH p = shortestPath((a)-[:SUPPLIES*]->(:Actor)) @end", "SHORTESTPATH"),
    # writing to read
    "a merged node, read": ("MERGE (a:Actor {id: $actor}) RETURN a.label AS id @ordered", "written"),
    "a merged node, copied": ("MERGE (a:Actor {id: $actor}) CREATE (n:Note {id: $text, text: a.label})", "written"),
    "a merged node, followed": ("MERGE (a:Actor {id: $actor}) WITH a MATCH (a)@supplies() SET s.year = 1", "`(a)`"),
    "a write that reads without a gate": ("MATCH (a:Actor {id: $actor}) SET a.label = $text", "`a`"),
    "a node copied whole": ("@actor CREATE (n:Note {id: $text}) SET n += a", "whole node"),
}


def _file(cypher: str) -> str:
    """A whole file around the question: its header declares what it uses, so that only the question can be wrong."""
    text = re.sub(r"@\w+", lambda macro: _MACROS[macro[0]], cypher)
    text = re.sub(r"G\((\w+)\)", r"\1.audience IN $audiences OR \1.owner IN $owners", text)
    writes = re.search(r"\b(MERGE|CREATE|SET)\b", text)
    params = [f"// param {name} {kind} a value" for name, kind in _PARAMS.items() if f"${name}" in text]
    returns = ["// return id the id"] if "RETURN" in text else []
    return "\n".join(
        ["// A question.", *params, *returns, "// scope own", f"// access {'write' if writes else 'read'}", text]
    )


def _check(text: str, schema: GraphSchema) -> None:
    check(text, read_header(text, "attack.cypher"), schema, "attack.cypher")


@pytest.mark.parametrize("cypher", HONEST.values(), ids=HONEST.keys())
def test_an_honest_question_is_accepted(cypher: str, schema: GraphSchema) -> None:
    _check(_file(cypher), schema)


@pytest.mark.parametrize(("cypher", "words"), ATTACKS.values(), ids=ATTACKS.keys())
def test_a_way_around_the_gate_is_refused(cypher: str, words: str, schema: GraphSchema) -> None:
    with pytest.raises(BrokenPromise) as refusal:
        _check(_file(cypher), schema)

    assert words in str(refusal.value)


def _gates(text: str) -> Iterator[re.Match[str]]:
    gate = r"\w+\.audience IN \$audiences OR \w+\.owner IN \$owners"
    yield from re.finditer(rf"\s+AND \({gate}\)|\({gate}\)\s+AND\s+|\s+WHERE {gate}", text)


def test_no_gate_of_the_catalogue_can_be_taken_away(catalogue: Catalogue, schema: GraphSchema) -> None:
    for query in catalogue:
        gates = list(_gates(query.text))
        assert len(gates) == query.text.count("IN $audiences"), query.name

        # The long files are one branch again and again: every tenth gate of them will do.
        for gate in gates if len(gates) <= 20 else gates[::10]:
            without = query.text[: gate.start()] + " " + query.text[gate.end() :]
            with pytest.raises(BrokenPromise):
                check(without, read_header(without, query.name), schema, query.name)

    assert any("IN $audiences" in query.text for query in catalogue)


def test_a_mangled_question_is_judged_and_never_breaks_the_judge(schema: GraphSchema) -> None:
    chance = random.Random(20)
    pieces = [re.findall(r"\s+|\w+|[^\w\s]", _file(cypher)) for cypher in HONEST.values()]
    refused = 0
    for _ in range(3_000):
        mangled = list(chance.choice(pieces))
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(mangled)), chance.choice(pieces)
            start = chance.randrange(len(other))
            mangled[at : at + chance.randint(0, 3)] = other[
                (start := chance.randrange(len(other))) : start + chance.randint(0, 3)
            ]
        try:
            _check("".join(mangled), schema)
        except BrokenPromise:
            refused += 1

    assert refused > 2_500
