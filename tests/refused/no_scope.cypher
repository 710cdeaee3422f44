// A header without its scope.
// Expected at line 7: lacks a line `// scope
//
// param  actor curie the actor
// return id the id
// access read


MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
