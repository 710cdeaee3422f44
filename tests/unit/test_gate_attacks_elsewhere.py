"""Ways around the gate outside the brackets of a MATCH: where values stand, by an index, in the answer, by a write."""

from __future__ import annotations

import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from tests.unit.attacks import judge, whole_file

ATTACKS = {
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


@pytest.mark.parametrize(("cypher", "words"), ATTACKS.values(), ids=ATTACKS.keys())
def test_a_way_around_the_gate_is_refused(cypher: str, words: str, schema: GraphSchema) -> None:
    with pytest.raises(BrokenPromise) as refusal:
        judge(whole_file(cypher), schema)

    assert words in str(refusal.value)
