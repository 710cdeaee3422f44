// The gate of another variable.
// Expected at line 10: the bracket of `b` without the gate
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN b.id AS id
ORDER BY id
