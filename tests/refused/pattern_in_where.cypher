// A pattern as a condition.
// Expected at line 10: a pattern in an expression
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
WHERE (a)-[:SUPPLIES]->()
RETURN a.id AS id
ORDER BY id
