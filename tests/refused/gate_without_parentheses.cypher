// The gate beside another condition without parentheses.
// Expected at line 9: beside the gate
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE a.id = $actor AND a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
