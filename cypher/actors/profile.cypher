// An actor as it is shown: who, what kind, where.
//
// param  actor        curie   the actor
// return id           CURIE of the actor
// return label        its name
// return sphere       company, public, research …
// return workforce    INSEE class of workforce
// return lat          degrees north
// return lon          degrees east
// return precision    of the point
// return aliases      other CURIEs of the same actor
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN a.id AS id,
       a.label AS label,
       a.sphere AS sphere,
       a.workforce AS workforce,
       a.lat AS lat,
       a.lon AS lon,
       a.precision AS precision,
       coalesce(a.aliases, []) AS aliases
ORDER BY id
