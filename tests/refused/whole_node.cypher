// A whole node in the answer.
// Expected at line 10: `id` in RETURN
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a AS id
ORDER BY id
