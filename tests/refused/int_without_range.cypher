// A number without its range.
// Expected at line 4: int is followed by its range
//
// param  actor int the actor
// return id the id
// scope  level
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id
ORDER BY id
