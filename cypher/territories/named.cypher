// Territories whose names may answer words; the ranking is done by who asks.
//
// param  words       words   as the full-text index takes them: (metz OR metz* OR metz~1), joined by AND
// param  home        curie   the home territory
// return id          CURIE
// return label       its name
// return kind        commune, epci, department, region, pole …
// return population  inhabitants
// return lat         degrees north
// return lon         degrees east
// return at_home     whether it lies in the home territory
// scope  level
// access read

CALL db.index.fulltext.queryNodes("territory_search", $words) YIELD node
MATCH (t:Territory {id: node.id})
RETURN t.id AS id,
       t.label AS label,
       t.kind AS kind,
       t.population AS population,
       t.lat AS lat,
       t.lon AS lon,
       EXISTS { (t)-[:WITHIN*1..6]->(:Territory {id: $home}) } AS at_home
ORDER BY label, id
