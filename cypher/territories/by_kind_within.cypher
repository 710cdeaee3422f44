// Territories of one kind inside a territory, by name.
//
// param  kind        text             commune, epci, department, region, pole …; empty for every kind
// param  territory   curie            the territory around them
// param  skip        int 0..1000000   how many to pass over
// param  limit       int 1..50000     how many
// return id          CURIE
// return label       its name
// return kind        what it is
// return population  inhabitants
// return lat         degrees north
// return lon         degrees east
// scope  level
// access read

MATCH (p:Territory {id: $territory})<-[:WITHIN*1..6]-(t:Territory)
WHERE t.kind = $kind OR $kind = ''
WITH DISTINCT t
RETURN t.id AS id,
       t.label AS label,
       t.kind AS kind,
       t.population AS population,
       t.lat AS lat,
       t.lon AS lon
ORDER BY label, id
SKIP $skip LIMIT $limit
