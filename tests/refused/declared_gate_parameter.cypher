// The gate's parameters, declared.
// Expected at line 5: $audiences is added by the store
//
// param  actor curie the actor
// param  audiences curies the tokens
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
