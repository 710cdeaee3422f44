// Territories that a territory lies in, nearest first.
//
// param  territory   curie   the territory
// return id          CURIE
// return label       its name
// return kind        epci, department, region, pole …
// return population  inhabitants
// return lat         degrees north
// return lon         degrees east
// return steps       how far up
// scope  level
// access read

MATCH (c:Territory {id: $territory})-[w:WITHIN*1..6]->(t:Territory)
RETURN t.id AS id,
       t.label AS label,
       t.kind AS kind,
       t.population AS population,
       t.lat AS lat,
       t.lon AS lon,
       min(size(w)) AS steps
ORDER BY steps, kind, id
