// A property that does not exist.
// Expected at line 10: the property `labell`
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.labell AS id
ORDER BY id
