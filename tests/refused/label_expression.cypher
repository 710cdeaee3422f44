// A label expression.
// Expected at line 9: the sign !
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:!Concept {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
