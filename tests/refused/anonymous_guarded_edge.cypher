// A guarded edge without a name.
// Expected at line 10: `[:SUPPLIES]`
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[:SUPPLIES]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
RETURN a.id AS id
ORDER BY id
