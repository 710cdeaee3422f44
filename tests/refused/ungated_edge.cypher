// A guarded edge without the gate.
// Expected at line 10: the bracket of `s` without the gate
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[s:SUPPLIES]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
RETURN a.id AS id
ORDER BY id
