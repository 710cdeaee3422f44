// The gate's parameters outside the gate.
// Expected at line 10: `$audiences` here
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id + $audiences[0] AS id
ORDER BY id
