// Where actors are: their own point, else that of their commune.
//
// param  actors   curies   the actors
// return actor    CURIE of the actor
// return label    its name
// return sphere   company, public, research …
// return lat      latitude
// return lon      longitude
// return commune  name of its commune
// scope  own
// access read

UNWIND $actors AS one
MATCH (a:Actor {id: one} WHERE a.audience IN $audiences OR a.owner IN $owners)
OPTIONAL MATCH (a)-[l:LOCATED_IN WHERE l.audience IN $audiences OR l.owner IN $owners]->(home:Territory)
WITH a, l, home ORDER BY l.id
WITH a, head(collect(home.lat)) AS lat, head(collect(home.lon)) AS lon, head(collect(home.label)) AS commune
RETURN a.id AS actor, coalesce(a.label, a.id) AS label, a.sphere AS sphere,
       coalesce(a.lat, lat) AS lat, coalesce(a.lon, lon) AS lon, commune
ORDER BY actor
