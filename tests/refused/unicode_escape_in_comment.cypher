// An escape in a comment, which may end it.
// Expected at line 10: a backslash
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
// \u000a RETURN 1
RETURN a.id AS id
ORDER BY id
