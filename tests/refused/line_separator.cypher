// A character that some read as the end of a line.
// Expected at line 10: U+2028
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
// hidden RETURN 1
RETURN a.id AS id
ORDER BY id
