// Where an actor is: its own point, else that of its commune.
//
// param  actor  curie   the actor
// return id     CURIE of the actor
// return label  its name
// return lat    degrees north
// return lon    degrees east
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
OPTIONAL MATCH (a)-[f:LOCATED_IN WHERE f.audience IN $audiences OR f.owner IN $owners]->(t:Territory)
WITH a, t ORDER BY t.id
WITH a, head(collect(t.lat)) AS commune_lat, head(collect(t.lon)) AS commune_lon
RETURN a.id AS id,
       a.label AS label,
       CASE WHEN a.lat IS NULL OR a.lon IS NULL THEN commune_lat ELSE a.lat END AS lat,
       CASE WHEN a.lat IS NULL OR a.lon IS NULL THEN commune_lon ELSE a.lon END AS lon
ORDER BY id
