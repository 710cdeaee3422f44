// Territories that lie directly in a territory.
//
// param  territory   curie   the territory
// return id          CURIE
// return label       its name
// return kind        commune, epci, department …
// return population  inhabitants
// return lat         degrees north
// return lon         degrees east
// scope  level
// access read

MATCH (p:Territory {id: $territory})<-[:WITHIN]-(t:Territory)
WITH DISTINCT t
RETURN t.id AS id,
       t.label AS label,
       t.kind AS kind,
       t.population AS population,
       t.lat AS lat,
       t.lon AS lon
ORDER BY kind, label, id
