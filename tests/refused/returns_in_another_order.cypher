// The declared columns in another order.
// Expected at line 5: return label, id
//
// param  actor curie the actor
// return label the label
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id, a.label AS label
ORDER BY id
