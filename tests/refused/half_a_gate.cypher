// Half of the gate.
// Expected at line 9: without the gate
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences)
RETURN a.id AS id
ORDER BY id
