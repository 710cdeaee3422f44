// Territories around communes: for each territory above, the communes below it.
//
// param  communes   curies   where actors are
// return territory  CURIE of a territory that holds some of them
// return label      its name
// return kind       epci, department, region, pole …
// return below      CURIEs of those of the communes it holds, at any depth
// scope  level
// access read

UNWIND $communes AS commune
MATCH (c:Territory {id: commune})-[:WITHIN*1..6]->(t:Territory)
WITH DISTINCT t, c ORDER BY c.id
RETURN t.id AS territory,
       t.label AS label,
       t.kind AS kind,
       collect(c.id) AS below
ORDER BY territory
