// A declaration that is misspelt.
// Expected at line 5: `parameter` is not a declaration
//
// return id the id
// parameter actor curie the actor
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
