// A parameter of an unknown type.
// Expected at line 4: param actor lacks its type
//
// param  actor siret the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
