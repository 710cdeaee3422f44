// A property name beyond ASCII.
// Expected at line 10: 'é'
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.libellé AS id
ORDER BY id
