// A version of Cypher.
// Expected at line 9: CYPHER
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

CYPHER 5
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
