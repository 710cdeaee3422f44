// Two statements.
// Expected at line 11: a semicolon
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id; MATCH (n:Territory) RETURN n.id AS id ORDER BY id
