// A guarded node without the gate.
// Expected at line 9: the bracket of `a` without the gate
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor})
RETURN a.id AS id
ORDER BY id
