// A CALL that does not say what it sees.
// Expected at line 10: this CALL { … }
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
CALL { WITH a RETURN a.label AS label }
RETURN a.id AS id
ORDER BY id
