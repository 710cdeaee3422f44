// A named node without a label.
// Expected at line 10: `(b)` without a label
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b)
RETURN b.id AS id
ORDER BY id
