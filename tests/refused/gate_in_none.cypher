// The gate inside none().
// Expected at line 9: without the gate
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE none(x IN [1] WHERE a.audience IN $audiences OR a.owner IN $owners) AND a.id = $actor)
RETURN a.id AS id
ORDER BY id
