// A label that does not exist.
// Expected at line 9: the label `Firm`
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Firm {id: $actor})
RETURN a.id AS id
ORDER BY id
