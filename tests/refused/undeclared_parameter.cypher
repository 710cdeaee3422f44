// A parameter that is not declared.
// Expected at line 10: $other
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
WHERE a.label = $other
RETURN a.id AS id
ORDER BY id
