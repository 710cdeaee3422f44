// Whole nodes in a list.
// Expected at line 10: `id` in RETURN
//
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH a ORDER BY a.id
RETURN collect(a) AS id
ORDER BY id
