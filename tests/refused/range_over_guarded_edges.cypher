// A range over guarded edges.
// Expected at line 10: a range over guarded edges
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[s:SUPPLIES*1..4]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
RETURN b.id AS id
ORDER BY id
