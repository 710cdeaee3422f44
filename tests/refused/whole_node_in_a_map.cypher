// A whole node in a map.
// Expected at line 10: a node or edge in the map
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN {a: a} AS id
ORDER BY id
