// A declared parameter that is not used.
// Expected at line 5: the parameter text
//
// param  actor curie the actor
// param  text text the text
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
