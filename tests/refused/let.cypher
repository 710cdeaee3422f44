// LET.
// Expected at line 10: LET
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
LET x = a.id
RETURN a.id AS id
ORDER BY id
