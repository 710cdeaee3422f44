// An edge without a bracket.
// Expected at line 10: an untyped edge
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
RETURN a.id AS id
ORDER BY id
