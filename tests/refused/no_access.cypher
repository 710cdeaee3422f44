// A header without its access.
// Expected at line 7: lacks a line `// access
//
// param  actor curie the actor
// return id the id
// scope  level


MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
