// Territories an actor is in: its communes and all that lies around them.
//
// param  actor    curie   the actor
// return id       CURIE of the territory
// return label    its name
// return kind     commune, epci, department, region, pole …
// return steps    how far up: 0 for the commune itself
// scope  own
// access read

MATCH (a:Actor {id: $actor} WHERE a.audience IN $audiences OR a.owner IN $owners)
      -[f:LOCATED_IN WHERE f.audience IN $audiences OR f.owner IN $owners]->(c:Territory)
MATCH (c)-[w:WITHIN*0..6]->(t:Territory)
RETURN t.id AS id,
       t.label AS label,
       t.kind AS kind,
       min(size(w)) AS steps
ORDER BY steps, kind, id
