// Kinds of territory inside a territory, and how many there are of each.
//
// param  territory  curie   the territory around them
// return kind       commune, epci, department, region, pole …
// return number     how many
// scope  level
// access read

MATCH (p:Territory {id: $territory})<-[:WITHIN*1..6]-(t:Territory)
WITH DISTINCT t
RETURN coalesce(t.kind, '') AS kind,
       count(t.id) AS number
ORDER BY kind
