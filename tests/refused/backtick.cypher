// A quoted name.
// Expected at line 10: a backtick
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.`label` AS id
ORDER BY id
