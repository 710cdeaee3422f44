// The line of a file.
// Expected at line 10: the property `line`
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)-[s:SUPPLIES WHERE s.audience IN $audiences OR s.owner IN $owners]->(b:Actor WHERE b.audience IN $audiences OR b.owner IN $owners)
RETURN s.line AS id
ORDER BY id
