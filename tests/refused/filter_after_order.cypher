// A filter after an order in the same WITH.
// Expected at line 9: WITH … ORDER BY … LIMIT … WHERE
//
// return id the id
// scope  level
// access read

MATCH (a:Actor WHERE a.audience IN $audiences OR a.owner IN $owners)
WITH a ORDER BY a.id WHERE a.sphere = 'research'
RETURN a.id AS id
ORDER BY id
