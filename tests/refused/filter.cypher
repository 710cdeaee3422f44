// FILTER.
// Expected at line 10: FILTER
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
FILTER a.sphere = 'research'
RETURN a.id AS id
ORDER BY id
