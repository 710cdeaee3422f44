// Kinds of territory, and how many there are of each.
//
// return kind    commune, epci, department, region, pole …
// return number  how many
// scope  level
// access read

MATCH (t:Territory)
RETURN coalesce(t.kind, '') AS kind,
       count(t.id) AS number
ORDER BY kind
