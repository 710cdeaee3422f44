// A property map on a guarded end without a name.
// Expected at line 10: `(:Actor)` here
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (c:Concept)<-[s:IN_SECTOR WHERE s.audience IN $audiences OR s.owner IN $owners]-
      (:Actor {id: $actor})
RETURN c.id AS id
ORDER BY id
