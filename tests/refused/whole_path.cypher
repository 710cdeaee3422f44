// A whole path in the answer.
// Expected at line 10: `id` in RETURN
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH p = (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)-[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
RETURN p AS id
ORDER BY id
