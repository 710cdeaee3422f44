// A write in a file that reads.
// Expected at line 10: CREATE
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
CREATE (n:Concept {id: 'topic:x'})
RETURN a.id AS id
ORDER BY id
