// A territory.
//
// param  territory   curie   the territory
// return id          CURIE
// return label       its name
// return kind        commune, epci, department, region, pole …
// return population  inhabitants
// return lat         degrees north
// return lon         degrees east
// scope  level
// access read

MATCH (t:Territory {id: $territory})
RETURN t.id AS id,
       t.label AS label,
       t.kind AS kind,
       t.population AS population,
       t.lat AS lat,
       t.lon AS lon
ORDER BY id
