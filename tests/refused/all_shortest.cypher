// All shortest paths, as keywords.
// Expected at line 9: ALL
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH p = ALL SHORTEST (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)(()-[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)){1,4}
RETURN a.id AS id
ORDER BY id
