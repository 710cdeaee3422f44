// Other columns than declared.
// Expected at line 5: return label
//
// param  actor curie the actor
// return label the label
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
