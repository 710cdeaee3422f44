// The keyword for shortest paths.
// Expected at line 9: SHORTEST
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH SHORTEST 1 (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)(()-[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)){1,4}
RETURN b.id AS id
ORDER BY id
