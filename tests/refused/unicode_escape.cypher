// An escape that an engine resolves before reading.
// Expected at line 10: a backslash
//
// param  actor curie the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.label + '\u0041' AS id
ORDER BY id
