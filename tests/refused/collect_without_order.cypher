// A list whose order is chance.
// Expected at line 9: collect() without order
//
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
RETURN collect(a.id) AS id
ORDER BY id
