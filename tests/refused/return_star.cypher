// RETURN with a star.
// Expected at line 10: RETURN *
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN *
ORDER BY a.id
