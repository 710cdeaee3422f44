// A limit without an order.
// Expected at line 9: LIMIT without ORDER BY
//
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH a LIMIT 10
RETURN a.id AS id
ORDER BY id
