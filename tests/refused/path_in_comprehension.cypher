// A path variable in the WHERE of a comprehension: always empty.
// Expected at line 10: a path in a comprehension
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN [p = (a)-[s:SUPPLIES]->(b:Actor) WHERE length(p) > 0 | b.id] AS id
ORDER BY id
