// A block comment.
// Expected at line 9: a block comment
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH /* everything */ (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
