"""Ways around the gate in the brackets of nodes and edges, as somebody would try them who wants to read more: refused.

The same questions asked honestly are accepted, so that nothing is refused by accident.
"""

from __future__ import annotations

import random
import re

import pytest

from graph_service.kernel.errors import BrokenPromise
from graph_service.schema.model import GraphSchema
from tests.unit.attacks import judge, whole_file

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
}


@pytest.mark.parametrize("cypher", HONEST.values(), ids=HONEST.keys())
def test_an_honest_question_is_accepted(cypher: str, schema: GraphSchema) -> None:
    judge(whole_file(cypher), schema)


@pytest.mark.parametrize(("cypher", "words"), ATTACKS.values(), ids=ATTACKS.keys())
def test_a_way_around_the_gate_is_refused(cypher: str, words: str, schema: GraphSchema) -> None:
    with pytest.raises(BrokenPromise) as refusal:
        judge(whole_file(cypher), schema)

    assert words in str(refusal.value)


def test_a_mangled_question_is_judged_and_never_breaks_the_judge(schema: GraphSchema) -> None:
    chance = random.Random(20)
    pieces = [re.findall(r"\s+|\w+|[^\w\s]", whole_file(cypher)) for cypher in HONEST.values()]
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
            judge("".join(mangled), schema)
        except BrokenPromise:
            refused += 1

    assert refused > 2_500
