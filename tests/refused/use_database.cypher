// Another database.
// Expected at line 9: USE
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

USE neo4j
MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
