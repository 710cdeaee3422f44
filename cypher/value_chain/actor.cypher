// An actor, by name.
//
// param  actor   curie   the actor
// return id      CURIE of the actor
// return label   its name
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id, coalesce(a.label, a.id) AS label
ORDER BY id
