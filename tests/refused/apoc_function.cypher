// A function that is not on both engines.
// Expected at line 10: apoc.text.join()
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN apoc.text.join([a.id, a.label], ' ') AS id
ORDER BY id
