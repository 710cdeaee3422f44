// A range without an end.
// Expected at line 9: this number of steps
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (t:Territory {id: $actor})-[:WITHIN*]->(up:Territory)
RETURN up.id AS id
ORDER BY id
